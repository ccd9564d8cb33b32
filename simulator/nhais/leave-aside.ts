import type { Finding } from '../../src/domain/finding.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { MeshMessageView } from '../doors/mailbox-desk.ts';
import { meshHeaders, step } from './arrival.ts';
import type { AuthorityRoom } from './authority-room.ts';

/** A message that has no effect, and why. */
export interface Aside {
  readonly kind: 'unreadable' | 'wrong-authority' | 'unknown-partner' | 'failed-delivery';
  readonly text: string;
  readonly bytes?: Uint8Array;
  readonly findings?: readonly Finding[];
}

const TOLD: Readonly<
  Record<Aside['kind'], Pick<Finding, 'check' | 'clause' | 'at' | 'suggestion'>>
> = {
  unreadable: {
    ...{ check: 'NHAIS-FILE-01', clause: 'mesh-nhais 2.5', at: '/interchange' },
    suggestion: 'Send an EDIFACT interchange, from UNB to UNZ.',
  },
  'wrong-authority': {
    ...{ check: 'NHAIS-RECIPIENT-01', clause: 'mesh-nhais 2.3, 2.4', at: '/interchange' },
    suggestion: 'Look up which mailbox belongs to the link code of the health authority.',
  },
  'unknown-partner': {
    ...{ check: 'NHAIS-SENDER-01', clause: 'mesh-nhais 2.4', at: '/interchange' },
    suggestion: 'Use the trading-partner code of a link, or add a link under nhais.links.',
  },
  'failed-delivery': {
    ...{ check: 'NHAIS-COLLECT-01', clause: 'mesh-nhais 1.5', at: 'Mex-StatusCode' },
    suggestion: 'Collect what lies in the mailbox of the practice, once a day at least.',
  },
};

/** Puts a message on record that belongs to no link or says nothing: no RECEP, no effect, and gone from the mailbox. */
export async function leaveAside(
  room: AuthorityRoom,
  message: MeshMessageView,
  { kind, text, bytes, findings = [] }: Aside,
): Promise<void> {
  await room.journal.append({
    ...{ kind: 'received', at: room.clock.now().toISOString(), service: 'nhais' },
    summary: oneLine(`${message.workflowId} in ${message.to} has no effect: ${text}`),
    ...{ messageId: message.id, interaction: message.workflowId },
    request: { headers: meshHeaders(message), ...(bytes && { body: bytes }) },
    findings: [...findings, { ...TOLD[kind], severity: 'must', message: text }],
    trace: [
      step('identify', text),
      step('decide', 'no RECEP and no effect; it is acknowledged in MESH'),
    ],
    facts: { direction: 'in', why: kind, mailbox: message.to },
  });
  room.logger.warn({ service: 'nhais', meshMessageId: message.id, why: kind }, 'set aside');
  await acknowledge(room, message.to, message.id);
}

/** Takes a message out of the mailbox, now that everything about it is on record. */
export async function acknowledge(
  { mailboxes, inHand }: Pick<AuthorityRoom, 'mailboxes' | 'inHand'>,
  mailbox: string,
  id: string,
): Promise<void> {
  // A mailbox may have been emptied meanwhile.
  if (mailboxes.message(id)) await mailboxes.acknowledge(mailbox, id);
  inHand.delete(id);
}
