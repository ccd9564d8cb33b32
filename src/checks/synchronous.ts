import { syncRuleOf } from '../wire/soap/sync-envelope.ts';
import type { Check, Observation } from './check.ts';
import type { ReadMessage } from './read-message.ts';

/** What the reader told of some rules of Spine's synchronous validators. */
function* told({ deviations }: ReadMessage, rules: RegExp): Iterable<Observation> {
  for (const { layer, code, message, at } of deviations) {
    const rule = layer === 'synchronous' ? syncRuleOf(code) : undefined;
    if (!rule || !rules.test(rule)) continue;
    const { line, column, offset } = at;
    yield { message: `${message} (${rule})`, at: 'Envelope/Header', line, column, offset };
  }
}

export const syncHeaderWhole: Check<ReadMessage> = {
  id: 'SYNC-01',
  clause: 'mhs 2.3, 3.9, 5.4 L9',
  basis: 'N',
  severity: 'must',
  title:
    'a synchronous message has one header with MessageID (41 characters), Action, To and both ASIDs',
  advice:
    'Fill the addressing header: uuid: and a UUID as MessageID, Action, To, and both devices.',
  examine: (message) => told(message, /^(MESSAGE_NOT_WELL_FORMED|SOAP_)/),
};

export const syncActionAgrees: Check<ReadMessage> = {
  id: 'SYNC-02',
  clause: 'mhs 2.3, 5.4 L9',
  basis: 'N',
  severity: 'must',
  title: 'Action ends with the interaction of the message in the Body',
  advice: 'Write Action as the service, a slash and the interaction id of the message.',
  examine: (message) => told(message, /^INCONSISTENT_HL7_INTERACTION_ID$/),
};

export const syncAsidsAgree: Check<ReadMessage> = {
  id: 'SYNC-03',
  clause: 'mhs 2.3, 5.4 L9',
  basis: 'N',
  severity: 'must',
  title: 'the ASIDs of the SOAP header are those of the message',
  advice: 'Write the same ASIDs in the SOAP header and in the transmission wrapper.',
  examine: (message) => told(message, /^INCONSISTENT_COMM_FUNC/),
};

export const synchronousChecks: readonly Check<ReadMessage>[] = [
  syncHeaderWhole,
  syncActionAgrees,
  syncAsidsAgree,
];
