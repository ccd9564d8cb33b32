import type { Finding } from '../../src/domain/finding.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { buildAcknowledgment } from '../../src/wire/ebxml/build-acknowledgment.ts';
import { buildDeliveryFailure } from '../../src/wire/ebxml/build-delivery-failure.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { envelopeIn } from '../../src/wire/ebxml/envelope-in.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { compose, signalTerms } from './compose.ts';
import type { Deliverer, GivenUp } from './delivery/deliverer.ts';
import { forwardOf } from './delivery/forward.ts';
import { resumeWork } from './delivery/resume.ts';
import { composeServiceAnswer } from './services/serve.ts';
import type { SpineRoom } from './spine-room.ts';

/** What Spine does on its own account: forward, answer for its services, acknowledge, tell of failures. */
export interface Work {
  begin(entry: Entry, bytes: Uint8Array | undefined): void;
  acknowledgeLater(message: EbxmlMessage): Promise<void>;
  relay(signal: EbxmlMessage, toParty: string): Promise<void>;
  tellSender(given: GivenUp): Promise<void>;
  /**
   * Takes up what was open when the simulator last stopped, then what has come in since: nothing goes out
   * before. Resolves with how much was open.
   */
  resume(): Promise<number>;
  /** Forgets answers that are still to be given; the journal keeps them open. */
  forget(): void;
}

/** To be opened before any message is taken: what the journal holds open then is the last run's. */
export async function openWork(
  room: Pick<SpineRoom, 'world' | 'journal' | 'clock' | 'ids' | 'logger' | 'applications'>,
  deliverer: () => Deliverer,
): Promise<Work> {
  const { journal, clock, ids, logger } = room;
  const left = [...(await journal.openWork('spine'))];

  const post = async (message: EbxmlMessage, toParty: string, why: string, settles?: string) => {
    const world = room.world.current();
    const endpoint = world.party(toParty)?.endpoint;
    if (endpoint === undefined) {
      await lose({ toParty, messageId: message.messageId, settles }, `${toParty} has no endpoint`);
      return;
    }
    const delivery = await compose(
      { journal, clock, world },
      {
        message,
        toParty,
        endpoint,
        terms: signalTerms(world),
        summary: `${message.action} to ${toParty}: ${why}`,
        ...(settles ? { settles } : {}),
      },
    );
    start(() => deliverer().add(delivery));
  };

  /** Work that cannot be done is ended with its reason, never dropped. */
  const lose = async (
    what: {
      readonly toParty?: string | undefined;
      readonly messageId?: string | undefined;
      readonly settles?: string | undefined;
    },
    why: string,
    findings: readonly Finding[] = [],
  ) => {
    await journal.append({
      kind: 'settled',
      at: clock.now().toISOString(),
      service: 'spine',
      summary: `not done: ${why}`,
      ...(what.messageId ? { messageId: what.messageId } : {}),
      ...(what.toParty ? { toParty: what.toParty } : {}),
      ...(findings.length > 0 ? { findings } : {}),
      facts: { outcome: 'lost', why },
      ...(what.settles ? { settles: what.settles } : {}),
    });
  };

  // A reset or a stop begins another generation: what an older one was about to answer is left alone.
  let generation = 0;
  const serve = async (entry: Entry) => {
    const mine = generation;
    const outcome = await composeServiceAnswer(room, entry, {
      post: (early) => deliverer().add(early),
      forgotten: () => mine !== generation,
    });
    if (outcome.kind === 'forgotten') return;
    if (outcome.kind === 'composed') deliverer().add(outcome.delivery);
    else
      await lose(
        { toParty: entry.fromParty, messageId: entry.messageId, settles: entry.opens },
        outcome.why,
        outcome.findings,
      );
  };

  const guarded = (entry: Entry, task: () => Promise<void>) => {
    task().catch((error: unknown) => {
      logger.error(
        { messageId: entry.messageId, error: String(error) },
        'work broke, it stays open',
      );
    });
  };

  const abandon = (entry: Entry, why: string) =>
    guarded(entry, () => lose({ ...entry, settles: entry.opens }, why));

  // Until the work of the last run goes out, new work waits behind it: a conversation keeps its order,
  // and what came in meanwhile is not taken for work that was left open.
  let held: (() => void)[] | undefined = [];
  const start = (task: () => void) => {
    if (held) held.push(task);
    else task();
  };

  const launch: Work['begin'] = (entry, bytes) => {
    const world = room.world.current();
    if (entry.opens?.startsWith('answer:')) {
      const rule = world.serviceRule(String(entry.facts?.service ?? ''), entry.interaction ?? '');
      // One turn of the loop at least: the acknowledgement of the request goes first.
      const mine = generation;
      clock.after(rule?.delayMs ?? 0, () => {
        if (mine === generation) guarded(entry, () => serve(entry));
      });
      return;
    }
    const delivery = forwardOf(world, entry, bytes);
    if (delivery) deliverer().add(delivery);
    else abandon(entry, 'the recipient has no contract');
  };

  return {
    begin: (entry, bytes) => start(() => launch(entry, bytes)),
    acknowledgeLater(message) {
      const stamp = { messageId: ids.uuid(), now: clock.now() };
      const signal = buildAcknowledgment(message, stamp);
      return post(signal, message.from.id, `acknowledges ${message.messageId}`);
    },
    relay: (signal, toParty) => post(signal, toParty, `relayed from ${signal.from.id}`),
    async tellSender({ delivery, severity, why }) {
      const original = await readForwarded(room, delivery.messageId, delivery.fromParty);
      if (!original) return;
      const spine = room.world.current().spine.partyKey;
      const failure = buildDeliveryFailure(
        original,
        severity === 'Error' ? 'not-transmitted' : 'not-acknowledged',
        { messageId: ids.uuid(), now: clock.now() },
        { from: { ...original.to, id: spine }, description: `DeliveryFailure: ${why}` },
      );
      await post(failure, delivery.fromParty, `gave up on ${delivery.messageId}`);
    },
    forget() {
      generation += 1;
    },
    async resume() {
      const open = await resumeWork(journal, room.world.current(), left.splice(0));
      for (const resumed of open) {
        if (resumed.kind === 'deliver') deliverer().add(resumed.delivery, resumed.next);
        else if (resumed.kind === 'answer') launch(resumed.entry, undefined);
        else abandon(resumed.entry, 'it can no longer be routed');
      }
      const waiting = held ?? [];
      held = undefined;
      for (const task of waiting) task();
      return open.length;
    },
  };
}

/** The header of a message that was taken, from its bytes on record. */
async function readForwarded(
  { journal }: Pick<SpineRoom, 'journal'>,
  messageId: string,
  fromParty: string,
): Promise<EbxmlMessage | undefined> {
  const entries = await journal.find({ kind: 'received', messageId, fromParty });
  const taken = entries.find(({ facts }) => facts?.taken === true);
  const body = taken?.request?.body;
  if (!taken || !body) return undefined;
  const contentType = headerValue(taken.request?.headers ?? [], 'content-type');
  const envelope = envelopeIn(contentType, await journal.readBody(body));
  const read = envelope.ok ? readEbxml(envelope.value) : envelope;
  return read.ok ? read.value : undefined;
}
