import { attributeKey } from '../../../src/directory/entry-view.ts';
import { attributeType, familyOf } from '../../../src/directory/schema/schema.ts';

/** Which attributes of an entry are answered, and how they are spelt (sds-ods 1.7). */
export interface AttributeSelection {
  /** No values, only the names. */
  readonly typesOnly: boolean;
  /** What it costs to remember it, roughly. */
  readonly bytes: number;
  /** Whether the question touches anything that the server, not the entry, knows. */
  readonly wantsOperational: boolean;
  /** The name to answer an attribute under; nothing when it is not wanted. */
  nameOf(attribute: string): string | undefined;
}

export interface SelectionRequest {
  readonly attributes: readonly string[];
  readonly typesOnly: boolean;
  readonly spelling: 'schema' | 'requested';
}

const NO_ATTRIBUTES = '1.1';
/** What a name costs beside its letters, roughly. */
const NAME_BYTES = 100;
const MOST_KEPT = 500;
/** Of one: far more than the longest list of a real client. */
const MOST_BYTES = 16 * 1024;

/** Clients ask for the same few lists over and over: one object for each, which answers may be kept by. */
export function selections(): (request: SelectionRequest) => AttributeSelection {
  let kept = new Map<string, AttributeSelection>();
  return (request) => {
    // A name from a peer may hold anything, so that only quotes part one from the next.
    const key = JSON.stringify([request.spelling, request.typesOnly, ...request.attributes]);
    const known = kept.get(key);
    if (known) return known;
    // Lists come from peers: what is remembered of them is bounded.
    const made = attributeSelection(request);
    if (made.bytes > MOST_BYTES) return made;
    if (kept.size >= MOST_KEPT) kept = new Map();
    kept.set(key, made);
    return made;
  };
}

/** RFC 4511 section 4.5.1.8: nothing and `*` are all user attributes, `+` all others, `1.1` none. */
export function attributeSelection(request: SelectionRequest): AttributeSelection {
  const { attributes, typesOnly, spelling } = request;
  const allUser = attributes.length === 0 || attributes.includes('*');
  const allOperational = attributes.includes('+');
  /** The requested spelling by the key of the attribute. Unknown names find nothing, and are no error. */
  const named = new Map<string, string>();
  for (const name of attributes) {
    if (name === '*' || name === '+' || name === NO_ATTRIBUTES) continue;
    for (const key of keysOf(name)) if (!named.has(key)) named.set(key, name);
  }
  const namesOperational = [...named.keys()].some((key) => attributeType(key)?.usage);
  return {
    typesOnly,
    bytes: attributes.reduce((sum, name) => sum + name.length + NAME_BYTES, 0),
    wantsOperational: allOperational || namesOperational,
    nameOf(attribute) {
      const key = attributeKey(attribute);
      const requested = named.get(key);
      // A name that stands for several attributes spells none of them.
      const isSame = requested !== undefined && requested.toLowerCase() === key;
      if (isSame && spelling === 'requested') return requested;
      const type = attributeType(attribute);
      const wanted = requested !== undefined || (type?.usage ? allOperational : allUser);
      return wanted ? spelt(attribute, type?.name) : undefined;
    },
  };
}

/** A type, and those that refine it (RFC 4511 section 4.5.1.8); one with options is itself alone. */
function keysOf(name: string): readonly string[] {
  const type = attributeType(name);
  return type && !name.includes(';') ? familyOf(type) : [attributeKey(name)];
}

/** In the schema's spelling, options kept. */
function spelt(attribute: string, schemaName: string | undefined): string {
  if (schemaName === undefined) return attribute;
  const at = attribute.indexOf(';');
  return at < 0 ? schemaName : `${schemaName}${attribute.slice(at)}`;
}
