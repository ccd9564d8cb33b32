import type { Edit } from './step-shape.ts';

/** What names the place of something in a text of XML. */
interface Place {
  readonly start: number;
  readonly end: number;
  /** Of the start tag. */
  readonly tagEnd: number;
}

/**
 * Changes a text as a scenario says. What a change cannot find it leaves alone: then the change is told as having
 * found nothing.
 */
export function editText(
  text: string,
  edit: Edit,
): { readonly text: string; readonly found: boolean } {
  const { replace, pattern, remove, set, insert, truncate, pad, nest } = edit;
  if (replace !== undefined) {
    return { text: text.replaceAll(replace, () => edit.with ?? ''), found: text.includes(replace) };
  }
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'g');
    const found = expression.test(text);
    expression.lastIndex = 0;
    return { text: text.replace(expression, edit.with ?? ''), found };
  }
  if (remove !== undefined) {
    const place = findElement(text, remove);
    if (!place) return { text, found: false };
    return { text: text.slice(0, place.start) + text.slice(place.end), found: true };
  }
  if (set !== undefined) return setAttribute(text, set, edit.to ?? '');
  if (truncate !== undefined) {
    const keep = truncate < 1 ? Math.floor(text.length * truncate) : truncate;
    return { text: text.slice(0, keep), found: keep < text.length };
  }
  if (pad !== undefined) {
    return { text: text.padEnd(pad, ' '), found: pad > text.length };
  }
  const added = nest === undefined ? (insert ?? '') : nested(nest);
  return insertBeside(text, added, edit);
}

function nested(depth: number): string {
  return '<component>'.repeat(depth) + '</component>'.repeat(depth);
}

function insertBeside(text: string, added: string, { before, after }: Edit) {
  const marker = before ?? after ?? '';
  const at = text.indexOf(marker);
  if (at < 0) return { text, found: false };
  const place = before === undefined ? at + marker.length : at;
  return { text: text.slice(0, place) + added + text.slice(place), found: true };
}

function setAttribute(text: string, path: string, value: string) {
  const [elements = '', attribute = ''] = path.split('@');
  const place = findElement(text, elements);
  if (!place || attribute === '') return { text, found: false };
  const tag = text.slice(place.start, place.tagEnd);
  const pattern = new RegExp(`(\\s${attribute.replaceAll('.', '\\.')}\\s*=\\s*)("[^"]*"|'[^']*')`);
  const written = `"${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
  if (!pattern.test(tag)) return { text, found: false };
  const changed = tag.replace(pattern, (_, head: string) => head + written);
  return { text: text.slice(0, place.start) + changed + text.slice(place.tagEnd), found: true };
}

const TAG = /<(\/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;

/**
 * The first element whose path ends with the names given; prefixes do not count. For texts that we wrote
 * ourselves: comments and CDATA are not looked for.
 */
function findElement(text: string, path: string): Place | undefined {
  const wanted = path.split('/').filter((step) => step !== '');
  const stack: string[] = [];
  let open: { start: number; tagEnd: number; depth: number } | undefined;
  for (const match of text.matchAll(TAG)) {
    const [whole, closing, qualified = '', , empty] = match;
    const at = match.index;
    if (closing) {
      if (open && stack.length === open.depth) {
        return { start: open.start, tagEnd: open.tagEnd, end: at + whole.length };
      }
      stack.pop();
      continue;
    }
    stack.push(qualified.split(':').at(-1) ?? qualified);
    if (!open && endsWith(stack, wanted)) {
      const tagEnd = at + whole.length;
      if (empty) return { start: at, tagEnd, end: tagEnd };
      open = { start: at, tagEnd, depth: stack.length };
    }
    if (empty) stack.pop();
  }
  return undefined;
}

function endsWith(stack: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0 || wanted.length > stack.length) return false;
  return wanted.every((name, n) => stack[stack.length - wanted.length + n] === name);
}
