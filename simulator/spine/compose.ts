import type { Contract } from '../../src/domain/contract.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { writeSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { writeEbxml } from '../../src/wire/ebxml/write-ebxml.ts';
import type { World } from '../world/world.ts';
import type { Delivery, DeliveryTerms } from './delivery/delivery.ts';

/** A message that Spine writes itself and posts to a party. */
export interface Composition {
  readonly message: EbxmlMessage;
  readonly toParty: string;
  readonly endpoint: string;
  readonly terms: DeliveryTerms;
  /** The body when it is more than the envelope, with its Content-Type. */
  readonly content?: { readonly contentType: string; readonly body: Buffer };
  readonly summary: string;
  /** The work that is done by having composed this. */
  readonly settles?: string;
  /** Why it says what it says, and what was found in the message that it answers. */
  readonly trace?: readonly TraceStep[];
  readonly findings?: readonly Finding[];
}

/** Tries of a signal: Spine's own are not acknowledged, so a few attempts must do. */
export function signalTerms(world: World): DeliveryTerms {
  return {
    retries: 2,
    retryIntervalMs: 60_000 * world.timeScale,
    persistDurationMs: 300_000 * world.timeScale,
    retryCount: world.policies.retryCount,
  };
}

/** The terms of a contract. */
export function contractTerms(world: World, { reliability }: Contract): DeliveryTerms {
  const { retries, retryIntervalMs, persistDurationMs } = reliability;
  return {
    retries,
    retryIntervalMs,
    persistDurationMs,
    retryCount: world.policies.retryCount,
  };
}

/** Puts a composed message on record and gives what the deliverer needs to post it. */
export async function compose(
  parts: { readonly journal: Journal; readonly clock: Clock; readonly world: World },
  composition: Composition,
): Promise<Delivery> {
  const { journal, clock, world } = parts;
  const { message, toParty, endpoint, terms, content, summary, settles, trace, findings } =
    composition;
  const body = content?.body ?? writeEbxml(message);
  const action = writeSoapAction(message);
  const doubled = world.policies.doubledUrnInSignals && !content ? `urn:${action}` : action;
  const headers = [
    ['Content-Type', content?.contentType ?? 'text/xml'],
    ['SOAPAction', doubled],
  ] as const;
  const work = `post:${message.messageId}`;
  const now = clock.now();
  const entry = await journal.append({
    kind: 'composed',
    at: now.toISOString(),
    service: 'spine',
    summary,
    conversationId: message.conversationId,
    messageId: message.messageId,
    ...(message.refToMessageId ? { refToMessageId: message.refToMessageId } : {}),
    fromParty: message.from.id,
    toParty,
    interaction: message.action,
    request: { method: 'POST', path: endpoint, headers, body },
    facts: {
      service: message.service,
      retries: terms.retries,
      retryIntervalMs: terms.retryIntervalMs,
      persistDurationMs: terms.persistDurationMs,
    },
    ...(trace ? { trace } : {}),
    ...(findings ? { findings } : {}),
    opens: work,
    ...(settles ? { settles } : {}),
  });
  const kept = entry.request?.body;
  if (!kept) throw new Error('the journal kept no body for a composed message');
  return {
    work,
    sequence: entry.sequence,
    messageId: message.messageId,
    conversationId: message.conversationId,
    fromParty: message.from.id,
    toParty,
    service: message.service,
    action: message.action,
    endpoint,
    headers,
    body: kept,
    bytes: body,
    terms,
    acceptedAt: now.getTime(),
    expiresAt: undefined,
    attempts: 0,
    reached: false,
    tellSender: false,
  };
}
