/** A form or a query as sent: the first value of each name, and the names that came more than once. */
export interface Form {
  readonly values: ReadonlyMap<string, string>;
  readonly repeated: readonly string[];
}

/** More parameters than this are not looked at: no request of the protocols served here has as many. */
const MOST_PARAMETERS = 200;

/** Reads `application/x-www-form-urlencoded` text. Whatever the characters, there is an answer. */
export function readForm(text: string): Form {
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > MOST_PARAMETERS) break;
    if (values.has(name)) repeated.add(name);
    else values.set(name, value);
  }
  return { values, repeated: [...repeated] };
}

/** A parameter that says something: absent and empty are the same (RFC 6749 section 3.1). */
export function parameter({ values }: Form, name: string): string | undefined {
  return values.get(name) || undefined;
}
