import type { SyntheticFacts } from '../../src/gp2gp/synthetic-record.ts';

export const FACTS: SyntheticFacts = {
  hl7Id: '44444444-DDDD-4DDD-8DDD-000000000001',
  id: '44444444-DDDD-4DDD-8DDD-000000000001',
  time: new Date('2026-01-05T09:15:00Z'),
  senderAsid: '999000000002',
  receiverAsid: '999000000001',
  priorRequestId: '22222222-BBBB-4BBB-8BBB-000000000001',
  nhsNumber: '9990000018',
  authorOds: 'Z99002',
  destinationOds: 'Z99001',
};
