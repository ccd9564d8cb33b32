import { EHR_REQUEST, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { newRequester } from '../../src/gp2gp/requester-state.ts';
import { NoContractError, NoSenderError, UnknownPracticeError } from './practice-errors.ts';
import type { Practice, PracticeRoom } from './practice-room.ts';
import { requesterLookups } from './registration/practice-lookups.ts';
import type { TransferBook } from './transfer-book.ts';
import type { TransferDesk } from './transfer-desk.ts';

/** What an operator can have a practice do: ask for a record. */
export function transferOrders(
  room: PracticeRoom,
  book: TransferBook,
  desk: TransferDesk,
): Pick<Practice, 'checkSender' | 'request'> {
  const { ids, party, world, priorRequest = 'report' } = room;

  const checkSender = (odsCode: string): void => {
    const now = world.current();
    const peer = now.partyByOds(odsCode);
    if (!peer)
      throw new UnknownPracticeError(
        odsCode,
        now.parties.map((each) => each.odsCode),
      );
    if (!now.contractFor(peer.partyKey, GP2GP_SERVICE, EHR_REQUEST)) {
      throw new NoContractError(odsCode, EHR_REQUEST);
    }
  };

  return {
    checkSender,
    async request({ patient, fromOds }) {
      const lookups = requesterLookups(room);
      if (fromOds !== undefined) checkSender(fromOds);
      else if (!lookups.pds) throw new NoSenderError(party.odsCode);
      // Conversation, envelope and payload share one id, as EMIS and the national repository have it.
      const id = ids.uuid();
      const state = newRequester({
        conversationId: id,
        request: { messageId: id, hl7Id: id, ehrRequestId: ids.uuid() },
        nhsNumber: patient,
        ownOds: party.odsCode,
        senderOds: fromOds,
        priorRequest,
        lookups,
      });
      const peer = fromOds === undefined ? undefined : world.current().partyByOds(fromOds);
      await desk.begin(book.open(id, peer, state), { kind: 'started' });
      return id;
    },
  };
}
