/**
 * JSON in the one form of RFC 8785: members by name in the order of their UTF-16 units, no white space, numbers and
 * texts as ECMAScript writes them. The same value gives the same characters on every machine, so that a digest over
 * them can be made again elsewhere. Members that are `undefined` are left out, as JSON has no word for them.
 *
 * @throws TypeError for what JSON cannot hold (a function, an infinite number): a fault of ours
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string')
    return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be written as JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be written as JSON`);
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonicalJson(each)}`);
  return `{${members.join(',')}}`;
}
