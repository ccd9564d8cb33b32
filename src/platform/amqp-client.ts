import {
  type AmqpConnection,
  type AmqpConnectionOptions,
  type AmqpDelivery,
  type AmqpEvent,
  type AmqpMessage,
  type AmqpSenderLink,
  amqpContainer,
  readAmqpMessage,
  writeAmqpMessage,
} from './amqp.ts';

/** What a broker did with a message. */
export type AmqpSendOutcome =
  | { readonly kind: 'accepted' }
  /** It will not have this message; sending it again does not help. */
  | { readonly kind: 'rejected'; readonly why: string }
  /** Not taken, by no fault of the message. */
  | { readonly kind: 'released'; readonly why: string }
  /** No broker was reached, or the connection ended before the message was settled. */
  | { readonly kind: 'failed'; readonly why: string };

/** A message that came, to be settled once. */
export interface AmqpArrival {
  readonly message: AmqpMessage | { readonly unreadable: string };
  accept(): void;
  /** Back to the queue; `failed` counts as an attempt. */
  release(failed?: boolean): void;
  reject(condition: string, description: string): void;
}

export interface AmqpConsumption {
  /** Takes no more. What is not settled goes back to the queue. */
  close(): void;
}

/** One connection to the first broker that is reached, opened anew when it is gone. Nothing makes it throw. */
export interface AmqpClient {
  readonly connected: boolean;
  /** Why there was no connection last; `undefined` while there is one. */
  readonly trouble: string | undefined;
  /** Resolves when the broker has settled the message, or after the last retry. */
  send(address: string, message: AmqpMessage): Promise<AmqpSendOutcome>;
  /** Takes messages as they come, at most `credit` that are not settled. Goes on after every reconnection. */
  consume(
    address: string,
    credit: number,
    onMessage: (arrival: AmqpArrival) => void,
  ): AmqpConsumption;
  /** Calls when a connection is there, or has gone. */
  onChange(listener: (connected: boolean) => void): void;
  close(): Promise<void>;
}

export interface AmqpClientOptions {
  /** `amqp://user:pass@host:5672`; several in a comma list are tried in turn (mhs 7.3). */
  readonly brokers: string;
  /** How it calls itself to the broker. */
  readonly name: string;
  /** Of a message that no broker took: 3 of 100 ms unless told (mhs 7.3). */
  readonly retries?: number;
  readonly retryMs?: number;
  /** Until a broker must have settled a message; 10 s unless told. */
  readonly settleMs?: number;
  /** The most between two attempts to connect; 2 s unless told. */
  readonly reconnectMs?: number;
}

/** The broker's own words for itself, without user and password. */
export function brokerNames(brokers: string): string {
  return brokers
    .split(',')
    .map((each) => each.replace(/\/\/[^@/]*@/, '//'))
    .join(',');
}

interface Wanted {
  readonly address: string;
  readonly credit: number;
  readonly onMessage: (arrival: AmqpArrival) => void;
  closed: boolean;
  end?: () => void;
}

