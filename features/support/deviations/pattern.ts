import type { Reliability } from '../../../src/domain/contract.ts';
import { asIf, attribute, type Deviation } from './deviation.ts';

/** Writes the message as a contract with other terms would want it. */
const terms = (change: Partial<Reliability>): Deviation =>
  asIf((contract) => ({ ...contract, reliability: { ...contract.reliability, ...change } }));

/** Departures from what the contract's pattern wants of the header (mhs 2.2, 2.3). */
export const PATTERN_DEVIATIONS: Readonly<Record<string, Deviation>> = {
  'no DuplicateElimination': terms({ duplicateElimination: 'never' }),
  'a DuplicateElimination': terms({ duplicateElimination: 'always' }),
  'no AckRequested': terms({ ackRequested: 'never' }),
  'an AckRequested': terms({ ackRequested: 'always', actor: 'toPartyMSH' }),
  'an AckRequested of version 1.0': attribute('AckRequested', 'version', '1.0'),
  'an AckRequested that wants a signature': attribute('AckRequested', 'signed', 'true'),
  'an AckRequested for toPartyMSH': terms({ actor: 'toPartyMSH' }),
  'an AckRequested for nextMSH': terms({ actor: 'nextMSH' }),
  'a SyncReply': terms({ syncReply: 'MSHSignalsOnly' }),
  'no SyncReply': terms({ syncReply: 'None' }),
  'a SyncReply of version 1.0': attribute('SyncReply', 'version', '1.0'),
  'a SyncReply for another actor': attribute('SyncReply', 'actor', 'urn:example:actor'),
  'a MessageHeader of version 1.0': attribute('MessageHeader', 'version', '1.0'),
};
