/** What is wrong with a body, by member and position, in the words of the library that the MHS adaptor reads with. */
export type SchemaErrors = { readonly [member: string]: readonly string[] | SchemaErrors };

/** Beyond so many characters the rest is left out: a body with a million faults is refused like any other. */
const MOST = 4_000;

/** As Python shows a dictionary, which is what the MHS adaptor answers (mhs 7.2). */
export function writeSchemaErrors(errors: SchemaErrors): string {
  const text = dictionary(errors);
  return text.length <= MOST ? text : `${text.slice(0, MOST)}...`;
}

function dictionary(errors: SchemaErrors): string {
  const members = Object.entries(errors).map(([name, value]) => {
    // Positions in a list are numbers there.
    const key = /^\d+$/.test(name) ? name : literal(name);
    return `${key}: ${isTexts(value) ? `[${value.map(literal).join(', ')}]` : dictionary(value)}`;
  });
  return `{${members.join(', ')}}`;
}

function isTexts(value: readonly string[] | SchemaErrors): value is readonly string[] {
  return Array.isArray(value);
}

function literal(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
}
