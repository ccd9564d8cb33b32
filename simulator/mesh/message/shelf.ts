import { changed, type Recorded } from './change.ts';
import { isOpen, type MeshMessage, statusOf } from './mesh-message.ts';

/** Messages that nobody can collect any more are forgotten beyond so many, the oldest first. */
const MOST_CLOSED = 50_000;

/** Messages by id, inbox and outbox. Only what is on record comes in here. */
export class Shelf {
  readonly #messages = new Map<string, MeshMessage>();
  readonly #inboxes = new Map<string, Set<string>>();
  readonly #outboxes = new Map<string, Set<string>>();
  /** Of the inboxes what can be collected, so that a poll does not step over all that was. */
  readonly #waiting = new Map<string, Set<string>>();
  readonly #closed = new Set<string>();

  get(id: string): MeshMessage | undefined {
    return this.#messages.get(id);
  }

  all(): MapIterator<MeshMessage> {
    return this.#messages.values();
  }

  /** Oldest first. */
  inbox(mailbox: string): readonly MeshMessage[] {
    return this.#named(this.#inboxes.get(mailbox)).sort((a, b) => a.place - b.place);
  }

  outbox(mailbox: string): readonly MeshMessage[] {
    return this.#named(this.#outboxes.get(mailbox));
  }

  /** Messages of an inbox that can be collected, oldest first. */
  waiting(mailbox: string): readonly MeshMessage[] {
    return this.#named(this.#waiting.get(mailbox)).sort((a, b) => a.place - b.place);
  }

  /** Takes in what has happened. Tells of the message before and after. */
  apply(recorded: Recorded): {
    readonly before: MeshMessage | undefined;
    readonly after: MeshMessage | undefined;
  } {
    const { id } = recorded.change;
    const before = this.#messages.get(id);
    const after = changed(before, recorded);
    if (!after) {
      if (before) this.#forget(before);
      return { before, after };
    }
    this.#messages.set(id, after);
    if (!before) {
      put(this.#inboxes, after.to, id);
      if (after.from !== undefined) put(this.#outboxes, after.from, id);
    }
    if (statusOf(after) === 'accepted') put(this.#waiting, after.to, id);
    else this.#waiting.get(after.to)?.delete(id);
    if (isOpen(after)) this.#closed.delete(id);
    else this.#close(id);
    return { before, after };
  }

  clear(): void {
    for (const each of [
      ...[this.#messages, this.#inboxes, this.#outboxes, this.#waiting, this.#closed],
    ])
      each.clear();
  }

  #close(id: string): void {
    this.#closed.add(id);
    if (this.#closed.size <= MOST_CLOSED) return;
    const [oldest = ''] = this.#closed;
    const message = this.#messages.get(oldest);
    if (message) this.#forget(message);
  }

  #forget({ id, to, from }: MeshMessage): void {
    this.#messages.delete(id);
    this.#closed.delete(id);
    this.#inboxes.get(to)?.delete(id);
    this.#waiting.get(to)?.delete(id);
    if (from !== undefined) this.#outboxes.get(from)?.delete(id);
  }

  #named(ids: ReadonlySet<string> = new Set()): MeshMessage[] {
    return [...ids].flatMap((id) => this.#messages.get(id) ?? []);
  }
}

function put(boxes: Map<string, Set<string>>, mailbox: string, id: string): void {
  const box = boxes.get(mailbox) ?? new Set();
  boxes.set(mailbox, box.add(id));
}
