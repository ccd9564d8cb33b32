import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { type PartyName, PRACTICES } from './cast.ts';
import { MESSAGE_KINDS, type MessageKindName } from './message-kinds.ts';

/** Terms of a contract in the words of the scenarios, with their keys in the configuration. */
const TERMS: Readonly<Record<string, string>> = {
  acknowledgement: 'acknowledgement',
  retries: 'retries',
  'retry interval': 'retryInterval',
  'persist duration': 'persistDuration',
};

const POLICIES: Readonly<Record<string, string>> = {
  'party identity': 'partyIdentity',
  TimeToLive: 'timeToLive',
  'counting retries': 'retryCount',
  'the longest delivery': 'deliveryTimeout',
};

/** A contract that differs from the published one in these terms. */
export function contractPatch(
  party: PartyName,
  kind: MessageKindName,
  terms: Readonly<Record<string, string>>,
): WorldPatch {
  const { service, action } = MESSAGE_KINDS[kind];
  const name = `${service}:${action}`;
  const changes = Object.fromEntries(
    Object.entries(terms).map(([word, value]) => [
      keyOf(TERMS, word),
      word === 'retries' ? Number(value) : value,
    ]),
  );
  if (party === 'Spine') return { services: { [name]: { contract: changes } } };
  return { organisations: { [PRACTICES[party].key]: { contracts: { [name]: changes } } } };
}

export function policyPatch(word: string, value: string): WorldPatch {
  return { policies: { [keyOf(POLICIES, word)]: value } };
}

/** A refusal that is to look like this SOAP fault. */
export function refusalPatch(constant: string, code: string, text: string): WorldPatch {
  return { policies: { refusals: { [constant]: { channel: 'soapFault', code, text } } } };
}

/** Milliseconds of "2 hours", "4 hours 10 minutes", "1 second". */
export function millisecondsOf(words: string): number {
  const units: Readonly<Record<string, number>> = {
    hour: 3_600_000,
    minute: 60_000,
    second: 1000,
  };
  let total = 0;
  for (const [, count, unit] of words.matchAll(/(\d+) (hour|minute|second)/g)) {
    total += Number(count) * (units[unit ?? ''] ?? 0);
  }
  return total;
}

function keyOf(keys: Readonly<Record<string, string>>, word: string): string {
  const key = keys[word];
  if (!key) throw new Error(`there is no setting called ${word}: ${Object.keys(keys).join(', ')}`);
  return key;
}
