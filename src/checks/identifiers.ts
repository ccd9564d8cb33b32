import { GP2GP_SERVICE } from '../domain/interaction.ts';
import type { Check } from './check.ts';
import { placeOf } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

export const oneIdForBoth: Check<ReadPayload> = {
  id: 'GP2GP-ID-01',
  clause: 'gp2gp 1.4, 1.5 D2',
  basis: 'A',
  severity: 'note',
  title: 'the ebXML MessageId equals the HL7 id',
  advice: 'Use one UUID as MessageId and as HL7 id: partners refer to either.',
  *examine(payload) {
    const { envelope, wrapper } = payload;
    if (envelope?.service !== GP2GP_SERVICE || envelope.messageId === '' || wrapper.id === '')
      return;
    if (envelope.messageId.toUpperCase() === wrapper.id.toUpperCase()) return;
    yield {
      message: `MessageId is ${envelope.messageId}, the HL7 id ${wrapper.id}`,
      ...placeOf(payload, 'id'),
    };
  },
};
