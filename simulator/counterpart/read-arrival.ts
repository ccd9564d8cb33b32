import { readArrival } from '../../src/gp2gp/read-arrival.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { Came } from '../../src/scenario/play-state.ts';

/** What a message of the system is to a situation. Small, whatever the message was. */
export function cameOf(message: GpMessage, plays: 'sender' | 'requester'): Came {
  const arrival = readArrival(message);
  const { messageId, hl7Id } = arrival;
  const ids = { messageId, hl7Id, contentId: undefined, nhsNumber: undefined, names: [] };
  switch (arrival.kind) {
    case 'request': {
      const { id, nhsNumber } = arrival.request ?? {};
      return { ...ids, what: 'request', contentId: id, nhsNumber };
    }
    case 'extract': {
      const { id, nhsNumber } = arrival.extract ?? {};
      const names = message.external.map((each) => each.messageId);
      return { ...ids, what: 'extract', contentId: id, nhsNumber, names };
    }
    case 'acknowledgement':
      return {
        ...ids,
        what: 'acknowledgement',
        refTo: arrival.refTo.toUpperCase(),
        accepts: arrival.typeCode === 'AA',
      };
    case 'large-message': {
      // Who asked for the record sends continues, the other side fragments (gp2gp 2.6).
      const names = message.external.map((each) => each.messageId);
      return { ...ids, what: plays === 'sender' ? 'continue' : 'fragment', names };
    }
    case 'other':
      return { ...ids, what: 'other' };
  }
}

/** What a message of the system is called where faults are addressed. */
export function kindOf(
  came: Came,
  acknowledges: (refTo: string | undefined) => 'request' | 'extract' | 'fragment' | undefined,
): string {
  switch (came.what) {
    case 'fragment':
      return came.names.length > 0 ? 'index' : 'fragment';
    case 'acknowledgement': {
      const about = acknowledges(came.refTo);
      if (about === undefined) return 'acknowledgement';
      return about === 'extract' ? 'final-acknowledgement' : `${about}-acknowledgement`;
    }
    default:
      return came.what;
  }
}
