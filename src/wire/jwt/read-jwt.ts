type JsonObject = Readonly<Record<string, unknown>>;

/** A compact JWT taken apart. Nothing in it is believed before its signature is checked. */
export interface UnverifiedJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

const PART = /^[A-Za-z0-9_-]+$/;
const MOST_CHARACTERS = 65_536;

/**
 * Reads the compact form (RFC 7515 section 3.1): three parts of base64url, the first two JSON objects. An
 * unsigned token, whose third part is empty, is taken apart too: what it may do is the caller's business.
 *
 * @returns nothing when the text is no JWT
 */
export function readJwt(text: string): UnverifiedJwt | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const parts = text.split('.');
  const [first = '', second = '', third = ''] = parts;
  if (parts.length !== 3 || (third !== '' && !PART.test(third))) return undefined;
  const header = objectOf(first);
  const claims = objectOf(second);
  return header && claims ? { header, claims } : undefined;
}

function objectOf(part: string): JsonObject | undefined {
  if (!PART.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
