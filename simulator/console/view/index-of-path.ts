import { localName, xmlTokens } from './xml-tokens.ts';

interface Step {
  readonly name: string;
  /** Which of its siblings of that name, counted from 1; the first unless told. */
  readonly nth: number | undefined;
}

interface Level {
  readonly name: string;
  readonly nth: number;
  /** How many children of each name have come. */
  readonly children: Map<string, number>;
}

/** As many elements are looked at. */
const MOST_ELEMENTS = 200_000;

/**
 * Index of the start tag that a path names as findings do: `MessageHeader/CPAId`, `Manifest/Reference[2]`. The path may
 * begin anywhere in the tree; names are compared without prefixes. Where the last of it is missing, the tag that it
 * should stand in; `undefined` when nothing of it is there.
 */
export function indexOfPath(text: string, path: string): number | undefined {
  const steps = stepsOf(path);
  if (steps.length === 0) return undefined;
  const open: Level[] = [];
  const top = new Map<string, number>();
  let best: { index: number; steps: number } | undefined;
  let seen = 0;
  for (const { kind, name, start } of xmlTokens(text)) {
    if (kind === 'close') open.pop();
    if (kind !== 'open' && kind !== 'empty') continue;
    if (++seen > MOST_ELEMENTS) break;
    const local = localName(name);
    const siblings = open.at(-1)?.children ?? top;
    const nth = (siblings.get(local) ?? 0) + 1;
    siblings.set(local, nth);
    const level = { name: local, nth, children: new Map<string, number>() };
    const length = matched([...open.slice(-steps.length), level], steps);
    if (length === steps.length) return start;
    if (length > (best?.steps ?? 0)) best = { index: start, steps: length };
    if (kind === 'open') open.push(level);
  }
  return best?.index;
}

/** How many of the first steps the innermost levels are. */
function matched(levels: readonly Level[], steps: readonly Step[]): number {
  for (let length = Math.min(levels.length, steps.length); length > 0; length--) {
    const inner = levels.slice(-length);
    const fits = inner.every((level, index) => {
      const step = steps[index];
      return step && step.name === level.name && (step.nth ?? level.nth) === level.nth;
    });
    if (fits) return length;
  }
  return 0;
}

/** `Service, Action` names two: the first is shown. Attributes stand in the tag of their element. */
function stepsOf(path: string): readonly Step[] {
  const [first = ''] = path.split(',');
  const steps: Step[] = [];
  for (const part of first.split('/')) {
    const found = /^([\w.:-]+)(?:\[(\d+)\])?/.exec(part.trim());
    if (!found) continue;
    const [, name = '', nth] = found;
    steps.push({ name: localName(name), nth: nth === undefined ? undefined : Number(nth) });
  }
  return steps;
}
