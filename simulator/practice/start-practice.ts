import { openHttpClient } from '../../src/platform/http-client.ts';
import { conductOf } from './conduct.ts';
import { type EffectDesk, effectDesk } from './effect-desk.ts';
import { openFiled } from './filed-record.ts';
import { documentDesk } from './large/document-desk.ts';
import { partReader } from './large/part-reader.ts';
import { messageDesk } from './message-desk.ts';
import { openDoor, openWayOut } from './practice-door.ts';
import { NothingFiledError } from './practice-errors.ts';
import { openMemory } from './practice-memory.ts';
import type { Practice, PracticeOptions, PracticeRoom } from './practice-room.ts';
import type { ChangeableSettings } from './practice-settings.ts';
import { recordDesk } from './record-desk.ts';
import { directoryDesk } from './registration/directory-desk.ts';
import { patience } from './registration/patience.ts';
import { pdsClient } from './registration/pds-client.ts';
import { sdsClient } from './registration/sds-client.ts';
import { transferLookups } from './registration/transfer-lookups.ts';
import { replay } from './replay.ts';
import { resume } from './resume.ts';
import { timerDesk } from './timer-desk.ts';
import { transferBook, viewOf } from './transfer-book.ts';
import { type TransferDesk, transferDesk } from './transfer-desk.ts';
import { transferOrders } from './transfer-orders.ts';
import { transferPost } from './transfer-post.ts';

/**
 * Starts a practice: a listener that only Spine gets into, a client that sends to Spine, and the transfers
 * between them (gp2gp 1.3, mhs 2.4.4). Throws PortInUseError and CannotListenError.
 */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { identity, party } = options;
  const room: PracticeRoom = {
    ...options,
    conduct: conductOf(options.conduct),
    service: `practice:${party.odsCode}`,
  };
  const memory = await openMemory(room, initialSettings(options));
  const client = openHttpClient({
    identity,
    timeoutMs: options.exchangeTimeoutMs ?? 30_000,
  });
  const book = transferBook();
  const outbox = openWayOut(room, client);
  const waits = patience(room.clock);
  const sds = sdsClient(room, { client, identity, patience: waits });
  const pds = pdsClient(room, { client, outbox, patience: waits, sds });
  const directory = directoryDesk(room, sds, waits);
  // Never waited for by a step: the event comes after it.
  const dispatch = (...step: Parameters<TransferDesk['dispatch']>): void => {
    void desk.dispatch(...step);
  };
  const timers = timerDesk(room, { directory, memory, dispatch });
  const post = transferPost(room, outbox, dispatch);
  const records = recordDesk(room, directory, memory);
  const documents = documentDesk(room, partReader(room));
  const lookups = transferLookups(room, pds, directory);
  const effects: EffectDesk = effectDesk(room, {
    ...{ post, lookups, directory, records, documents, timers, memory, dispatch },
  });
  const desk = transferDesk(room, () => effects);
  const handlers = messageDesk(room, { book, outbox, pds, desk, directory, memory });
  const before = await replay(room, book);
  const door = await openDoor(room, identity, handlers).catch(async (error: unknown) => {
    await outbox.stop();
    throw error;
  });

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    waits.close();
    await Promise.all([door.close(), outbox.stop()]);
    await door.idle();
    await desk.stop(book.all());
  };

  const practice: Practice = {
    odsCode: party.odsCode,
    host: door.host,
    port: door.port,
    ...transferOrders(room, book, desk, memory),
    async settled() {
      await desk.settled(book.all());
      await timers.settled();
    },
    transfers: () => [...book.all()].map(viewOf),
    async filed(conversationId) {
      const transfer = book.find(conversationId);
      if (!transfer?.held) throw new NothingFiledError(conversationId);
      return openFiled(room, documents, transfer);
    },
    reload: (fresh) => door.reload(fresh),
    reset() {
      book.clear();
      waits.end();
      outbox.forget();
      pds.forget();
      sds.forget();
      memory.forget();
    },
    close: () => {
      closing ??= close();
      return closing;
    },
    [Symbol.asyncDispose]: () => practice.close(),
  };
  await resume(room, before, { effects, post, timers, directory, handlers });
  return practice;
}

function initialSettings({ party, world }: PracticeOptions): ChangeableSettings {
  const set = world.current().practiceSettings(party.partyKey)?.transfers;
  return {
    gp2gp: set?.gp2gp ?? 'on',
    largeMessaging: set?.largeMessaging ?? true,
    redactions: set?.redactions ?? true,
    timeoutCapMs: undefined,
  };
}
