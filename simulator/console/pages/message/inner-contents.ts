import type { Content } from './content.ts';

/** Members of a message as an MHS adaptor has it that are documents of their own (mhs 7.1, 7.3). */
const MEMBERS = [
  ['ebXML', 'ebxml', 'Envelope in the JSON'],
  ['payload', 'payload', 'Payload in the JSON'],
] as const;
/** Of a JSON beyond, nothing is taken out. */
const MOST_JSON = 8_388_608;

/** XML that is a string in JSON, as a content of its own: written as it is there, it can hardly be read. */
export function innerContents(content: Content): readonly Content[] {
  if (content.kind !== 'json' || content.cut || content.bytes.length > MOST_JSON) return [];
  let value: unknown;
  try {
    value = JSON.parse(content.bytes.toString('utf8'));
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Readonly<Record<string, unknown>>;
  return MEMBERS.flatMap(([member, id, title]) => {
    const text = Object.hasOwn(object, member) ? object[member] : undefined;
    if (typeof text !== 'string' || !/^\s*</.test(text)) return [];
    const bytes = Buffer.from(text);
    const { side } = content;
    return [
      { id: `${side}-${id}`, side, part: undefined, title, kind: 'xml', bytes, text, cut: false },
    ];
  });
}
