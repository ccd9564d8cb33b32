/** A piece of code on a page. */
export interface Block {
  /** The line of the page that its first line stands on, from 1. */
  readonly line: number;
  /** What stands behind the fence; empty for a block that is indented. */
  readonly language: string;
  readonly text: string;
  /** Why it is not run, as an HTML comment before it says: `<!-- not run: why -->`, or `<!-- docker: why -->`. */
  readonly notRun: string | undefined;
  /** Whether it is one command that stays up while the rest of the page is done: `<!-- stays up -->`. */
  readonly staysUp?: boolean;
}

export interface Page {
  readonly blocks: readonly Block[];
  /** Code within sentences, with its line. */
  readonly inline: readonly { readonly line: number; readonly text: string }[];
  readonly links: readonly { readonly line: number; readonly target: string }[];
  readonly anchors: ReadonlySet<string>;
}

/** Takes a page of Markdown apart, as far as our pages go. */
export function readPage(text: string): Page {
  const blocks: Block[] = [];
  const inline: { line: number; text: string }[] = [];
  const links: { line: number; target: string }[] = [];
  const anchors = new Set<string>();
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  let notRun: string | undefined;
  let staysUp = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const fence = /^( *)```+(\S*)/.exec(line);
    if (fence) {
      const end = lines.findIndex((each, index) => index > at && /^ *```+\s*$/.test(each));
      const inside = lines.slice(at + 1, end < 0 ? undefined : end);
      const text = inside.map((each) => each.slice(fence[1]?.length)).join('\n');
      blocks.push({
        line: at + 2,
        language: fence[2] ?? '',
        text,
        notRun,
        ...(staysUp && { staysUp }),
      });
      notRun = undefined;
      staysUp = false;
      at = end < 0 ? lines.length : end;
      continue;
    }
    if (/^ {4}/.test(line)) {
      blocks.push({ line: at + 1, language: '', text: line.trim(), notRun: undefined });
      continue;
    }
    const mark = /^<!-- (?:not run|docker): (.+) -->$/.exec(line);
    if (mark) notRun = mark[1];
    if (line === '<!-- stays up -->') staysUp = true;
    const heading = /^#+ +(.+)$/.exec(line);
    if (heading) anchors.add(unused(anchors, anchorOf(heading[1] as string)));
    for (const [, code = ''] of line.matchAll(/`([^`]+)`/g)) {
      inline.push({ line: at + 1, text: code });
    }
    for (const [, target = ''] of line.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      links.push({ line: at + 1, target });
    }
  }
  return { blocks, inline, links, anchors };
}

/** The anchor that a heading gets where Markdown is shown: lower case, blanks to hyphens, signs left out. */
export function anchorOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function unused(anchors: ReadonlySet<string>, wanted: string): string {
  let name = wanted;
  for (let count = 1; anchors.has(name); count++) name = `${wanted}-${count}`;
  return name;
}
