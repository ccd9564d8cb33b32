import type { Contract } from '../../src/domain/contract.ts';
import type { MessagePlan } from '../../src/gp2gp/build-message.ts';

export const CONTRACT: Contract = {
  cpaId: 'S1111111A2222222',
  partyKey: 'Z99001-900001',
  odsCode: 'Z99001',
  service: 'urn:nhs:names:services:gp2gp',
  action: 'RCMR_IN030000UK06',
  endpoint: 'https://localhost/',
  fqdn: 'z99001.spinebox.test',
  reliability: {
    syncReply: 'None',
    duplicateElimination: 'always',
    ackRequested: 'always',
    actor: 'nextMSH',
    retries: 2,
    retryIntervalMs: 7_200_000,
    persistDurationMs: 15_000_000,
  },
  acknowledgement: 'synchronous',
};
export const PLAN: MessagePlan = {
  contract: CONTRACT,
  fromPartyKey: 'Z99002-900002',
  conversationId: '11111111-AAAA-4AAA-8AAA-000000000001',
  messageId: '44444444-DDDD-4DDD-8DDD-000000000001',
  time: new Date('2026-03-01T09:15:00.123Z'),
  payload: Buffer.from('<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3">caf\u00e9</RCMR_IN030000UK06>'),
};
