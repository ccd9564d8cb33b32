import type { NewEntry } from '../../../src/journal/entry.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Ids } from '../../../src/platform/ids.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { MeshEvent } from '../../doors/mailbox-desk.ts';
import type { WorldStore } from '../../world/world-store.ts';
import type { Change } from './change.ts';
import { type CHANGING, workOf, writeChange } from './change-facts.ts';
import { type Deadlines, deadlines } from './deadlines.ts';
import { stateFacts, workField } from './entry-fields.ts';
import { dueAt, notCollected, reportOf } from './failures.ts';
import { isOpen, type MeshMessage, statusOf } from './mesh-message.ts';
import { messageId } from './message-id.ts';
import { recallChanges } from './recall-changes.ts';
import { Shelf } from './shelf.ts';

export interface StoreParts {
  readonly world: WorldStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** The messages of MESH. The journal is the store; this is what it comes to. */
export class MessageStore {
  readonly shelf = new Shelf();
  readonly #parts: StoreParts;
  readonly #locks = new Map<string, Promise<unknown>>();
  readonly #listeners = new Set<(message: MeshMessage) => void>();
  readonly #deadlines: Deadlines;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    const { clock, logger } = parts;
    this.#deadlines = deadlines({
      ...{ clock, logger, messages: () => this.shelf.all(), settings: () => this.#terms() },
      end: ({ id }, what) => (what === 'gone' ? this.drop(id, 'its time is over') : this.#fail(id)),
    });
  }

  /** Builds the messages from the journal, and goes on with their deadlines. */
  async open(): Promise<void> {
    const { journal, clock } = this.#parts;
    for (const change of await recallChanges(journal)) this.shelf.apply(change);
    const now = clock.now().getTime();
    const gone = [...this.shelf.all()].filter(
      (message) => !isOpen(message) && dueAt(message, this.#terms()).at <= now,
    );
    for (const { id } of gone)
      this.shelf.apply({ change: { kind: 'gone', id }, at: clock.now(), sequence: 0 });
    this.rearm();
  }

  /** An id that no message has. */
  newId(): string {
    const { clock, ids } = this.#parts;
    for (;;) {
      const id = messageId(clock.now(), ids);
      if (!this.shelf.get(id)) return id;
    }
  }

  /** Runs one piece of work on a message at a time, so that two requests decide one after the other. */
  async alone<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const running = (this.#locks.get(id) ?? Promise.resolve()).then(work);
    const settled = running.catch(() => undefined);
    this.#locks.set(id, settled);
    try {
      return await running;
    } finally {
      if (this.#locks.get(id) === settled) this.#locks.delete(id);
    }
  }

  /** Puts an entry on record with the change that it brings, and only then lets it count. */
  async record(entry: NewEntry, change: Change): Promise<MeshMessage | undefined> {
    const known = this.shelf.get(change.id);
    const entered = await this.#parts.journal.append({
      ...entry,
      messageId: change.id,
      facts: { ...entry.facts, ...writeChange(change), ...stateFacts(entry, change, known) },
      ...workField(change, known),
    });
    const { before, after } = this.shelf.apply({
      ...{ change, at: new Date(entry.at), sequence: entered.sequence },
      body: entered.request?.body,
    });
    if (after) {
      this.#deadlines.follow(after);
      const arrived =
        statusOf(after) === 'accepted' && (!before || statusOf(before) !== 'accepted');
      if (arrived) for (const listener of this.#listeners) listener(after);
    }
    return after;
  }

  /** Brings a message into another state by itself or by an operator. Its sender is told when it has failed. */
  async change(id: string, event: Omit<MeshEvent, 'at'>, why: string): Promise<void> {
    await this.alone(id, async () => {
      const message = this.shelf.get(id);
      if (message) await this.#change(message, event, why);
    });
  }

  /** Puts a report into a mailbox. Resolves with its id. */
  async report(head: Extract<Change, { kind: 'begun' }>['head'], why: string): Promise<string> {
    const id = this.newId();
    await this.record(
      this.#note('mesh.report', `report ${head.failure?.code ?? ''} to ${head.to}: ${why}`, head),
      { kind: 'begun', id, head },
    );
    return id;
  }

  /** Forgets a message. */
  async drop(id: string, why: string): Promise<void> {
    await this.alone(id, async () => {
      const message = this.shelf.get(id);
      if (!message) return;
      await this.record(this.#note('mesh.gone', `${id} is gone: ${why}`, message), {
        ...{ kind: 'gone', id },
      });
    });
  }

  onArrival(listener: (message: MeshMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  clear(): void {
    this.shelf.clear();
    this.rearm();
  }

  /** Ends what waits. Resolves when what is under way is over. */
  async close(): Promise<void> {
    this.#deadlines.close();
    await Promise.all(this.#locks.values());
  }

  async #change(message: MeshMessage, event: Omit<MeshEvent, 'at'>, why: string): Promise<void> {
    const { id } = message;
    // Work that had ended begins again: what it needs is named anew, so that it stays.
    const opened = event.status === 'accepted' || event.status === 'uploading';
    if (opened && !isOpen(message)) await this.#open(message);
    const said = [event.status, event.code].filter(Boolean).join(' ');
    await this.record(this.#note('mesh.status', `${id} is ${said}: ${why}`, message), {
      kind: 'status',
      id,
      event,
    });
    const head = reportOf(message, event, this.#parts.clock.now());
    if (head) await this.report(head, `${id} is ${event.status}`);
  }

  async #open(message: MeshMessage): Promise<void> {
    const { id, chunks, createdAt: _c, bytes: _b, events: _e, place: _p, ...head } = message;
    for (const [number, body] of chunks.size > 0 ? chunks : [[1, undefined] as const]) {
      const { id: _, ...rest } = { ...head, id };
      const change: Change =
        number === 1 ? { kind: 'begun', id, head: rest } : { kind: 'chunk', id, number };
      const entry = this.#note('mesh.status', `${id} is opened again`, message);
      await this.record(
        { ...entry, opens: workOf(id), ...(body ? { request: { headers: [], body } } : {}) },
        change,
      );
    }
  }

  #note(
    interaction: (typeof CHANGING)[number],
    summary: string,
    { from, to }: { readonly from?: string | undefined; readonly to: string },
  ): NewEntry {
    const at = this.#parts.clock.now().toISOString();
    return {
      ...{ kind: 'composed', at, service: 'mesh', summary, interaction },
      ...(from === undefined ? {} : { fromParty: from }),
      toParty: to,
    };
  }

  #terms() {
    return this.#parts.world.current().mesh;
  }

  /** Looks anew for what falls due next: settings may have changed. */
  rearm(): void {
    this.#deadlines.rearm();
  }

  async #fail(id: string): Promise<void> {
    const { collectWithinMs, collectWithinDays } = this.#terms();
    await this.alone(id, async () => {
      const message = this.shelf.get(id);
      const now = this.#parts.clock.now().getTime();
      // It may have been collected since.
      if (
        !message ||
        dueAt(message, { collectWithinMs, keepForMs: Number.POSITIVE_INFINITY }).at > now
      )
        return;
      await this.#change(message, notCollected(collectWithinDays, id), 'nobody collected it');
    });
  }
}
