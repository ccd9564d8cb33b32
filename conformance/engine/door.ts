import { connect, type PeerCertificate } from 'node:tls';
import { answersTo } from './acknowledging.ts';
import { describeAnswer } from './answers.ts';
import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { connection, type DoorAnswer, heldMessage, lastAnswer } from './raw-door.ts';
import { ownOf } from './sender-answers.ts';
import type { Trial } from './trial.ts';

function told({ answer, judged }: DoorAnswer): string {
  if (answer.kind === 'no-answer') return `no answer: ${answer.why}`;
  switch (judged?.kind) {
    case 'acknowledged':
      return `HTTP ${answer.status} with an acknowledgement`;
    case 'accepted':
      return `HTTP ${answer.status} without an acknowledgement`;
    case 'messageError': {
      const errors = judged.errorList.errors.map((each) => `${each.errorCode} ${each.description}`);
      return `HTTP ${answer.status} with MessageError ${errors.join('; ')}`;
    }
    case 'soapFault':
      return `HTTP ${answer.status} with SOAP fault ${judged.codes.join(', ') || 'without a code'}`;
    default:
      return `HTTP ${answer.status}`;
  }
}

/** A fault, a MessageError or a status that is no 2xx; not an acknowledgement, not silence that counts as success. */
function isError({ answer, judged }: DoorAnswer): boolean {
  if (answer.kind === 'no-answer') return true;
  return judged?.kind === 'messageError' || judged?.kind === 'soapFault' || answer.status >= 400;
}

function deviation(expected: string, found: DoorAnswer, weight: 'plain' | 'unsafe' = 'plain') {
  return new SystemDeviation({
    expected,
    observed: told(found),
    evidence: [found.entry.sequence],
    weight,
  });
}

/** The door refuses what was delivered last (mhs 4.1 rules 1 and 5). */
export function expectDoorError(trial: Trial): void {
  const found = lastAnswer(trial);
  trial.chose(told(found));
  if (!isError(found)) throw deviation('an error in answer to the delivery', found);
  if (found.answer.kind === 'no-answer')
    trial.warned('the door ended the connection without a word');
}

/** The door refuses what was delivered last, or the system refuses the message in the business. */
export async function expectDoorErrorOrRefusal(
  trial: Trial,
  role: 'request' | 'extract',
): Promise<void> {
  const found = lastAnswer(trial);
  if (isError(found)) return trial.chose(told(found));
  const message = await heldMessage(trial, role);
  const refusal = await trial.until(
    `an error of the door, or a refusal of the ${role}`,
    ({ messages }) => answersTo(messages, [message.sequence])[0],
  );
  if (refusal.acknowledgement?.typeCode === 'AA') {
    throw new SystemDeviation({
      expected: `an error of the door, or a refusal of the ${role}`,
      observed: `it is answered ${describeAnswer(refusal)}`,
      evidence: [found.entry.sequence, refusal.sequence],
      weight: 'unsafe',
    });
  }
  trial.account(refusal);
  trial.chose(`the ${role} is answered ${describeAnswer(refusal)}`);
}

/** The door acknowledges what was delivered last, in its answer or by a message of its own. */
export async function expectDoorAcknowledges(trial: Trial): Promise<void> {
  const found = lastAnswer(trial);
  const expected = 'an acknowledgement of the delivery';
  if (isError(found)) throw deviation(expected, found);
  if (found.judged?.kind === 'acknowledged') return trial.observed(told(found));
  const id = found.entry.messageId?.toUpperCase();
  const signal = await trial.lookUntil(
    expected,
    async () =>
      (
        await trial.journal.find({
          kind: 'received',
          after: trial.since,
          interaction: 'Acknowledgment',
        })
      ).find(({ refToMessageId }) => refToMessageId?.toUpperCase() === id),
    { observed: () => told(found) },
  );
  trial.observed(`acknowledged by a message of its own (#${signal.sequence})`);
}

/** Whatever the door says: what came is not taken as Spine's. */
export function expectDoorShut(trial: Trial): void {
  const found = lastAnswer(trial);
  trial.chose(told(found));
  const { answer, judged } = found;
  if (judged?.kind === 'acknowledged' || (answer.kind === 'answered' && answer.status < 400)) {
    throw deviation('no way in without the certificate of Spine', found, 'unsafe');
  }
}

/** The door took it or refused it; both are right, and which is put on record. */
export function expectDoorAnswers(trial: Trial): void {
  const found = lastAnswer(trial);
  trial.chose(told(found));
  if (found.answer.kind === 'no-answer') throw deviation('an answer of some kind', found);
}

/** A MessageError that names the party; other errors are noted (mhs 4.1 rule 2, 5.5 B9). */
export function expectUnknownParty(trial: Trial): void {
  const found = lastAnswer(trial);
  trial.chose(told(found));
  if (!isError(found)) {
    const taken = found.judged?.kind === 'acknowledged';
    throw deviation('a MessageError about the party', found, taken ? 'unsafe' : 'plain');
  }
  if (found.judged?.kind !== 'messageError') {
    trial.warned(`the party is refused without a MessageError: ${told(found)}`);
  } else if (!/501314/.test(told(found))) {
    trial.warned('the MessageError does not have code 501314');
  }
}

/** Nothing in answer to the held message so far: no acknowledgement, no extract. */
export async function expectNothingInAnswer(trial: Trial): Promise<void> {
  await trial.pause(trial.quietMs);
  await trial.settled();
  const { messages } = trial.transcript();
  const sender = trial.situation().plays === 'requester';
  const found = sender
    ? ownOf(messages, 'request-acknowledgement', 'extract', 'stray-acknowledgement')
    : ownOf(messages, 'final-acknowledgement', 'stray-acknowledgement');
  if (found.length === 0) return;
  throw new SystemDeviation({
    expected: 'nothing in answer to what was not taken',
    observed: found.map(describeMessage).join(', '),
    evidence: found.map(({ sequence }) => sequence),
    weight: found.some(({ role }) => role === 'extract') ? 'unsafe' : 'plain',
  });
}

/** The certificate of the door leads to the authority and names the registered FQDN (mhs 1.6, 5.1 H5). */
export async function expectDoorCertificate(trial: Trial): Promise<void> {
  const options = await connection(trial);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect({ ...options, rejectUnauthorized: true });
  let shown: PeerCertificate | undefined;
  socket.on('secureConnect', () => {
    shown = socket.getPeerCertificate();
    resolve(undefined);
  });
  socket.on('error', (error) => resolve(error.message));
  const timer = setTimeout(() => resolve('the handshake does not end'), trial.patienceMs);
  const why = await promise;
  clearTimeout(timer);
  socket.destroy();
  trial.observed(why ?? `${shown?.subject.CN} by ${shown?.issuer.CN}`);
  if (why === undefined) return;
  throw new SystemDeviation({
    expected: `a certificate of ${trial.system.fqdn} from the authority`,
    observed: why,
  });
}
