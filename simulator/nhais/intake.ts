import type { Finding } from '../../src/domain/finding.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import type { MeshMessageView } from '../doors/mailbox-desk.ts';
import type { NhaisLink } from '../world/world.ts';
import { type AuthorityRoom, serviceOf } from './authority-room.ts';
import { collect } from './collect.ts';
import { acknowledge, leaveAside } from './leave-aside.ts';
import { isStray, linkOf, RECEIPTS, REGISTRATIONS } from './link-of.ts';
import { readArrival } from './read-arrival.ts';
import { takeReceipts } from './take-receipts.ts';
import { takeRegistrations } from './take-registrations.ts';

/** Whether a message is one for an authority: only these are taken, others are left where they lie. */
export function isForAuthority(links: readonly NhaisLink[], message: MeshMessageView): boolean {
  return (
    message.status === 'accepted' &&
    (message.workflowId === REGISTRATIONS || message.workflowId === RECEIPTS) &&
    links.some(({ haMailbox }) => haMailbox === message.to)
  );
}

/** Takes a message out of an authority's mailbox: reads it, puts it on record, and sees to what follows. */
export async function takeMessage(room: AuthorityRoom, message: MeshMessageView): Promise<void> {
  if (room.inHand.has(message.id)) return;
  room.inHand.add(message.id);
  try {
    await take(room, message);
  } catch (error) {
    // It gets another turn: what is on record by then is only acknowledged.
    room.inHand.delete(message.id);
    throw error;
  }
}

async function take(room: AuthorityRoom, message: MeshMessageView): Promise<void> {
  if (await isOnRecord(room, message)) return acknowledge(room, message.to, message.id);
  if (message.type === 'REPORT') {
    const failure = message.events.find(({ description }) => description !== undefined);
    const told = failure?.description ?? 'what was sent has failed';
    return leaveAside(room, message, { kind: 'failed-delivery', text: told });
  }
  const content = await collect(room.mailboxes, message);
  if ('failed' in content)
    return leaveAside(room, message, { kind: 'unreadable', text: content.failed });
  const { bytes } = content;
  const { interchange, findings } = readArrival(bytes);
  if (!interchange) {
    const text = 'it cannot be read as an interchange';
    return leaveAside(room, message, { kind: 'unreadable', text, bytes, findings });
  }
  const link = linkOf(room.world.current().nhais, message.to, interchange);
  if (isStray(link)) return leaveAside(room, message, { ...link, bytes, findings });
  const arrival = {
    ...{ message, link, bytes, interchange },
    findings: [...findings, ...oddAddress(message, link), ...oddWorkflow(message, interchange)],
  };
  const asks = interchange.messages.some(({ kind }) => kind !== 'receipt');
  await (asks ? takeRegistrations(room, arrival) : takeReceipts(room, arrival));
}

/** A restart between the record and the acknowledgement finds a message that was taken already. */
async function isOnRecord(
  { journal, world }: AuthorityRoom,
  { id, to }: MeshMessageView,
): Promise<boolean> {
  const links = world.current().nhais.filter(({ haMailbox }) => haMailbox === to);
  for (const service of [undefined, ...links].map(serviceOf)) {
    if ((await journal.count({ kind: 'received', service, messageId: id })) > 0) return true;
  }
  return false;
}

function oddAddress({ from }: MeshMessageView, { gpMailbox }: NhaisLink): Finding[] {
  if (from === undefined || from === gpMailbox) return [];
  return [
    {
      ...{
        check: 'NHAIS-MAILBOX-01',
        severity: 'should',
        clause: 'mesh-nhais 2.3',
        at: 'Mex-From',
      },
      message: `it came from mailbox ${from}, and that of the practice is ${gpMailbox}`,
      suggestion: `Send from ${gpMailbox}, or set gpMailbox of the link: answers go there.`,
    },
  ];
}

function oddWorkflow({ workflowId }: MeshMessageView, { messages }: NhaisInterchange): Finding[] {
  const fits = (kind: string) => (kind === 'receipt' ? RECEIPTS : REGISTRATIONS) === workflowId;
  const odd = messages.find(({ kind }) => !fits(kind));
  if (!odd) return [];
  const right = odd.kind === 'receipt' ? RECEIPTS : REGISTRATIONS;
  return [
    {
      ...{ check: 'NHAIS-WORKFLOW-01', severity: 'should', clause: 'mesh-nhais 2.3' },
      message: `message ${odd.sequence} came with workflow ${workflowId}`,
      at: 'Mex-WorkflowID',
      suggestion: `Send it with ${right}.`,
    },
  ];
}
