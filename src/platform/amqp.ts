import rhea, {
  type Connection,
  type ConnectionOptions,
  type Container,
  type Delivery,
  type EventContext,
  type Message,
  type Receiver,
  type Sender,
} from 'rhea';

export type AmqpConnection = Connection;
export type AmqpConnectionOptions = ConnectionOptions;
export type AmqpContainer = Container;
export type AmqpDelivery = Delivery;
export type AmqpEvent = EventContext;
export type AmqpSenderLink = Sender;
export type AmqpReceiverLink = Receiver;

export type PropertyValue = string | number | boolean;

/** A message of AMQP 1.0, as far as adaptors and queues use one (mhs 7.3). */
export interface AmqpMessage {
  readonly id: string;
  readonly contentType?: string | undefined;
  readonly durable: boolean;
  /** Milliseconds; for good unless given. */
  readonly ttlMs?: number | undefined;
  /** Attempts before this one that failed. */
  readonly deliveryCount: number;
  /** The application properties. */
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** A text is an `amqp-value` string, bytes are `data` sections. */
  readonly body: string | Buffer;
}

/** Conditions of the standard (AMQP 1.0 part 2, 2.8.15; part 3). */
export interface AmqpCondition {
  readonly condition: string;
  readonly description: string;
}

/** A container of its own: options and listeners are shared with nobody. */
export function amqpContainer(id: string, options: Record<string, unknown> = {}): AmqpContainer {
  return rhea.create_container({ id, ...options });
}

const DATA = 0x75;

/** A message as the library sends it. */
export function writeAmqpMessage(message: AmqpMessage): Message {
  const { id, contentType, durable, ttlMs, deliveryCount, properties, body } = message;
  return {
    message_id: id,
    ...(contentType !== undefined && { content_type: contentType }),
    durable,
    ...(ttlMs !== undefined && ttlMs > 0 && { ttl: Math.min(ttlMs, 0xffff_ffff) }),
    ...(deliveryCount > 0 && { delivery_count: deliveryCount }),
    application_properties: { ...properties },
    body: typeof body === 'string' ? body : rhea.message.data_section(body),
  };
}

/** Reads what the library took apart; a line of English where nothing of ours can be made of it. */
export function readAmqpMessage(message: Message): AmqpMessage | { readonly unreadable: string } {
  const body = bodyOf(message.body);
  if (body === undefined) return { unreadable: 'the body is neither a text nor bytes' };
  const { ttl, durable, delivery_count: count, content_type: contentType } = message;
  return {
    id: idOf(message.message_id),
    contentType: typeof contentType === 'string' ? contentType : undefined,
    durable: durable === true,
    ttlMs: typeof ttl === 'number' && ttl > 0 ? ttl : undefined,
    deliveryCount: typeof count === 'number' ? count : 0,
    properties: propertiesOf(message.application_properties),
    body,
  };
}

function bodyOf(body: unknown): string | Buffer | undefined {
  if (typeof body === 'string') return body;
  if (Buffer.isBuffer(body)) return body;
  if (typeof body !== 'object' || body === null || !('content' in body)) return undefined;
  const { typecode, content } = body as { readonly typecode?: unknown; readonly content: unknown };
  if (typecode !== DATA) return undefined;
  const pieces = Array.isArray(content) ? content : [content];
  return pieces.every((each) => Buffer.isBuffer(each)) ? Buffer.concat(pieces) : undefined;
}

function idOf(id: unknown): string {
  if (Buffer.isBuffer(id)) return id.toString('hex').toUpperCase();
  return id === undefined || id === null ? '' : String(id);
}

/** Maps, lists and bytes are no application properties of the standard (part 3, 3.2.5), and are left out. */
function propertiesOf(found: unknown): Readonly<Record<string, PropertyValue>> {
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => {
      const plain: unknown = value instanceof Date ? value.toISOString() : value;
      const kept = typeof plain === 'string' || typeof plain === 'number' || plain === true;
      return kept || plain === false ? [[name, plain as PropertyValue]] : [];
    }),
  );
}
