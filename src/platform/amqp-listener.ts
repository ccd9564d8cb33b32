import { createServer, type Socket } from 'node:net';
import {
  type AmqpCondition,
  type AmqpConnection,
  type AmqpDelivery,
  type AmqpEvent,
  type AmqpMessage,
  type AmqpReceiverLink,
  type AmqpSenderLink,
  amqpContainer,
  readAmqpMessage,
  writeAmqpMessage,
} from './amqp.ts';
import { bindPort } from './bind-port.ts';

/** Whoever holds a connection, as far as it said who it is. */
export interface AmqpPeer {
  /** Its container id; empty before the connection is open. */
  readonly name: string;
  readonly address: string;
}

/** What became of a message that was handed to a consumer. */
export type AmqpOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly why: string }
  /** Back to the queue: `released` is no attempt, `failed` and `lost` are one (AMQP 1.0 part 3, 3.4). */
  | { readonly kind: 'released' | 'failed' }
  | { readonly kind: 'lost'; readonly why: string };

/** A link over which a peer takes messages. */
export interface AmqpConsumerLink {
  readonly peer: AmqpPeer;
  readonly address: string;
  /** It has credit, and its connection is not choked. */
  ready(): boolean;
  /** Hands a message over. `told` is called once. */
  send(message: AmqpMessage, told: (outcome: AmqpOutcome) => void): void;
}

export interface AmqpDoor {
  /** Whether the user gets in. Without one everybody does. */
  readonly admits?: (user: string, password: string) => boolean;
  /** A peer wants messages from an address. A condition refuses the link. */
  attachConsumer(link: AmqpConsumerLink): AmqpCondition | undefined;
  /** It has room for more. */
  consumerReady(link: AmqpConsumerLink): void;
  /** It is gone; what it had is told as lost after. */
  detachConsumer(link: AmqpConsumerLink): void;
  attachProducer(peer: AmqpPeer, address: string): AmqpCondition | undefined;
  /** A message that a peer puts here. A condition rejects it. Must not reject. */
  produced(
    peer: AmqpPeer,
    address: string,
    message: AmqpMessage | { readonly unreadable: string },
  ): Promise<AmqpCondition | undefined>;
  /** What came is not AMQP, or breaks its rules; the connection ends. */
  trouble(peer: AmqpPeer, what: string): void;
}

export interface AmqpListener {
  readonly host: string;
  readonly port: number;
  connections(): number;
  close(): Promise<void>;
}

export interface AmqpListenOptions {
  readonly service: string;
  readonly host: string;
  readonly port: number;
  readonly door: AmqpDoor;
  /** Bytes that a peer may send before one message must be whole; 40 MB unless told. */
  readonly mostBytes?: number;
  /** 100 unless told. */
  readonly maxConnections?: number;
  /** Until a connection must be open; 15 s unless told. */
  readonly openMs?: number;
}

const FRAME = 1_048_576;
/** Messages of producers that are not settled yet, a link. */
const PRODUCER_CREDIT = 8;
/** Bytes waiting to be read by the peer, beyond which it gets no more. */
const CHOKED = 8_388_608;
const LINKS = 64;
const SESSIONS = 64;

/** Listens for AMQP 1.0. Throws `PortInUseError` and `CannotListenError`. */
export async function startAmqpListener(options: AmqpListenOptions): Promise<AmqpListener> {
  const { service, host, door, maxConnections = 100 } = options;
  const container = amqpContainer(service, {
    receiver_options: { credit_window: 0, autoaccept: false },
    sender_options: { treat_modified_as_released: false },
    ...(door.admits && { require_sasl: true }),
  });
  const mechanisms = container.sasl_server_mechanisms;
  const { admits } = door;
  // Without users of its own the door lets in whoever names one, as any client is set up with some.
  mechanisms.enable_plain((user: string, password: string) => admits?.(user, password) ?? true);
  if (!admits) mechanisms.enable_anonymous();

  const server = createServer({ noDelay: true });
  server.maxConnections = maxConnections;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    const made: AmqpConnection = container.create_connection({
      ...{ reconnect: false, port: 0, max_frame_size: FRAME, idle_time_out: 120_000 },
      // Settled messages stay in the library's ring until those before them are.
      session_buffer_size: { incoming: 2048, outgoing: 65_536 },
    });
    serve(made, socket, options);
  });
  const port = await bindPort(server, { service, host, port: options.port });
  let closed: Promise<void> | undefined;
  return {
    host,
    port,
    connections: () => sockets.size,
    close() {
      closed ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return closed;
    },
  };
}

