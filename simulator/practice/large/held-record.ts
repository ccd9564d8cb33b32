import { createHash } from 'node:crypto';
import { type ExtractFrame, readEhrExtract } from '../../../src/gp2gp/ehr-extract.ts';
import { isPlaceholderName } from '../../../src/gp2gp/synthetic/documents.ts';
import { readXmlFacts } from '../../../src/wire/xml/read-xml-facts.ts';
import type { XmlLimits } from '../../../src/wire/xml/xml-limits.ts';
import type { Conduct } from '../conduct.ts';
import type { HeldDocument, HeldRecord } from '../transfer-status.ts';
import type { JoinedDocument } from './join-document.ts';
import { limitsFor } from './rebuild-payload.ts';
import { safeName } from './safe-name.ts';

/** What is held of a record that is filed: its payload and documents by their digests. */
export function heldRecordOf(
  conduct: Conduct,
  payload: Buffer,
  known: ExtractFrame | undefined,
  documents: readonly JoinedDocument[],
): HeldRecord {
  const stored = conduct.storedPayload({ payload }, (asked) => asked.payload);
  const limits = limitsFor(stored.length);
  const { folders, compositions, anchors } = frameOf(stored, payload, known, limits);
  const whole = documents
    .filter(({ skeleton }) => !skeleton)
    .toSorted((one, other) => one.position - other.position)
    .map((document): HeldDocument => {
      const { fileName, position, contentType, bytes, sha256 } = document;
      return {
        fileName: conduct.storedName({ fileName, position }, (asked) => safeName(asked.fileName)),
        contentType,
        bytes,
        sha256,
        absent: isPlaceholderName(fileName),
      };
    });
  const here = new Set(documents.map(({ documentId }) => documentId?.toUpperCase()));
  const missing = anchors
    .filter(({ id }) => id !== '' && !here.has(id.toUpperCase()))
    .map(({ reference, mediaType }) => missingDocument(reference ?? '', mediaType));
  const record: HeldRecord = {
    documents: [...whole, ...missing],
    folders,
    compositions,
    payloadSha256: createHash('sha256').update(stored).digest('hex'),
    redactedEntries: redactedIn(stored, limits),
  };
  return conduct.heldRecord({ record }, (asked) => asked.record);
}

/** An anchor whose document never came: shown as missing, never left out. */
function missingDocument(reference: string, mediaType: string | undefined): HeldDocument {
  return {
    fileName: safeName(reference.replace(/^(?:file:(?:\/\/localhost\/)?|cid:)/i, '')),
    contentType: mediaType ?? 'application/octet-stream',
    bytes: 0,
    sha256: createHash('sha256').digest('hex'),
    absent: true,
  };
}

/** What a payload says of itself; it is read once more only where nobody has done so before. */
function frameOf(
  stored: Buffer,
  payload: Buffer,
  known: ExtractFrame | undefined,
  limits: Partial<XmlLimits>,
): Pick<ExtractFrame, 'folders' | 'compositions' | 'anchors'> {
  if (known && stored === payload) return known;
  const read = readEhrExtract(stored, limits);
  return read.ok ? read.value : { folders: 0, compositions: 0, anchors: [] };
}

/** Entries that are marked as not to be disclosed to the patient (gp2gp 2.7). */
function redactedIn(payload: Buffer, limits: Partial<XmlLimits>): number {
  let count = 0;
  // Few records have one, and a look for the letters costs little.
  if (!payload.includes('NOPAT')) return 0;
  readXmlFacts(
    payload,
    ({ name, attributes }) => {
      const isMark = name === 'confidentialityCode';
      if (isMark && attributes.some(({ name: key, value }) => key === 'code' && value === 'NOPAT'))
        count += 1;
      return undefined;
    },
    limits,
  );
  return count;
}
