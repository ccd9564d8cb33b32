import type { AmqpMessage, PropertyValue } from '../../../src/platform/amqp.ts';

/** Names of the fields of an AMQP message among the headers of an entry; application properties keep theirs. */
const PREFIX = 'amqp:';
/** Of an application property whose name is taken. */
const PROPERTY = 'amqp:property:';

/** The fields of a message as headers of an entry. */
export function headersOf(message: AmqpMessage): readonly (readonly [string, string])[] {
  const { id, contentType, durable, ttlMs, properties, body } = message;
  return [
    [`${PREFIX}message-id`, id],
    ...(contentType === undefined ? [] : [['content-type', contentType] as const]),
    [`${PREFIX}durable`, String(durable)],
    ...(ttlMs === undefined ? [] : [[`${PREFIX}ttl`, String(ttlMs)] as const]),
    [`${PREFIX}body`, typeof body === 'string' ? 'text' : 'data'],
    ...Object.entries(properties).map(([name, value]) => {
      const taken = name === 'content-type' || name.startsWith(PREFIX);
      return [taken ? `${PROPERTY}${name}` : name, written(value)] as const;
    }),
  ];
}

/** The message that has these headers, as it was. */
export function messageOf(
  headers: readonly (readonly [string, string])[],
  body: Buffer,
): AmqpMessage {
  const known = new Map(headers);
  const ttl = known.get(`${PREFIX}ttl`);
  return {
    id: known.get(`${PREFIX}message-id`) ?? '',
    contentType: known.get('content-type'),
    durable: known.get(`${PREFIX}durable`) === 'true',
    ttlMs: ttl === undefined ? undefined : Number(ttl),
    deliveryCount: 0,
    properties: Object.fromEntries(
      headers.flatMap(([name, value]) => {
        if (name.startsWith(PROPERTY)) return [[name.slice(PROPERTY.length), readValue(value)]];
        const isOwn = name === 'content-type' || name.startsWith(PREFIX);
        return isOwn ? [] : [[name, readValue(value)]];
      }),
    ),
    body: known.get(`${PREFIX}body`) === 'data' ? body : body.toString('utf8'),
  };
}

/** A text that reads as it is; numbers and truth values marked as what they are. */
function written(value: PropertyValue): string {
  if (typeof value !== 'string') return `=${JSON.stringify(value)}`;
  return value.startsWith('=') ? `=${JSON.stringify(value)}` : value;
}

function readValue(text: string): PropertyValue {
  return text.startsWith('=') ? (JSON.parse(text.slice(1)) as PropertyValue) : text;
}
