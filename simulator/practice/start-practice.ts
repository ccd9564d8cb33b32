import { openHttpClient } from '../../src/platform/http-client.ts';
import { startTlsServer } from '../../src/platform/tls-server.ts';
import { openFiled } from './filed-record.ts';
import { messageDesk } from './message-desk.ts';
import { openOutbox } from './outbox.ts';
import { NothingFiledError } from './practice-errors.ts';
import type { Practice, PracticeOptions, PracticeRoom } from './practice-room.ts';
import { receiver } from './receiver.ts';
import { recordRefusal } from './record-refusal.ts';
import { patience } from './registration/patience.ts';
import { pdsClient } from './registration/pds-client.ts';
import { sdsClient } from './registration/sds-client.ts';
import { transferLookups } from './registration/transfer-lookups.ts';
import { transferBook, viewOf } from './transfer-book.ts';
import { transferDesk } from './transfer-desk.ts';
import { transferOrders } from './transfer-orders.ts';
import { transferPost } from './transfer-post.ts';

/**
 * Starts a practice: a listener that only Spine gets into, a client that sends to Spine, and the transfers
 * between them (gp2gp 1.3, mhs 2.4.4). Throws PortInUseError and CannotListenError.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { identity, journal, party, world } = options;
  const room: PracticeRoom = { ...options, service: `practice:${party.odsCode}` };
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
  const inbound = receiver(room, messageDesk(room, { book, outbox, pds, desk }));
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
    ...transferOrders(room, book, desk),
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
