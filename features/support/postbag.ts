import type { HttpAnswer } from '../../src/platform/http-client.ts';
import { type PartyName, PRACTICES, type PracticeName } from './cast.ts';
import type { Deviation } from './deviations/deviation.ts';
import { draftOf, type Posted, write } from './draft.ts';
import type { MessageKindName } from './message-kinds.ts';
import type { Messaging } from './messaging.ts';

/** A message and what Spine answered to it on the same connection. */
export interface Exchange {
  readonly posted: Posted;
  readonly answer: HttpAnswer;
}

/** What is sent in a scenario: who, to whom, what, and how it departs from what is right. */
export interface Sending {
  readonly from: PracticeName;
  readonly to: PartyName;
  readonly kind: MessageKindName;
  /** Changes a right message into the one that is wanted. */
  readonly deviate?: Deviation;
  /** The conversation of the message sent before. */
  readonly sameConversation?: boolean;
}

/** The messages that the practices of a scenario post to Spine, in order. */
export interface Postbag {
  send(sending: Sending): Promise<Exchange>;
  /** Sends so many, one after the other, each in a conversation of its own. */
  sendMany(count: number, sending: Sending): Promise<void>;
  /** Posts the bytes of the last message once more. */
  sendAgain(): Promise<Exchange>;
  /** Posts copies of the last message side by side. */
  sendCopies(count: number): Promise<readonly Exchange[]>;
  /** Posts what has been written by other means. */
  post(posted: Posted): Promise<Exchange>;
  readonly exchanges: readonly Exchange[];
  /** The last exchange. Throws when nothing was sent. */
  readonly last: Exchange;
}

export function openPostbag(messaging: Messaging): Postbag {
  const exchanges: Exchange[] = [];

  const exchange = async (posted: Posted): Promise<Exchange> => {
    const stage = await messaging.stage();
    const { from, path, headers, body } = posted;
    const answer = await stage.post(PRACTICES[from].fqdn, path, headers, body);
    if ('failed' in answer) throw new Error(`Spine gave ${from} no answer: ${answer.message}`);
    return { posted, answer };
  };
  const post = async (posted: Posted): Promise<Exchange> => {
    const done = await exchange(posted);
    exchanges.push(done);
    return done;
  };
  const last = (): Exchange => {
    const found = exchanges.at(-1);
    if (!found) throw new Error('nothing has been sent yet');
    return found;
  };

  const send = async ({
    from,
    to,
    kind,
    deviate,
    sameConversation,
  }: Sending): Promise<Exchange> => {
    const stage = await messaging.stage();
    const right = draftOf(stage.world.current(), {
      from,
      to,
      kind,
      messageId: uuid(),
      hl7Id: uuid(),
      conversationId: sameConversation ? last().posted.envelope.conversationId : uuid(),
      time: messaging.now(),
    });
    return post(write(deviate ? deviate(right, stage.world.current()) : right, from));
  };

  return {
    send,
    async sendMany(count, sending) {
      for (let sent = 0; sent < count; sent++) await send(sending);
    },
    sendAgain: () => post(last().posted),
    async sendCopies(count) {
      const { posted } = last();
      const copies = await Promise.all(Array.from({ length: count }, () => exchange(posted)));
      exchanges.push(...copies);
      return copies;
    },
    post,
    exchanges,
    get last() {
      return last();
    },
  };
}

function uuid(): string {
  return crypto.randomUUID().toUpperCase();
}
