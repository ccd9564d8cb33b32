import type { BodyRef, Entry, HttpSide } from '../journal/entry.ts';
import { z } from '../platform/zod.ts';
import { bodyName } from './bundled-journal.ts';

const SIDES = ['request', 'response'] as const;

/** Entries as lines of JSON, their bodies by digest and length. */
export function writeEntryLines(entries: readonly Entry[]): Buffer {
  const lines = entries.map((entry) => {
    const line: Record<string, unknown> = { ...entry };
    for (const side of SIDES) {
      const given = entry[side];
      if (!given?.body) continue;
      const { where, length } = given.body;
      line[side] = { ...given, body: { sha256: where.slice(bodyName('').length), bytes: length } };
    }
    return `${JSON.stringify(line)}\n`;
  });
  return Buffer.from(lines.join(''));
}

const text = z.string();
const fact = z.union([z.string(), z.number(), z.boolean()]);
const body = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
});
const side = z.looseObject({
  ...{ method: text.exactOptional(), path: text.exactOptional(), status: z.int().exactOptional() },
  headers: z.array(z.tuple([text, text])),
  body: body.exactOptional(),
});
const finding = z.looseObject({
  ...{ check: text, severity: z.enum(['must', 'should', 'note']), clause: text },
  ...{ message: text, at: text },
});
const trace = z.looseObject({
  ...{ stage: text, text },
  facts: z.record(text, fact).exactOptional(),
});
/** What reading code relies on; members that a later version adds are kept. */
const line = z.looseObject({
  ...{ sequence: z.int().positive(), kind: text, at: z.iso.datetime({ offset: true }) },
  ...{ service: text, summary: text },
  ...{ conversationId: text.exactOptional(), messageId: text.exactOptional() },
  ...{ refToMessageId: text.exactOptional(), interaction: text.exactOptional() },
  ...{ fromParty: text.exactOptional(), toParty: text.exactOptional() },
  ...{ opens: text.exactOptional(), settles: text.exactOptional() },
  peer: z.looseObject({ address: text }).exactOptional(),
  ...{ request: side.exactOptional(), response: side.exactOptional() },
  timings: z.record(text, z.number()).exactOptional(),
  findings: z.array(finding).exactOptional(),
  trace: z.array(trace).exactOptional(),
  facts: z.record(text, fact.nullable()).exactOptional(),
});

/**
 * Entries out of lines. Throws an Error of one line that names the line at fault.
 *
 * @param crcOf the CRC-32 of a body that is there, `undefined` for one that is not
 */
export function readEntryLines(
  lines: string,
  crcOf: (sha256: string, bytes: number) => number | undefined,
): readonly Entry[] {
  let before = 0;
  const entries: Entry[] = [];
  for (const [index, each] of lines.split('\n').entries()) {
    if (each === '') continue;
    const wrong = (what: string) => new Error(`journal/entries.ndjson line ${index + 1}: ${what}`);
    const read = line.safeParse(jsonOf(each));
    if (!read.success) {
      const [issue] = read.error.issues;
      throw wrong(`${issue?.path.join('.')} ${issue?.message}`.trim());
    }
    const { request, response, ...fields } = read.data;
    if (fields.sequence <= before) throw wrong(`sequence ${fields.sequence} is out of order`);
    before = fields.sequence;
    const sideOf = (given: typeof request): HttpSide<BodyRef> | undefined => {
      if (!given) return undefined;
      const { body, ...rest } = given;
      if (!body) return rest as HttpSide<BodyRef>;
      const crc = crcOf(body.sha256, body.bytes);
      if (crc === undefined) throw wrong(`its body ${body.sha256} is not there`);
      const ref = { where: bodyName(body.sha256), offset: 0, length: body.bytes, crc };
      return { ...rest, body: ref } as HttpSide<BodyRef>;
    };
    const [asked, answered] = [sideOf(request), sideOf(response)];
    entries.push({
      ...fields,
      ...(asked && { request: asked }),
      ...(answered && { response: answered }),
    } as Entry);
  }
  return entries;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
