import type { Check } from './check.ts';
import type { InboundMessage } from './inbound-message.ts';

export const fromPartyKnown: Check<InboundMessage> = {
  id: 'DIRECTORY-01',
  clause: 'mhs 5.3 E12',
  basis: 'N',
  severity: 'must',
  title: 'the From party is registered',
  advice: 'Send with the party key that is registered for the system in SDS.',
  *examine({ directory, envelope }) {
    if (directory && !directory.fromKnown) {
      yield { message: `nobody is registered as ${envelope.from.id}`, at: 'From/PartyId' };
    }
  },
};

export const toPartyKnown: Check<InboundMessage> = {
  id: 'DIRECTORY-02',
  clause: 'mhs 4.5, 5.3 E12',
  basis: 'N',
  severity: 'must',
  title: 'the To party is registered',
  advice: 'Take the party key of the recipient from SDS.',
  *examine({ directory, envelope }) {
    if (directory && !directory.toKnown) {
      yield { message: `nobody is registered as ${envelope.to.id}`, at: 'To/PartyId' };
    }
  },
};

export const interactionKnown: Check<InboundMessage> = {
  id: 'DIRECTORY-03',
  clause: 'mhs 4.5, 5.3 E13',
  basis: 'N',
  severity: 'must',
  title: 'the service and action are registered',
  advice: 'Use a service and action that SDS lists, joined as SDS joins them.',
  *examine({ directory, envelope }) {
    if (directory && !directory.interactionKnown) {
      yield {
        message: `nobody has a contract for ${envelope.service}:${envelope.action}`,
        at: 'Service, Action',
      };
    }
  },
};

export const cpaIdKnown: Check<InboundMessage> = {
  id: 'DIRECTORY-04',
  clause: 'mhs 4.5, 5.3 E12',
  basis: 'N',
  severity: 'must',
  title: 'the CPAId is that of some contract',
  advice: 'Take CPAId from the contract in SDS: do not keep it longer than SDS is cached.',
  *examine({ directory, envelope }) {
    if (!directory || directory.cpaKnown) return;
    const right = directory.contract?.cpaId;
    yield {
      message: `no contract has the CPAId "${envelope.cpaId}"`,
      at: 'CPAId',
      ...(right ? { suggestion: `the recipient's contract is ${right}` } : {}),
    };
  },
};

export const contractFound: Check<InboundMessage> = {
  id: 'DIRECTORY-05',
  clause: 'mhs 4.5',
  basis: 'N',
  severity: 'must',
  title: 'the To party has a contract for this interaction',
  advice: 'Look up in SDS who takes this interaction before it is sent.',
  *examine({ directory, envelope }) {
    if (!directory || directory.assumed || directory.contract) return;
    if (!directory.toKnown || !directory.interactionKnown) return;
    yield {
      message: `${envelope.to.id} has no contract for ${envelope.service}:${envelope.action}`,
      at: 'To/PartyId, Action',
    };
  },
};

export const cpaIdAgrees: Check<InboundMessage> = {
  id: 'DIRECTORY-06',
  clause: 'mhs 1.2, 5.3 E12',
  basis: 'N',
  severity: 'must',
  title: "the CPAId is the recipient's contract for this interaction",
  advice: 'Take CPAId from the entry of the recipient for exactly this service and action.',
  *examine({ directory, envelope }) {
    const right = directory?.contract?.cpaId;
    if (!right || !directory?.cpaKnown || right === envelope.cpaId) return;
    yield {
      message: `CPAId "${envelope.cpaId}" belongs to another contract`,
      at: 'CPAId',
      suggestion: `the recipient's contract for ${envelope.action} is ${right}`,
    };
  },
};

export const directoryChecks: readonly Check<InboundMessage>[] = [
  fromPartyKnown,
  toPartyKnown,
  interactionKnown,
  cpaIdKnown,
  contractFound,
  cpaIdAgrees,
];
