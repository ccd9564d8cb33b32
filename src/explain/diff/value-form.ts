const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/;
const HL7 = /^\d{8}(?:\d{2}){0,3}(?:\.?\d{1,4})?(?:[+-]\d{4})?$/;

/** Times of a person, which are no times of the message. */
const OF_PEOPLE = /^(?:birthTime|deceasedTime)$/;

/** The text with its ids taken out: two texts that differ in nothing else mean the same. */
export function withoutIds(text: string): {
  readonly form: string;
  readonly ids: readonly string[];
} {
  const ids: string[] = [];
  const form = text.replace(UUID, (id) => {
    ids.push(id);
    return `{${caseOf(id)}}`;
  });
  return { form, ids };
}

/** The case of an id is part of its form: receivers compare letter by letter. */
function caseOf(id: string): string {
  if (id === id.toUpperCase()) return 'UUID';
  return id === id.toLowerCase() ? 'uuid' : 'Uuid';
}

/** The form of a time without its value: `yyyymmddhhmmss`, `ISO Z`. `undefined` for what is no time of a message. */
export function timeForm(text: string, element: string): string | undefined {
  if (OF_PEOPLE.test(element)) return undefined;
  if (ISO.test(text)) return text.replace(/\d/g, '0').replace(/[+-]00:?00$/, '+zone');
  const named = /(?:time|low|high|center|timestamp|created|expires|timetolive)$/i.test(element);
  return named && HL7.test(text)
    ? text.replace(/\d/g, '0').replace(/[+-]0000$/, '+zone')
    : undefined;
}

/** Text as it counts: white space at its ends and runs of it mean nothing. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
