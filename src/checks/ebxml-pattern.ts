import type { Pattern } from '../domain/contract.ts';
import { NEXT_MSH, SOAP_NEXT, TO_PARTY_MSH } from '../wire/ebxml/names.ts';
import type { Check, Observation } from './check.ts';
import type { InboundMessage } from './inbound-message.ts';

/** What each pattern demands of the header: mhs 2.2. `any` is not checked by Spine. */
interface Demands {
  readonly duplicateElimination: boolean | 'any';
  readonly ackRequested: boolean;
  readonly actor: string | undefined;
  readonly syncReply: boolean | 'any';
}

const DEMANDS: Readonly<Record<Exclude<Pattern, 'synchronous'>, Demands>> = {
  'asynchronous-express': {
    duplicateElimination: false,
    ackRequested: false,
    actor: undefined,
    syncReply: 'any',
  },
  'asynchronous-reliable': {
    duplicateElimination: true,
    ackRequested: true,
    actor: TO_PARTY_MSH,
    syncReply: true,
  },
  'forward-reliable': {
    duplicateElimination: true,
    ackRequested: true,
    actor: NEXT_MSH,
    syncReply: false,
  },
  'forward-end-party': {
    duplicateElimination: 'any',
    ackRequested: true,
    actor: TO_PARTY_MSH,
    syncReply: false,
  },
  'forward-express': {
    duplicateElimination: 'any',
    ackRequested: false,
    actor: undefined,
    syncReply: false,
  },
};

function demandsOf({ directory }: InboundMessage): Demands | undefined {
  const pattern = directory?.pattern;
  return pattern && pattern !== 'synchronous' ? DEMANDS[pattern] : undefined;
}

function presence(
  name: string,
  present: boolean,
  wanted: boolean | 'any' | undefined,
  pattern: Pattern | undefined,
): Observation[] {
  if (wanted === undefined || wanted === 'any' || present === wanted) return [];
  return [
    {
      message: `${name} is ${present ? 'present' : 'absent'}, the contract's pattern ${pattern} wants it ${wanted ? 'present' : 'absent'}`,
      at: name,
      suggestion: wanted ? `add eb:${name}` : `leave eb:${name} out`,
    },
  ];
}

export const duplicateEliminationAgrees: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-01',
  clause: 'mhs 2.2, 5.3 E9',
  basis: 'N',
  severity: 'must',
  title: 'DuplicateElimination stands as the contract says',
  advice: 'Write DuplicateElimination when, and only when, the contract says always.',
  *examine(message) {
    yield* presence(
      'DuplicateElimination',
      message.envelope.duplicateElimination,
      demandsOf(message)?.duplicateElimination,
      message.directory?.pattern,
    );
  },
};

export const ackRequestedAgrees: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-02',
  clause: 'mhs 2.2, 5.3 E9',
  basis: 'N',
  severity: 'must',
  title: 'AckRequested stands as the contract says',
  advice: 'Write AckRequested when, and only when, the contract says always.',
  *examine(message) {
    yield* presence(
      'AckRequested',
      message.envelope.ackRequested !== undefined,
      demandsOf(message)?.ackRequested,
      message.directory?.pattern,
    );
  },
};

export const ackRequestedVersion: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-03',
  clause: 'mhs 2.3, 5.3 E10',
  basis: 'N',
  severity: 'must',
  title: 'eb:version of AckRequested is 2.0',
  advice: 'Write eb:version="2.0" on AckRequested.',
  *examine({ envelope: { ackRequested } }) {
    if (ackRequested && ackRequested.version !== '2.0') {
      yield { message: `eb:version is ${ackRequested.version ?? 'missing'}`, at: 'AckRequested' };
    }
  },
};

export const ackRequestedUnsigned: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-04',
  clause: 'mhs 2.3, 5.3 E10',
  basis: 'N',
  severity: 'must',
  title: 'eb:signed of AckRequested is false',
  advice: 'Write eb:signed="false" on AckRequested.',
  *examine({ envelope: { ackRequested } }) {
    if (ackRequested && ackRequested.signed !== 'false') {
      yield { message: `eb:signed is ${ackRequested.signed ?? 'missing'}`, at: 'AckRequested' };
    }
  },
};

export const ackRequestedActor: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-05',
  clause: 'mhs 2.2, 2.3',
  basis: 'N',
  severity: 'must',
  title: 'the actor of AckRequested is the one of the pattern',
  advice: 'Take the actor of AckRequested from the contract.',
  *examine(message) {
    const { ackRequested } = message.envelope;
    const actor = demandsOf(message)?.actor;
    if (!ackRequested || !actor || ackRequested.actor === actor) return;
    yield {
      message: `the actor is ${ackRequested.actor ?? 'missing'}, ${message.directory?.pattern} wants ${actor}`,
      at: 'AckRequested',
      suggestion: `SOAP:actor="${actor}"`,
    };
  },
};

export const syncReplyAgrees: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-06',
  clause: 'mhs 2.2, 5.3 E9',
  basis: 'N',
  severity: 'must',
  title: 'SyncReply stands as the contract says',
  advice: 'Write SyncReply when, and only when, the contract asks for it.',
  *examine(message) {
    yield* presence(
      'SyncReply',
      message.envelope.syncReply !== undefined,
      demandsOf(message)?.syncReply,
      message.directory?.pattern,
    );
  },
};

export const syncReplyVersion: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-07',
  clause: 'mhs 2.3',
  basis: 'N',
  severity: 'must',
  title: 'eb:version of SyncReply is 2.0',
  advice: 'Write eb:version="2.0" on SyncReply.',
  *examine({ envelope: { syncReply } }) {
    if (syncReply && syncReply.version !== '2.0') {
      yield { message: `eb:version is ${syncReply.version ?? 'missing'}`, at: 'SyncReply' };
    }
  },
};

export const syncReplyActor: Check<InboundMessage> = {
  id: 'EBXML-PATTERN-08',
  clause: 'mhs 2.2, 2.3',
  basis: 'N',
  severity: 'must',
  title: 'the actor of SyncReply is the next SOAP actor',
  advice: 'Write the next SOAP actor on SyncReply.',
  *examine({ envelope: { syncReply } }) {
    if (syncReply && syncReply.actor !== SOAP_NEXT) {
      yield {
        message: `the actor is ${syncReply.actor ?? 'missing'}`,
        at: 'SyncReply',
        suggestion: SOAP_NEXT,
      };
    }
  },
};

export const ebxmlPatternChecks: readonly Check<InboundMessage>[] = [
  duplicateEliminationAgrees,
  ackRequestedAgrees,
  ackRequestedVersion,
  ackRequestedUnsigned,
  ackRequestedActor,
  syncReplyAgrees,
  syncReplyVersion,
  syncReplyActor,
];
