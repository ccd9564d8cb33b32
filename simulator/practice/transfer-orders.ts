import { EHR_REQUEST, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { newRequester } from '../../src/gp2gp/requester-state.ts';
import type { Registration } from './hooks/hook-schemas.ts';
import {
  NoContractError,
  NoSenderError,
  NoTransferError,
  UnknownPracticeError,
} from './practice-errors.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { Practice, PracticeRoom } from './practice-room.ts';
import { requesterLookups } from './registration/practice-lookups.ts';
import { statusOf, transferOf } from './status-of.ts';
import { isAbout, type TransferBook } from './transfer-book.ts';
import type { TransferDesk } from './transfer-desk.ts';
import type { TransferStatus } from './transfer-status.ts';

type Orders =
  | 'checkSender'
  | 'request'
  | 'register'
  | 'decideFiling'
  | 'seedRecord'
  | 'configure'
  | 'resendExtract'
  | 'transferStatus';

/** What an operator, or a user, can have a practice do. */
export function transferOrders(
  room: PracticeRoom,
  book: TransferBook,
  desk: TransferDesk,
  memory: PracticeMemory,
): Pick<Practice, Orders> {
  const { conduct, ids, party, world, priorRequest = 'report' } = room;

  /** Patients whose transfer is not in the book yet. */
  const beginning = new Set<string>();

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

  const begin = async (
    patient: string,
    fromOds: string | undefined,
    registration?: Registration,
  ): Promise<string> => {
    // Conversation, envelope and payload share one id, as EMIS and the national repository have it.
    const id = ids.uuid();
    const state = newRequester({
      conversationId: id,
      request: { messageId: id, hl7Id: id, ehrRequestId: ids.uuid() },
      nhsNumber: patient,
      ownOds: party.odsCode,
      senderOds: fromOds,
      priorRequest,
      lookups: requesterLookups(room),
      asksDecision: true,
      largeMessaging: memory.settings().largeMessaging,
      ...(registration?.returning && { returning: true }),
    });
    const peer = fromOds === undefined ? undefined : world.current().partyByOds(fromOds);
    await desk.begin(book.open({ conversationId: id, peer, state }), { kind: 'started' });
    return id;
  };

  const isUnderWay = (patient: string): boolean =>
    [...book.all()].some(
      (transfer) =>
        transfer.state.role === 'requester' &&
        isAbout(transfer, patient) &&
        transfer.state.outcome === undefined &&
        transfer.state.phase !== 'ended',
    );

  return {
    checkSender,
    async request({ patient, fromOds }) {
      if (fromOds !== undefined) checkSender(fromOds);
      else if (!requesterLookups(room).pds) throw new NoSenderError(party.odsCode);
      return begin(patient, fromOds);
    },
    async register(registration) {
      const { nhsNumber } = registration;
      const underWay = beginning.has(nhsNumber) || isUnderWay(nhsNumber);
      const what = conduct.register({ registration, underWay }, (asked) => {
        if (asked.registration.registration !== 'permanent') return 'remember';
        return asked.underWay ? { refused: 'a transfer of this patient is under way' } : 'transfer';
      });
      if (typeof what !== 'string') return { accepted: false, because: what.refused };
      if (what === 'transfer' && !requesterLookups(room).pds) {
        throw new NoSenderError(party.odsCode);
      }
      if (what === 'transfer') beginning.add(nhsNumber);
      try {
        await memory.remember({ kind: 'registered', registration });
        if (what === 'transfer') await begin(nhsNumber, undefined, registration);
      } finally {
        beginning.delete(nhsNumber);
      }
      return { accepted: true };
    },
    async decideFiling(nhsNumber, decision) {
      await memory.remember({ kind: 'decided', nhsNumber, decision });
      if (decision === 'undecided') return;
      for (const transfer of book.all()) {
        if (!transfer.deciding || !isAbout(transfer, nhsNumber)) continue;
        transfer.deciding = false;
        void desk.dispatch(transfer, { kind: 'decided', decision });
      }
    },
    seedRecord: (nhsNumber, record) => memory.remember({ kind: 'seeded', nhsNumber, record }),
    configure: (setting, value) => memory.remember({ kind: 'configured', setting, value }),
    async resendExtract(nhsNumber, conversationId) {
      const transfer = transferOf(book.all(), nhsNumber, conversationId);
      if (transfer?.state.role !== 'sender') throw new NoTransferError(conversationId);
      await desk.begin(transfer, { kind: 'resend-ordered' });
    },
    async transferStatus(nhsNumber, conversationId) {
      const transfer = transferOf(book.all(), nhsNumber, conversationId);
      const status: TransferStatus = transfer ? statusOf(transfer) : { state: 'none' };
      return conduct.status({ status, state: transfer?.state }, (asked) => asked.status);
    },
  };
}
