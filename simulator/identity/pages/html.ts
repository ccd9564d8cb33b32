/** Markup whose texts are escaped already. */
export interface Html {
  readonly markup: string;
}

type Value = string | number | Html | readonly Html[] | false | undefined;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Writes markup: every value is escaped unless it is markup itself; `false` and `undefined` write nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const written = parts.map((part, at) => part + (at < values.length ? write(values[at]) : ''));
  return { markup: written.join('') };
}

function write(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number')
    return String(value).replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}
