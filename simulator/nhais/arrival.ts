import type { Finding } from '../../src/domain/finding.ts';
import type { Entry, NewEntry, TraceStep } from '../../src/journal/entry.ts';
import { oneLine } from '../../src/journal/one-line.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import type { MeshMessageView } from '../doors/mailbox-desk.ts';
import type { InterchangeView } from '../doors/nhais-desk.ts';
import type { NhaisLink } from '../world/world.ts';
import { type AuthorityRoom, serviceOf } from './authority-room.ts';
import { counterOf } from './link-of.ts';

/** An interchange that came over a link, with what is odd about it. */
export interface Arrival {
  readonly message: MeshMessageView;
  readonly link: NhaisLink;
  readonly bytes: Uint8Array;
  readonly interchange: NhaisInterchange;
  readonly findings: readonly Finding[];
}

/** The journal entry of an arrival, as far as all have it in common. */
export function arrivalEntry(
  { clock }: Pick<AuthorityRoom, 'clock'>,
  { message, link, bytes, interchange }: Arrival,
): NewEntry & { readonly facts: NonNullable<NewEntry['facts']> } {
  const codes = codesOf(interchange);
  const kind = kindOf(interchange);
  const { sender, sequence } = interchange;
  return {
    ...{ kind: 'received', at: clock.now().toISOString(), service: serviceOf(link) },
    summary: oneLine(`interchange ${sequence} of ${sender}: ${codes.join(', ') || 'nothing'}`),
    messageId: message.id,
    interaction: codes[0] ?? message.workflowId,
    request: { headers: meshHeaders(message), body: bytes },
    facts: {
      ...{ direction: 'in', link: link.name, counter: counterOf(link, 'in', kind), sequence },
      ...{ kind, codes: codes.join(';'), mailbox: message.to },
    },
  };
}

/** How MESH named the message, as its recipient sees it. */
export function meshHeaders(message: MeshMessageView): [string, string][] {
  const named: readonly [string, string | undefined][] = [
    ['Mex-From', message.from],
    ['Mex-To', message.to],
    ['Mex-WorkflowID', message.workflowId],
    ['Mex-MessageID', message.id],
    ['Mex-LocalID', message.localId],
    ['Mex-FileName', message.fileName],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

export function step(stage: string, text: string): TraceStep {
  return { stage, text };
}

export function readStep({ messages, sequence }: NhaisInterchange): TraceStep {
  const count = messages.reduce(
    (sum, each) => sum + (each.kind === 'registration' ? each.transactions.length : 0),
    0,
  );
  return {
    stage: 'read',
    text: `interchange ${sequence}: ${messages.length} messages, ${count} transactions`,
  };
}

/** What an interchange brings: `G1`, and of receipts what they say. */
export function codesOf({ messages }: Pick<NhaisInterchange, 'messages'>): readonly string[] {
  return messages.map((each) => {
    if (each.kind === 'registration') return each.code;
    if (each.kind === 'other') return each.type;
    return `RECEP ${each.interchange.sequence} ${each.interchange.result}`;
  });
}

export function kindOf({ messages }: Pick<NhaisInterchange, 'messages'>): 'FHSREG' | 'RECEP' {
  return messages.length > 0 && messages.every(({ kind }) => kind === 'receipt')
    ? 'RECEP'
    : 'FHSREG';
}

/** An entry for lists: of what came, and of what was sent. */
export function viewOf(
  { sequence: entry, at, facts, findings = [] }: Entry,
  meshMessageId: string,
): InterchangeView {
  return {
    ...{ link: String(facts?.link), meshMessageId, entry, at },
    direction: facts?.direction === 'in' ? 'in' : 'out',
    kind: facts?.kind === 'RECEP' ? 'RECEP' : 'FHSREG',
    sequence: Number(facts?.sequence),
    codes: String(facts?.codes ?? '')
      .split(';')
      .filter(Boolean),
    deviations: findings.length,
  };
}
