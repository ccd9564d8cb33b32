import type { Check, Observation } from './check.ts';
import type { ConversationMessage } from './conversation-message.ts';
import type { ReferenceFacts } from './message-contents.ts';

/** What a check of a conversation saw, and in which of its messages. */
export interface ConversationObservation extends Observation {
  /** The key under which the message was taken. */
  readonly about: string;
}

/** A rule about several messages. */
export interface ConversationCheck extends Check<Conversation> {
  examine(conversation: Conversation): Iterable<ConversationObservation>;
}

/** Gives the content of a part again, as it travelled; `undefined` where it is no longer to be had. */
export type PartAgain = (key: string, part: number) => Uint8Array | undefined;

export interface ConversationOptions {
  readonly again?: PartAgain | undefined;
  /** Nothing more will come: what is announced and has not come is missing. */
  readonly ended?: boolean;
}

/** A message that was announced with `mid:`, and by what. */
export interface Announcement {
  readonly by: ConversationMessage;
  readonly reference: ReferenceFacts;
}

/** The messages of a situation in the order in which they came, copies left out, with what links them. */
export class Conversation {
  readonly messages: readonly ConversationMessage[];
  readonly ended: boolean;
  readonly #again: PartAgain;
  readonly #times = new Map<string, number>();
  readonly #byMessageId = new Map<string, ConversationMessage>();
  readonly #byAnyId = new Map<string, ConversationMessage>();
  readonly #announced = new Map<string, Announcement[]>();
  readonly #position = new Map<ConversationMessage, number>();

  constructor(messages: readonly ConversationMessage[], options: ConversationOptions = {}) {
    const { again = () => undefined, ended = false } = options;
    this.ended = ended;
    for (const message of messages) {
      const key = timesKey(message);
      this.#times.set(key, (this.#times.get(key) ?? 0) + 1);
    }
    const copies = new Set<string>();
    this.messages = messages.filter((message) => {
      const key = `${message.from} ${message.messageId} ${message.hl7Id} ${message.fingerprint}`;
      if (message.messageId === '' || !copies.has(key)) {
        copies.add(key);
        return true;
      }
      return false;
    });
    this.#again = again;
    for (const [position, message] of this.messages.entries()) {
      this.#position.set(message, position);
      const messageId = message.messageId.toUpperCase();
      if (!this.#byMessageId.has(messageId)) this.#byMessageId.set(messageId, message);
    }
    // Ids of different kinds may be the same: what the model asks for comes first (gp2gp 1.5 D2).
    for (const kind of ['hl7Id', 'messageId', 'extractId'] as const) {
      for (const message of this.messages) {
        const id = message[kind]?.toUpperCase();
        if (id && !this.#byAnyId.has(id)) this.#byAnyId.set(id, message);
      }
    }
    for (const by of this.messages) {
      for (const reference of by.references) {
        if (reference.kind !== 'external' || !reference.messageId) continue;
        const id = reference.messageId.toUpperCase();
        const known = this.#announced.get(id);
        if (known) known.push({ by, reference });
        else this.#announced.set(id, [{ by, reference }]);
      }
    }
  }

  /** How often a message came: copies, and the same payload under new MessageIds. */
  timesOf(message: ConversationMessage): number {
    return this.#times.get(timesKey(message)) ?? 1;
  }

  of(...roles: readonly ConversationMessage['role'][]): readonly ConversationMessage[] {
    return this.messages.filter(({ role }) => roles.includes(role));
  }

  byMessageId(id: string): ConversationMessage | undefined {
    return this.#byMessageId.get(id.toUpperCase());
  }

  /** The message that an id means, whichever of its ids it is; the HL7 id goes first. */
  named(id: string | undefined): ConversationMessage | undefined {
    return id === undefined ? undefined : this.#byAnyId.get(id.toUpperCase());
  }

  /** The announcements of a message by its MessageId. */
  announcementsOf(messageId: string): readonly Announcement[] {
    return this.#announced.get(messageId.toUpperCase()) ?? [];
  }

  get announcements(): readonly (readonly Announcement[])[] {
    return [...this.#announced.values()];
  }

  /** Whether one message came before the other. */
  before(one: ConversationMessage, other: ConversationMessage): boolean {
    return (this.#position.get(one) ?? 0) < (this.#position.get(other) ?? 0);
  }

  /** The core extract that a message belongs to: it, or an index of it, announced the message. */
  coreOf(message: ConversationMessage): ConversationMessage | undefined {
    const [first] = this.announcementsOf(message.messageId);
    if (!first) return undefined;
    if (first.by.role === 'extract') return first.by;
    const [second] = this.announcementsOf(first.by.messageId);
    return second?.by.role === 'extract' ? second.by : undefined;
  }

  /** Continues that name an extract by any of its ids. */
  continuesOf(extract: ConversationMessage): readonly ConversationMessage[] {
    return this.of('continue').filter(
      ({ continues }) =>
        this.named(continues?.messageRef) === extract ||
        this.named(continues?.acknowledgedMessage) === extract,
    );
  }

  /** Acknowledgements that name a message by any of its ids. */
  acknowledgementsOf(message: ConversationMessage): readonly ConversationMessage[] {
    return this.of('acknowledgement').filter(
      ({ acknowledgement }) => this.named(acknowledgement?.messageRef) === message,
    );
  }

  again(message: ConversationMessage, part: number): Uint8Array | undefined {
    return this.#again(message.key, part);
  }
}

function timesKey({ from, hl7Id, messageId }: ConversationMessage): string {
  return `${from} ${(hl7Id ?? messageId).toUpperCase()}`;
}
