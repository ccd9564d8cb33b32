/** A content id or the `start` of a Content-Type as comparable text: trimmed, without brackets. */
export function withoutBrackets(id: string): string {
  const text = id.trim();
  return text.startsWith('<') && text.endsWith('>') ? text.slice(1, -1).trim() : text;
}

/**
 * The content id that a `cid:` reference means, RFC 2392: percent signs undone; `undefined` for
 * any other reference. A percent sign that escapes nothing is left as it is.
 */
export function contentIdOf(href: string): string | undefined {
  if (!/^cid:/i.test(href)) return undefined;
  const id = href.slice(4);
  if (!id.includes('%')) return withoutBrackets(id);
  try {
    return withoutBrackets(decodeURIComponent(id));
  } catch {
    return withoutBrackets(id);
  }
}

/** How two content ids agree; brackets never matter. Case is a tolerance of ours (mhs 3.1). */
export type IdMatch = 'exact' | 'ignoring-case';

export function matchContentIds(one: string, other: string): IdMatch | undefined {
  const left = withoutBrackets(one);
  const right = withoutBrackets(other);
  if (left === right) return 'exact';
  return left.toLowerCase() === right.toLowerCase() ? 'ignoring-case' : undefined;
}

/** How a `cid:` reference agrees with the content id of a part; `undefined` when it does not. */
export function matchReference(href: string, contentId: string): IdMatch | undefined {
  const id = contentIdOf(href);
  return id === undefined ? undefined : matchContentIds(id, contentId);
}
