import type { Finding } from '../../src/domain/finding.ts';
import type { BodyRef } from '../../src/journal/entry.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type {
  TransmissionWrapper,
  WrapperAuthor,
} from '../../src/wire/hl7/transmission-wrapper.ts';
import { decodePart } from '../../src/wire/mime/decode-part.ts';
import type { MimePart } from '../../src/wire/mime/mime-package.ts';
import type { Reading } from '../../src/wire/reading.ts';
import type { Arrival } from './arrival.ts';
import type { SpineRoom } from './spine-room.ts';

type Room = Pick<SpineRoom, 'world' | 'journal' | 'sessions'>;

/** Whether users are looked at in messages: while they are not, no payload is read for them. */
export function judgesUsers({ world, sessions }: Pick<Room, 'world' | 'sessions'>): boolean {
  return sessions !== undefined && world.current().identity.enforce !== 'off';
}

/**
 * The finding when the user whom an HL7 payload names has no live session (pds-identity 4.4). A message that
 * names nobody passes, and so does one whose second part is no HL7.
 */
export async function judgePayload(
  room: Room,
  { mime, body }: Pick<Arrival, 'mime' | 'body'>,
  { from }: EbxmlMessage,
): Promise<Finding | undefined> {
  const part = mime?.ok ? mime.value.parts[1] : undefined;
  if (!part || !judgesUsers(room)) return undefined;
  const wrapper =
    body instanceof Uint8Array ? wrapperIn(body, part) : await wrapperOnDisk(room, body, part);
  if (!wrapper.ok) return undefined;
  const organisation = room.world.current().party(from.id)?.odsCode;
  return judgeAuthor(room, wrapper.value.author, organisation);
}

function wrapperIn(bytes: Uint8Array, part: MimePart): Reading<TransmissionWrapper> {
  const payload = decodePart(bytes, part);
  return payload.ok ? readWrapper(payload.value) : payload;
}

/** A wrapper is at the beginning of its payload. */
const USUAL_BYTES = 64 * 1024;

/** Reads no more of a large body than its wrapper needs; the whole of it only when that is not enough. */
async function wrapperOnDisk(
  { journal }: Room,
  ref: BodyRef,
  part: MimePart,
): Promise<Reading<TransmissionWrapper>> {
  const { offset, length } = part.body;
  const beginning = { offset, length: Math.min(length, USUAL_BYTES) };
  const head = await firstBytes(journal, ref, offset + beginning.length);
  const read = wrapperIn(head, { ...part, body: beginning });
  if (read.ok || beginning.length === length) return read;
  return wrapperIn(await journal.readBody(ref), part);
}

async function firstBytes(
  journal: Room['journal'],
  ref: BodyRef,
  wanted: number,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let come = 0;
  for await (const chunk of journal.streamBody(ref)) {
    chunks.push(chunk);
    come += chunk.length;
    if (come >= wanted) break;
  }
  return Buffer.concat(chunks);
}

/** @param organisation ODS code of the party that sent the message */
export function judgeAuthor(
  { world, sessions }: Pick<Room, 'world' | 'sessions'>,
  author: WrapperAuthor | undefined,
  organisation: string | undefined,
): Finding | undefined {
  const { enforce } = world.current().identity;
  if (!author || !sessions || enforce === 'off') return undefined;
  const { user: userId, roleProfile: roleProfileId, jobRole: jobRoleCode } = author;
  const named = { userId, roleProfileId, jobRoleCode, organisation };
  // What kind of deed another service takes a message for is not known here: the session alone is judged.
  const verdict =
    userId && roleProfileId && jobRoleCode
      ? sessions.judge(named, 'query')
      : ({ ok: false, why: 'the author lacks one of its three ids' } as const);
  if (verdict.ok) return undefined;
  return {
    check: 'USER-01',
    clause: 'pds-identity 4.4',
    severity: enforce === 'enforce' ? 'must' : 'should',
    message: verdict.why,
    at: 'ControlActEvent/author',
    suggestion: 'start a session for the user and role profile, or set identity.enforce to warn',
  };
}
