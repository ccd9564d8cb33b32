import type { BodyRef, Entry, HttpSide } from '../../../../src/journal/entry.ts';
import type { JournalReader } from '../../../../src/journal/journal.ts';
import { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import { readDescription } from '../../../../src/wire/ebxml/description.ts';
import type { EbxmlMessage } from '../../../../src/wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../../../../src/wire/ebxml/read-ebxml.ts';
import { matchReference } from '../../../../src/wire/mime/content-id.ts';
import { parseMediaType } from '../../../../src/wire/mime/media-type.ts';
import type { MimePart } from '../../../../src/wire/mime/mime-package.ts';
import { type BodyBytes, openBody } from './body-bytes.ts';
import { decodedPart } from './decoded-part.ts';
import { readParts } from './read-parts.ts';

export type SideName = 'request' | 'response';

/** One side of an exchange, taken apart as far as it goes. */
export interface LoadedSide {
  readonly name: SideName;
  readonly http: HttpSide<BodyRef>;
  /** Its Content-Type in lower case, without parameters; empty when it has none. */
  readonly mediaType: string;
  readonly body: BodyBytes | undefined;
  /** Why there is no body, or why it has no parts. */
  readonly trouble: string | undefined;
  readonly parts: readonly MimePart[];
  /** Of the first part, or the body itself. */
  readonly envelope: EbxmlMessage | undefined;
}

/** Never rejects for what a peer sent, nor for a body that is gone. `undefined` when the entry has no such side. */
export async function loadSide(
  journal: Pick<JournalReader, 'readBody' | 'streamBody'>,
  entry: Entry,
  name: SideName,
): Promise<LoadedSide | undefined> {
  const http = entry[name];
  if (!http) return undefined;
  const contentType = headerOf(http.headers, 'content-type');
  const mediaType = contentType === undefined ? '' : parseMediaType(contentType).mediaType;
  const bare = { name, http, mediaType, body: undefined, parts: [], envelope: undefined };
  if (!http.body || http.body.length === 0) return { ...bare, trouble: undefined };
  try {
    const body = await openBody(journal, http.body);
    const { parts, trouble } = await readParts(body, contentType);
    return { ...bare, body, parts, trouble, envelope: await readEnvelope(body, parts[0]) };
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
    return { ...bare, trouble: `${error.message}. ${error.remedy}` };
  }
}

export function headerOf(headers: HttpSide<BodyRef>['headers'], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

const MOST_ENVELOPE = 1_048_576;

async function readEnvelope(
  body: BodyBytes,
  first: MimePart | undefined,
): Promise<EbxmlMessage | undefined> {
  const length = first?.body.length ?? body.length;
  if (length > MOST_ENVELOPE) return undefined;
  const bytes = first ? (await decodedPart(body, first)).bytes : await body.read(0, length);
  const reading = readEbxml(bytes);
  return reading.ok ? reading.value : undefined;
}

/** The name that a part has as a file, as its sender wrote it: in the manifest, or in its headers. */
export function fileNameOf({ envelope }: LoadedSide, part: MimePart): string | undefined {
  const { contentId, headers } = part;
  const reference = envelope?.manifest?.references.find(
    ({ href }) => contentId !== undefined && matchReference(href, contentId) !== undefined,
  );
  const description = readDescription(reference?.description ?? '');
  if (description.ok) {
    const named = description.value.filename ?? description.value.bareName;
    if (named) return named;
  }
  const disposition = headers.find(({ name }) => name.toLowerCase() === 'content-disposition');
  const parameters = disposition ? parseMediaType(disposition.value).parameters : [];
  return parameters.find(({ name }) => name === 'filename')?.value;
}