/** Of a link that the library is about to answer for. */
interface Attaching {
  readonly local: { readonly attach: { snd_settle_mode: number } };
}

interface Consumer {
  readonly link: AmqpConsumerLink;
  readonly out: Set<Handed>;
  /** It gets nothing any more. */
  readonly leave: () => void;
}

interface Handed {
  readonly delivery: AmqpDelivery;
  readonly told: (outcome: AmqpOutcome) => void;
}

function serve(made: AmqpConnection, socket: Socket, options: AmqpListenOptions): void {
  const { door, mostBytes = 40_000_000, openMs = 15_000 } = options;
  const address = `${socket.remoteAddress}:${socket.remotePort}`;
  const peer = (): AmqpPeer => ({ name: made.container_id ?? '', address });
  const consumers = new Map<AmqpSenderLink, Consumer>();
  /** Of each link of a producer: what came and is not settled yet. */
  const unsettled = new WeakMap<AmqpReceiverLink, number>();
  let links = 0;
  let sessions = 0;
  let sinceWhole = 0;
  let over = false;

  const fail = (what: string) => {
    if (over) return;
    over = true;
    door.trouble(peer(), what);
    socket.destroy();
  };

  const settle = (sender: AmqpSenderLink, delivery: AmqpDelivery, outcome: AmqpOutcome) => {
    const out = consumers.get(sender)?.out;
    const handed = out && [...out].find((each) => each.delivery === delivery);
    if (!out || !handed) return;
    out.delete(handed);
    forget(delivery);
    handed.told(outcome);
  };

  // What a peer settles just before it goes comes in the same bytes, and the library tells it after the end.
  const detach = (sender: AmqpSenderLink, why: string) => {
    consumers.get(sender)?.leave();
    setImmediate(() => detachNow(sender, why));
  };
  const detachNow = (sender: AmqpSenderLink, why: string) => {
    const known = consumers.get(sender);
    if (!known) return;
    consumers.delete(sender);
    door.detachConsumer(known.link);
    for (const { told } of known.out) told({ kind: 'lost', why });
  };
  const detachAll = (why: string) => {
    for (const sender of [...consumers.keys()]) detach(sender, why);
  };

  made.on('sender_open', ({ sender }: AmqpEvent) => {
    if (!sender) return;
    const wanted = sender.source?.address ?? '';
    sender.set_source(sender.source ?? { address: wanted });
    sender.set_target(sender.target ?? { address: '' });
    // 1 is "settled": the peer asks for each message at most once.
    const atMostOnce = sender.snd_settle_mode === 1;
    // Then the library settles what it sends.
    if (atMostOnce) (sender as unknown as Attaching).local.attach.snd_settle_mode = 1;
    const out = new Set<Handed>();
    let leaving = false;
    const leave = () => {
      leaving = true;
    };
    const link: AmqpConsumerLink = {
      get peer() {
        return peer();
      },
      address: wanted,
      ready: () =>
        !leaving && sender.is_open() && sender.sendable() && socket.writableLength < CHOKED,
      send(message, told) {
        const delivery = sender.send(writeAmqpMessage(message));
        if (atMostOnce) told({ kind: 'accepted' });
        else out.add({ delivery, told });
      },
    };
    const refusal =
      ++links > LINKS
        ? { condition: 'amqp:resource-limit-exceeded', description: `more than ${LINKS} links` }
        : door.attachConsumer(link);
    if (refusal) return sender.close(refusal);
    consumers.set(sender, { link, out, leave });
  });
  made.on('receiver_open', ({ receiver }: AmqpEvent) => {
    if (!receiver) return;
    receiver.set_target(receiver.target ?? { address: '' });
    receiver.set_source(receiver.source ?? { address: '' });
    const refusal =
      ++links > LINKS
        ? { condition: 'amqp:resource-limit-exceeded', description: `more than ${LINKS} links` }
        : door.attachProducer(peer(), receiver.target?.address ?? '');
    if (refusal) receiver.close(refusal);
    else receiver.add_credit(PRODUCER_CREDIT);
  });
  made.on('message', ({ receiver, message, delivery }: AmqpEvent) => {
    sinceWhole = 0;
    if (!receiver || !message || !delivery || over) return;
    const pending = (unsettled.get(receiver) ?? 0) + 1;
    // The library takes whatever comes; all of it would lie in memory until it is on the disk.
    if (pending > PRODUCER_CREDIT) return fail('a producer sends more than it has credit for');
    unsettled.set(receiver, pending);
    void takeProduced(receiver, delivery, () =>
      door.produced(peer(), receiver.target?.address ?? '', readAmqpMessage(message)),
    ).finally(() => unsettled.set(receiver, (unsettled.get(receiver) ?? 1) - 1));
  });

  const ended = (outcome: (delivery: AmqpDelivery) => AmqpOutcome) => (event: AmqpEvent) => {
    sinceWhole = 0;
    const { sender, delivery } = event;
    if (sender && delivery) settle(sender, delivery, outcome(delivery));
  };
  made.on(
    'accepted',
    ended(() => ({ kind: 'accepted' })),
  );
  made.on(
    'rejected',
    ended((delivery) => ({ kind: 'rejected', why: rejectionOf(delivery) })),
  );
  made.on(
    'released',
    ended(() => ({ kind: 'released' })),
  );
  made.on(
    'modified',
    ended((delivery) => ({
      kind: delivery.remote_state?.delivery_failed === true ? 'failed' : 'released',
    })),
  );
  // Settled without an outcome: nobody said that it was dealt with.
  made.on(
    'settled',
    ended(() => ({ kind: 'released' })),
  );
  const room = ({ sender }: AmqpEvent) => {
    const known = sender && consumers.get(sender);
    if (known) door.consumerReady(known.link);
  };
  made.on('sendable', room);
  made.on('sender_draining', ({ sender }: AmqpEvent) => {
    const known = sender && consumers.get(sender);
    if (!sender || !known) return;
    door.consumerReady(known.link);
    // What is there is asked for from a disk: the credit is given back once that had its chance.
    setImmediate(() => sender.set_drained(true));
  });
  socket.on('drain', () => {
    for (const { link } of consumers.values()) door.consumerReady(link);
  });
  const closeLink = ({ sender, receiver }: AmqpEvent) => {
    if (sender || receiver) links--;
    if (sender) detach(sender, 'the consumer closed its link');
  };
  made.on('sender_close', closeLink);
  made.on('receiver_close', closeLink);
  const handled = () => undefined;
  made.on('sender_error', handled);
  made.on('receiver_error', handled);
  made.on('session_error', handled);
  made.on('session_open', () => {
    if (++sessions > SESSIONS) fail(`more than ${SESSIONS} sessions`);
  });
  made.on('session_close', ({ session }: AmqpEvent) => {
    sessions--;
    for (const sender of [...consumers.keys()])
      if (sender.session === session) detach(sender, 'the consumer ended its session');
  });
  made.on('connection_open', () => clearTimeout(opening));
  made.on('connection_error', handled);
  made.on('connection_close', () => detachAll('the consumer closed its connection'));
  made.on('disconnected', () => socket.destroy());
  made.on('protocol_error', (error: Error) => fail(error.message));
  made.on('error', (error: unknown) => fail(error instanceof Error ? error.message : 'unknown'));

  const opening = setTimeout(() => fail(`not open within ${openMs} ms`), openMs);
  socket.on('error', handled);
  socket.once('close', () => {
    clearTimeout(opening);
    over = true;
    // Ends the timers of the library, which waits for an orderly end otherwise.
    made._disconnected?.();
    detachAll('the connection ended');
  });
  made.accept(socket);
  // The library keeps what is announced, however much: who sends more than the limit without one whole message ends.
  socket.on('data', (chunk: Buffer) => {
    sinceWhole += chunk.length;
    if (sinceWhole > mostBytes || (made.frame_size ?? 0) > FRAME * 2) {
      fail(`more than ${mostBytes} bytes without a whole message`);
    }
  });
}

async function takeProduced(
  receiver: AmqpReceiverLink,
  delivery: AmqpDelivery,
  take: () => Promise<AmqpCondition | undefined>,
): Promise<void> {
  const refusal = await take();
  if (!receiver.is_open()) return;
  if (refusal) delivery.reject(refusal);
  else delivery.accept();
  receiver.add_credit(1);
}

/** The bytes were sent: only the number has to be kept until those before it are settled too. */
function forget(delivery: AmqpDelivery): void {
  const kept = delivery as { data?: unknown; remote_settled: boolean };
  kept.data = [];
  if (delivery.settled) return;
  delivery.update(true, delivery.remote_state);
  // A peer that waits for our word (rcv-settle-mode second) says no more after it.
  kept.remote_settled = true;
}

function rejectionOf({ remote_state: state }: AmqpDelivery): string {
  const error: unknown = state?.error;
  if (typeof error !== 'object' || error === null) return 'without a reason';
  const { condition, description } = error as Record<string, unknown>;
  return [condition, description].filter((each) => typeof each === 'string').join(': ');
}