export function openAmqpClient(options: AmqpClientOptions): AmqpClient {
  const { retries = 3, retryMs = 100, settleMs = 10_000, reconnectMs = 2_000 } = options;
  const brokers = options.brokers.split(',').filter((each) => each !== '');
  const container = amqpContainer(options.name);
  const wanted = new Set<Wanted>();
  const listeners: ((connected: boolean) => void)[] = [];
  const waiting = new Set<() => void>();
  const senders = new Map<string, AmqpSenderLink>();
  const settling = new Map<AmqpDelivery, (outcome: AmqpSendOutcome) => void>();
  let connection: AmqpConnection | undefined;
  let connected = false;
  let trouble: string | undefined = 'it is not connected yet';
  let closed = false;
  let turn = 0;
  let pause = retryMs;
  let next: NodeJS.Timeout | undefined;

  const wake = () => {
    for (const each of [...waiting]) each();
  };

  const gone = (which: AmqpConnection, why: string) => {
    if (connection !== which) return;
    connection = undefined;
    const was = connected;
    connected = false;
    trouble = why;
    senders.clear();
    for (const [delivery, settle] of [...settling]) {
      settling.delete(delivery);
      settle({ kind: 'failed', why });
    }
    if (was) for (const each of listeners) each(false);
    // The library may be in the midst of what came. Its timers end with the connection.
    setImmediate(() => {
      which.socket?.destroy();
      which._disconnected?.();
    });
    if (closed) return;
    next = setTimeout(connect, pause);
    pause = Math.min(pause * 2, reconnectMs);
  };

  const attach = (to: AmqpConnection, each: Wanted) => {
    const receiver = to.open_receiver({
      source: { address: each.address },
      credit_window: 0,
      autoaccept: false,
    });
    receiver.add_credit(each.credit);
    each.end = () => receiver.close();
    const arrived = ({ message, delivery }: AmqpEvent) => {
      if (!message || !delivery) return;
      let settled = false;
      const once = (act: () => void) => () => {
        if (settled) return;
        settled = true;
        // What came over a connection that is gone is the broker's again.
        if (connection !== to) return;
        act();
        if (!each.closed) receiver.add_credit(1);
      };
      each.onMessage({
        message: readAmqpMessage(message),
        accept: once(() => delivery.accept()),
        release: (failed = false) =>
          once(() =>
            failed ? delivery.modified({ delivery_failed: true }) : delivery.release(),
          )(),
        reject: (condition, description) =>
          once(() => delivery.reject({ condition, description }))(),
      });
    };
    receiver.on('message', arrived);
    const refused = () => {
      const { error } = receiver;
      const why = error && 'description' in error ? error.description : undefined;
      gone(to, `${each.address}: ${why ?? 'the broker ended the link'}`);
      to.close();
    };
    receiver.on('receiver_error', refused);
    receiver.on('receiver_close', () => {
      if (!each.closed) refused();
    });
  };

  const connect = () => {
    if (closed) return;
    const broker = brokers[turn++ % brokers.length] ?? '';
    const made = container.create_connection(connectionOptions(broker));
    connection = made;
    const lost = (fallback: string) => (event: AmqpEvent) =>
      gone(made, `${brokerNames(broker)}: ${whyOf(event) ?? fallback}`);
    made.on('connection_open', () => {
      if (connection !== made) return;
      connected = true;
      trouble = undefined;
      pause = retryMs;
      for (const each of wanted) attach(made, each);
      for (const each of listeners) each(true);
      wake();
    });
    made.on('connection_error', lost('the broker refused the connection'));
    made.on('connection_close', lost('the broker closed the connection'));
    made.on('disconnected', lost('the connection ended'));
    made.on('session_error', lost('the broker ended the session'));
    made.on('session_close', lost('the broker ended the session'));
    const broken = (error: Error) => gone(made, `${brokerNames(broker)}: ${error.message}`);
    made.on('protocol_error', broken);
    made.on('error', broken);
    made.on('settled', () => undefined);
    try {
      made.connect();
    } catch (error) {
      broken(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const senderTo = (address: string): AmqpSenderLink | undefined => {
    if (!connection || !connected) return undefined;
    const known = senders.get(address);
    if (known) return known;
    const to = connection;
    const sender = to.open_sender({ target: { address }, treat_modified_as_released: false } as {
      target: { address: string };
    });
    senders.set(address, sender);
    const end = (outcome: (event: AmqpEvent) => AmqpSendOutcome) => (event: AmqpEvent) => {
      const { delivery } = event;
      const settle = delivery && settling.get(delivery);
      if (!settle) return;
      settling.delete(delivery);
      settle(outcome(event));
    };
    sender.on('sendable', wake);
    sender.on(
      'accepted',
      end(() => ({ kind: 'accepted' })),
    );
    sender.on(
      'rejected',
      end((event) => ({ kind: 'rejected', why: rejectionOf(event) })),
    );
    const released = end(() => ({ kind: 'released', why: 'the broker did not take it' }));
    sender.on('released', released);
    sender.on('modified', released);
    sender.on('settled', released);
    const refused = () => {
      senders.delete(address);
      const { error } = sender;
      const why = error && 'description' in error ? error.description : undefined;
      for (const [delivery, settle] of [...settling]) {
        if (delivery.link !== sender) continue;
        settling.delete(delivery);
        settle({ kind: 'failed', why: why ?? 'the broker ended the link' });
      }
      refusals.set(address, why ?? 'the broker ended the link');
      wake();
    };
    sender.on('sender_error', refused);
    sender.on('sender_close', refused);
    return sender;
  };
  const refusals = new Map<string, string>();

  /** Resolves when something has changed, or after so many milliseconds. */
  const change = (ms: number) =>
    new Promise<void>((resolve) => {
      const over = () => {
        clearTimeout(timer);
        waiting.delete(over);
        resolve();
      };
      const timer = setTimeout(over, ms);
      waiting.add(over);
    });

  const attempt = async (address: string, message: AmqpMessage): Promise<AmqpSendOutcome> => {
    const until = Date.now() + settleMs;
    refusals.delete(address);
    for (;;) {
      if (closed) return { kind: 'failed', why: 'this client was closed' };
      if (!connected) return { kind: 'failed', why: trouble ?? 'there is no connection' };
      const sender = senderTo(address);
      const refusal = refusals.get(address);
      if (refusal !== undefined) return { kind: 'failed', why: refusal };
      if (sender?.sendable()) {
        const { promise, resolve } = Promise.withResolvers<AmqpSendOutcome>();
        const delivery = sender.send(writeAmqpMessage(message));
        settling.set(delivery, resolve);
        const late = setTimeout(() => {
          settling.delete(delivery);
          resolve({ kind: 'failed', why: `not settled within ${settleMs} ms` });
        }, settleMs);
        return promise.finally(() => clearTimeout(late));
      }
      const left = until - Date.now();
      if (left <= 0) return { kind: 'failed', why: `${address} gives no credit` };
      await change(left);
    }
  };

  connect();
  return {
    get connected() {
      return connected;
    },
    get trouble() {
      return trouble;
    },
    async send(address, message) {
      // The first message may come before the first connection.
      if (!connected && connection) await change(retryMs);
      let outcome = await attempt(address, message);
      for (let again = 0; again < retries; again++) {
        if (closed || outcome.kind === 'accepted' || outcome.kind === 'rejected') break;
        await change(retryMs);
        outcome = await attempt(address, message);
      }
      return outcome;
    },
    consume(address, credit, onMessage) {
      const each: Wanted = { address, credit, onMessage, closed: false };
      wanted.add(each);
      if (connection && connected) attach(connection, each);
      return {
        close() {
          each.closed = true;
          wanted.delete(each);
          each.end?.();
        },
      };
    },
    onChange: (listener) => void listeners.push(listener),
    async close() {
      if (closed) return;
      closed = true;
      clearTimeout(next);
      const last = connection;
      if (last) {
        const ended = new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 1_000);
          const over = () => {
            clearTimeout(timer);
            resolve();
          };
          last.once('connection_close', over);
          last.once('disconnected', over);
          if (!last.is_open()) over();
        });
        last.close();
        await ended;
        gone(last, 'this client was closed');
      }
      wake();
    },
  };
}

function connectionOptions(broker: string): AmqpConnectionOptions {
  const { protocol, hostname, port, username, password } = new URL(broker);
  const secure = protocol === 'amqps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const common = {
    host,
    port: Number(port) || (secure ? 5671 : 5672),
    reconnect: false,
    idle_time_out: 60_000,
    // A broker that speaks SASL alone lets nobody in who does not name himself.
    username: username === '' ? 'anonymous' : decodeURIComponent(username),
    ...(password !== '' && { password: decodeURIComponent(password) }),
  } as const;
  return secure ? { ...common, transport: 'tls', servername: host } : common;
}

function whyOf({ error, connection }: AmqpEvent): string | undefined {
  const found: unknown = error ?? connection?.error;
  if (typeof found !== 'object' || found === null) return undefined;
  const { description, message, code } = found as Record<string, unknown>;
  for (const each of [description, message, code]) {
    if (typeof each === 'string' && each !== '') return each;
  }
  return undefined;
}

function rejectionOf({ delivery }: AmqpEvent): string {
  const state: unknown = delivery?.remote_state;
  const error = (state as { readonly error?: Record<string, unknown> } | undefined)?.error;
  return String(error?.description ?? error?.condition ?? 'the broker rejected it');
}
