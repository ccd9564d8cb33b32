import { kindOfField } from './field-kinds.ts';
import { redactLoose } from './redact-loose.ts';
import type { Redacting } from './redacting.ts';

const LINE =
  /^(\s*(?:-\s+)?)([A-Za-z_][\w-]*)(\s*:[ \t]+)(["']?)([^\r\n#]*?)(["']?)([ \t]*(?:#.*)?)$/gm;

/** Replaces in a text that people wrote, such as a scenario: by the names of fields, and what is known. */
export function redactScript(text: string, redacting: Redacting): string {
  const fields = text.replace(
    LINE,
    (
      found: string,
      indent: string,
      name: string,
      colon: string,
      quote: string,
      value: string,
      end: string,
      rest: string,
    ) => {
      const kind = kindOfField(name);
      // What a scenario says of itself is nobody's, and a mapping begins without a value.
      if (!kind || kind === 'text' || kind === 'known' || /^[[{&*|>]/.test(value)) return found;
      return `${indent}${name}${colon}${quote}${redacting.value(kind, value)}${end}${rest}`;
    },
  );
  return redactLoose(fields, redacting);
}
