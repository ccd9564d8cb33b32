import type { Entry } from '../../src/journal/entry.ts';
import type { Amended, NhaisAddress, NhaisTransaction } from '../../src/nhais/interchange.ts';
import type { Newcomer } from '../doors/registration-desk.ts';
import { type AuthorityRoom, linkNamed } from './authority-room.ts';
import { readArrival } from './read-arrival.ts';
import type { Received } from './received.ts';

/**
 * Makes the practice of a link the one of every patient whose acceptance an answer approves, before the practice can
 * know of it. Says what was done, without patient data. Nothing where the link leaves PDS alone.
 */
export async function registerApproved(
  room: AuthorityRoom,
  composed: Entry,
  { fresh }: Pick<Received, 'fresh'>,
): Promise<readonly string[]> {
  const link = linkNamed(room, String(composed.facts?.link));
  if (!link?.updatePds || !composed.request?.body) return [];
  const { interchange } = readArrival(await room.journal.readBody(composed.request.body));
  const approvals = (interchange?.messages ?? []).flatMap((message) =>
    message.kind === 'registration' && message.code === 'F4' ? message.transactions : [],
  );
  return approvals.map(({ number, patient }) => {
    const asked = fresh.find(
      ({ code, transaction }) => code === 'G1' && transaction.number === number,
    );
    const nhsNumber = patient?.nhsNumber;
    if (!asked || nhsNumber === undefined) return `G1 ${number}: PDS was left as it is`;
    if (link.practice === undefined) return `G1 ${number}: the link names no practice for PDS`;
    const newcomer = link.unknownPatients === 'create' ? newcomerOf(asked.transaction) : undefined;
    return `G1 ${number}: ${room.registrations.register(nhsNumber, link.practice, newcomer)}`;
  });
}

function newcomerOf({ patient }: NhaisTransaction): Newcomer {
  const { surname, forename, middleName, thirdForename, title, sex, birthDate, address } =
    patient ?? {};
  const given = [forename, middleName, thirdForename].map(textOf).filter((name) => name !== '');
  return {
    given,
    family: textOf(surname) || undefined,
    prefix: textOf(title) || undefined,
    gender: sex,
    birthDate,
    lines: linesOf(address),
    postcode: textOf(address?.postcode).replace(/\s+/g, ' ') || undefined,
  };
}

function linesOf(address: NhaisAddress | undefined): readonly string[] {
  return Array.from({ length: 5 }, (_, at) => textOf(address?.lines[at]));
}

/** What is to be erased says nothing of somebody new. */
function textOf(value: Amended | undefined): string {
  return typeof value === 'string' ? value : '';
}
