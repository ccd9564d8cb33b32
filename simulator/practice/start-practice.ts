import { EHR_REQUEST, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import { newRequester } from '../../src/gp2gp/requester-state.ts';
import { newSender } from '../../src/gp2gp/sender-state.ts';
import type { Arrival } from '../../src/gp2gp/transfer-event.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Party } from '../world/world.ts';
import { arrivalOf } from './arrival-of.ts';
import { openFiled } from './filed-record.ts';
import { judgeSignal } from './judge-attempt.ts';
import { openOutbox, refOf } from './outbox.ts';
import {
  NoContractError,
  NoSenderError,
  NothingFiledError,
  UnknownPracticeError,
} from './practice-errors.ts';
import type { Practice, PracticeOptions, PracticeRoom } from './practice-room.ts';
import { receiver } from './receiver.ts';
import { recordRefusal } from './record-refusal.ts';
import { patience } from './registration/patience.ts';
import { isFromPds, pdsClient } from './registration/pds-client.ts';
import { requesterLookups, senderChecks } from './registration/practice-lookups.ts';
import { sdsClient } from './registration/sds-client.ts';
import { transferLookups } from './registration/transfer-lookups.ts';
import { answerStray } from './stray.ts';
import { type Transfer, transferBook, viewOf } from './transfer-book.ts';
import { transferDesk } from './transfer-desk.ts';
import { transferPost } from './transfer-post.ts';

/**
 * Starts a practice: a listener that only Spine gets into, a client that sends to Spine, and the transfers
 * between them (gp2gp 1.3, mhs 2.4.4). Throws PortInUseError and CannotListenError.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { ids, identity, journal, logger, party, world } = options;
  const room: PracticeRoom = { ...options, service: `practice:${party.odsCode}` };
  const { service } = room;
  const client = openHttpClient({
    identity,
    timeoutMs: options.exchangeTimeoutMs ?? 30_000,
  });
  const book = transferBook();
  const outbox = openOutbox(room, client);
  const waits = patience(room.clock);
  const sds = sdsClient(room, { client, identity, patience: waits });
  const pds = pdsClient(room, { client, outbox, patience: waits, sds });
  const post = transferPost(room, outbox, (transfer, event) => void desk.dispatch(transfer, event));
  const desk = transferDesk(room, post, transferLookups(room, pds, sds));

  /** The system to answer: the one the directory has for the practice, else the one that sent. */
  const peerOf = ({ envelope }: GpMessage, odsCode: string | undefined): Party | undefined => {
    const now = world.current();
    return (odsCode && now.partyByOds(odsCode)) || now.party(envelope.from.id);
  };

  const transferFor = (message: GpMessage, arrival: Arrival): Transfer | undefined => {
    const { conversationId } = message.envelope;
    const known = book.find(conversationId);
    if (known || arrival.kind !== 'request') return known;
    const peer = peerOf(message, arrival.request?.requesterOds);
    if (!peer) return undefined;
    const transfer = book.open(
      conversationId,
      peer,
      newSender({ conversationId, ownOds: party.odsCode, checks: senderChecks(room) }),
    );
    transfer.request = arrival.request;
    return transfer;
  };

  const onMessage = (message: GpMessage, entry: Entry): void => {
    const { envelope } = message;
    if (isFromPds(envelope)) {
      void pds.take(message);
      return;
    }
    const arrival = arrivalOf(message, world.current());
    const transfer = transferFor(message, arrival);
    if (!transfer) {
      void answerStray(room, outbox, peerOf(message, undefined), envelope, arrival);
      return;
    }
    const { action, messageId } = envelope;
    transfer.messages.push({ direction: 'received', interaction: action, messageId, at: entry.at });
    if (arrival.kind === 'extract' && entry.request?.body) {
      // Only the first extract is filed; the rest are refused.
      const contentType = headerValue(entry.request.headers, 'content-type');
      transfer.filed ??= { body: entry.request.body, contentType };
    }
    void desk.dispatch(transfer, { kind: 'arrived', message: arrival });
  };

  const onSignal = (signal: EbxmlMessage): void => {
    if (outbox.settle(signal) || pds.settle(signal)) return;
    const about = book.find(signal.conversationId)?.sent.get(refOf(signal).toUpperCase());
    const transfer = book.find(signal.conversationId);
    const outcome = judgeSignal(signal);
    if (transfer && about && outcome) {
      void desk.dispatch(transfer, { kind: 'transport', about, ...outcome });
      return;
    }
    const facts = { service, messageId: signal.messageId, refToMessageId: refOf(signal) };
    logger.warn(facts, `${signal.action} about a message that was not sent from here`);
  };

  const inbound = receiver(room, { onMessage, onSignal });
  const listener = await startTlsServer({
    service: `practice ${party.odsCode}`,
    host: party.listen?.host ?? '127.0.0.1',
    port: party.listen?.port ?? 0,
    identity,
    clientCertificate: 'require',
    // Whoever has a certificate of ours is not yet Spine.
    expectedNames: () => [world.current().spine.fqdn],
    onRequest: inbound.onRequest,
    onRefusedHandshake: (refusal) => void recordRefusal(room, refusal),
  }).catch(async (error: unknown) => {
    await outbox.stop();
    throw error;
  });

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

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    waits.close();
    await Promise.all([listener.close(), outbox.stop()]);
    await inbound.idle();
    await desk.stop(book.all());
  };

  const practice: Practice = {
    odsCode: party.odsCode,
    host: listener.host,
    port: listener.port,
    checkSender,
    async request({ patient, fromOds }) {
      const lookups = requesterLookups(room);
      if (fromOds !== undefined) checkSender(fromOds);
      else if (!lookups.pds) throw new NoSenderError(party.odsCode);
      // Conversation, envelope and payload share one id, as EMIS and the national repository have it.
      const id = ids.uuid();
      const { priorRequest = 'report' } = options;
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
    transfers: () => [...book.all()].map(viewOf),
    async filed(conversationId) {
      const transfer = book.find(conversationId);
      const isIn = transfer?.state.outcome?.result === 'integrated';
      if (!transfer?.filed || !isIn) throw new NothingFiledError(conversationId);
      return openFiled(journal, transfer.filed);
    },
    reload: (fresh) => listener.reload(fresh),
    reset() {
      book.clear();
      waits.end();
      outbox.forget();
      pds.forget();
      sds.forget();
    },
    close: () => {
      closing ??= close();
      return closing;
    },
    [Symbol.asyncDispose]: () => practice.close(),
  };
  return practice;
}
