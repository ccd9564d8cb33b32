import type { Delivery, DeliveryTerms } from '../../../simulator/spine/delivery/delivery.ts';

export const ACCEPTED_AT = Date.parse('2026-01-05T09:00:00Z');
export const MINUTE = 60_000;

/** A delivery under the contract of an EHR extract: two re-sends, two hours apart, for 4 h 10 min. */
export function delivery(
  changes: Partial<Delivery> = {},
  terms: Partial<DeliveryTerms> = {},
): Delivery {
  return {
    sequence: 1,
    work: 'forward:1',
    messageId: 'B5D1C3A0-0000-4000-8000-000000000001',
    conversationId: 'B5D1C3A0-0000-4000-8000-000000000001',
    fromParty: 'Z99001-900001',
    toParty: 'Z99002-900002',
    service: 'urn:nhs:names:services:gp2gp',
    action: 'RCMR_IN030000UK06',
    endpoint: 'https://localhost:1/',
    headers: [],
    body: { where: 'none', offset: 0, length: 0, crc: 0 },
    bytes: undefined,
    terms: {
      retries: 2,
      retryIntervalMs: 120 * MINUTE,
      persistDurationMs: 250 * MINUTE,
      retryCount: 'retries',
      ...terms,
    },
    acceptedAt: ACCEPTED_AT,
    expiresAt: undefined,
    attempts: 1,
    reached: false,
    tellSender: true,
    ...changes,
  };
}
