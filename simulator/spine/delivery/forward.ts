import type { Entry } from '../../../src/journal/entry.ts';
import type { World } from '../../world/world.ts';
import { contractTerms } from '../compose.ts';
import type { Delivery } from './delivery.ts';

/** Headers of the sender's request that travel with the forwarded message (mhs 2.4.4, item 4). */
const CARRIED = new Set(['content-type', 'soapaction']);

/**
 * The delivery of a message that is on record, to the recipient that its contract names now.
 * `undefined` when the recipient has left the world since.
 */
export function forwardOf(
  world: World,
  entry: Entry,
  bytes: Uint8Array | undefined,
): Delivery | undefined {
  const {
    messageId,
    conversationId = '',
    fromParty,
    toParty,
    interaction,
    request,
    opens,
    facts,
  } = entry;
  const body = request?.body;
  if (!messageId || !fromParty || !toParty || !interaction || !opens || !body) return undefined;
  const service = String(facts?.service ?? '');
  const contract = world.contractFor(toParty, service, interaction);
  if (!contract) return undefined;
  const expires = facts?.expires;
  return {
    work: opens,
    sequence: entry.sequence,
    messageId,
    conversationId,
    fromParty,
    toParty: contract.partyKey,
    service,
    action: interaction,
    endpoint: contract.endpoint,
    headers: request.headers.filter(([name]) => CARRIED.has(name.toLowerCase())),
    body,
    bytes: bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    terms: contractTerms(world, contract),
    acceptedAt: Date.parse(entry.at),
    expiresAt: typeof expires === 'number' ? expires : undefined,
    attempts: 0,
    reached: false,
    tellSender: true,
  };
}

/** The delivery of a message that Spine composed, from its record. */
export function postingOf(world: World, entry: Entry): Delivery | undefined {
  const {
    messageId,
    conversationId = '',
    fromParty = '',
    toParty,
    interaction = '',
    request,
    opens,
  } = entry;
  const body = request?.body;
  if (!messageId || !toParty || !opens || !body || !request.path) return undefined;
  const number = (name: string) => Number(entry.facts?.[name] ?? 0);
  const service = String(entry.facts?.service ?? '');
  // Where the recipient is now: it may have come up at another address since. A guest is only known by its record.
  const now = world.contractFor(toParty, service, interaction) ?? world.party(toParty);
  return {
    work: opens,
    sequence: entry.sequence,
    messageId,
    conversationId,
    fromParty,
    toParty,
    service,
    action: interaction,
    endpoint: now?.endpoint ?? request.path,
    headers: request.headers,
    body,
    bytes: undefined,
    terms: {
      retries: number('retries'),
      retryIntervalMs: number('retryIntervalMs'),
      persistDurationMs: number('persistDurationMs'),
      retryCount: world.policies.retryCount,
    },
    acceptedAt: Date.parse(entry.at),
    expiresAt: undefined,
    attempts: 0,
    reached: false,
    tellSender: false,
  };
}

/** The delivery that an entry opened, whether the message came in or Spine wrote it. */
export function deliveryOf(world: World, entry: Entry): Delivery | undefined {
  return entry.kind === 'received' ? forwardOf(world, entry, undefined) : postingOf(world, entry);
}
