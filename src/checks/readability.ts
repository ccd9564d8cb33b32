import type { Check, Observation } from './check.ts';
import type { Layer, ReadMessage } from './read-message.ts';

function* stopped({ unreadable, payload }: ReadMessage, layer: Layer): Iterable<Observation> {
  for (const { layer: where, failure } of unreadable) {
    if (where !== layer) continue;
    const { line, column, offset } = failure.at;
    const place = { line, column, offset };
    const part = layer === 'payload' && payload?.part ? { part: payload.part } : {};
    yield { message: `${failure.message} (${failure.code})`, at: layer, ...part, ...place };
  }
}

export const packageReadable: Check<ReadMessage> = {
  id: 'READ-01',
  clause: 'RFC 2046 section 5.1, mhs 3.1',
  basis: 'N',
  severity: 'must',
  title: 'a multipart message can be taken apart',
  advice: 'Name the boundary in Content-Type and begin every part with it.',
  examine: (message) => stopped(message, 'MIME'),
};

export const envelopeReadable: Check<ReadMessage> = {
  id: 'READ-02',
  clause: 'mhs 2.3, 5.3 E1',
  basis: 'N',
  severity: 'must',
  title: 'the envelope is well-formed XML, a SOAP Envelope with a MessageHeader',
  advice:
    'Write the envelope with an XML writer, in the encoding that it declares, without DOCTYPE.',
  examine: (message) => stopped(message, 'envelope'),
};

export const payloadReadable: Check<ReadMessage> = {
  id: 'READ-03',
  clause: 'mhs 3.10, gp2gp 2.2',
  basis: 'N',
  severity: 'must',
  title: 'the HL7 payload is well-formed XML',
  advice:
    'Write the payload with an XML writer, in the encoding that it declares, without DOCTYPE.',
  examine: (message) => stopped(message, 'payload'),
};

export const payloadEncoding: Check<ReadMessage> = {
  id: 'READ-04',
  clause: 'mhs 3.1, gp2gp 2.1',
  basis: 'N',
  severity: 'must',
  title: 'the text of a payload is right in the encoding that it declares',
  advice: 'Encode the payload as UTF-8 once: cut text at characters, never at bytes.',
  *examine({ deviations, payload }) {
    for (const { layer, code, message, at } of deviations) {
      if (layer !== 'payload' || code !== 'xml.invalid-utf8') continue;
      const { line, column, offset } = at;
      const part = payload?.part ? { part: payload.part } : {};
      yield { message, at: 'payload', ...part, line, column, offset };
    }
  },
};

/** Codes of the payload's reader that checks judge by themselves. */
const JUDGED_ELSEWHERE = new Set(['xml.invalid-utf8']);

export const payloadPlain: Check<ReadMessage> = {
  id: 'READ-05',
  clause: 'mhs 3.10',
  basis: 'A',
  severity: 'note',
  title: 'the payload is written without oddities of XML',
  advice: 'Leave out byte order marks, and declare the encoding that is used.',
  *examine({ deviations, payload }) {
    const part = payload?.part ? { part: payload.part } : {};
    const seen = new Set<string>();
    for (const { layer, code, message, at } of deviations) {
      if (layer !== 'payload' || !code.startsWith('xml.') || JUDGED_ELSEWHERE.has(code)) continue;
      // Two readers go over a payload and tell the same.
      const key = `${code} ${at.offset}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const { line, column, offset } = at;
      yield { message: `${message} (${code})`, at: 'payload', ...part, line, column, offset };
    }
  },
};

export const readabilityChecks: readonly Check<ReadMessage>[] = [
  packageReadable,
  envelopeReadable,
  payloadReadable,
  payloadEncoding,
  payloadPlain,
];
