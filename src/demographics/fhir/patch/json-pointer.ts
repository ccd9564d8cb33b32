/** The steps of a JSON Pointer (RFC 6901); `undefined` for text that is none. */
export function parsePointer(text: string): readonly string[] | undefined {
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function isIndex(step: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(step);
}

/** Items of these lists are known by their object id, those of `extension` by their url. */
const LISTS: ReadonlySet<string> = new Set([
  'name',
  'address',
  'telecom',
  'contact',
  'generalPractitioner',
  'extension',
]);

/** The item of a list of the patient in which a path ends: `/name/0` of `/name/0/given/1`. */
export function itemOf(
  path: readonly string[],
): readonly [list: string, index: string] | undefined {
  const [list = '', index = ''] = path;
  return LISTS.has(list) && isIndex(index) ? [list, index] : undefined;
}

export function isAddition(path: readonly string[]): boolean {
  return path.length === 2 && LISTS.has(path[0] ?? '') && path[1] === '-';
}
