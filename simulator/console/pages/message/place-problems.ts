import type { Problem } from '../../../../src/explain/problem.ts';
import { type CodeView, codeView, type Flag } from './code-view.ts';
import { type Content, contentOf } from './content.ts';
import { innerContents } from './inner-contents.ts';
import type { LoadedSide } from './load-side.ts';
import { indexIn, type Spot, spotOf } from './locate.ts';
import { type PlacedProblem, WEIGHT } from './problem-cards.ts';
import type { SideView } from './side-section.ts';

export interface ShownTexts {
  /** `request-2`: this text alone. Without it, the texts that matter. */
  readonly show: string | undefined;
  /** Line to begin with, of the one text. */
  readonly from: number | undefined;
}

/** Texts that are shown unless one is asked for: the envelope and the payload. */
const FIRST_PARTS = [1, 2];
/** And so many more in which something is wrong. */
const MOST_OTHERS = 4;

/** Shows the texts of a side with the problems that lie in them, and tells where on the page each problem is. */
export async function placeProblems(
  side: LoadedSide,
  problems: readonly Problem[],
  shown: ShownTexts,
): Promise<Omit<SideView, 'raw'> & { readonly places: ReadonlyMap<Problem, string> }> {
  const own = problems.filter(({ where }) => where?.side === side.name);
  const spots = new Map<Problem, Spot>();
  for (const problem of own) {
    const spot = spotOf(problem, side);
    if (spot) spots.set(problem, spot);
  }
  const places = new Map<Problem, string>();
  const headers = new Set<number>();
  const parts = new Set<number>();
  for (const [problem, spot] of spots) {
    if (spot.kind === 'header') {
      headers.add(spot.index);
      places.set(problem, `#${side.name}-header-${spot.index}`);
    } else if (spot.kind === 'bytes') {
      places.set(problem, `?side=${side.name}&raw=${spot.offset}#${side.name}-bytes`);
    } else if (spot.part !== undefined) {
      if (problem.severity !== 'note') parts.add(spot.part);
      const text = `${side.name}-${spot.part}`;
      places.set(
        problem,
        spot.kind === 'part' ? `#${side.name}-part-${spot.part}` : `?show=${text}#${text}`,
      );
    }
  }
  const contents: { content: Content; view: CodeView | undefined }[] = [];
  for (const number of numbersOf(side, spots, shown)) {
    const content = await contentOf(side, number);
    if (!content || content.kind === 'nothing') continue;
    const inside = own.filter((problem) => {
      const spot = spots.get(problem);
      return spot?.kind === 'text' && spot.part === number;
    });
    const isAsked = shown.show === undefined || shown.show === content.id;
    if (isAsked)
      contents.push({ content, view: viewOf(content, inside, problems, shown.from, places) });
    for (const inner of innerContents(content))
      if (shown.show === undefined || shown.show === inner.id)
        contents.push({ content: inner, view: viewOf(inner, [], problems, shown.from, places) });
  }
  return { side, contents, headers, parts, places };
}

function numbersOf(
  side: LoadedSide,
  spots: ReadonlyMap<Problem, Spot>,
  { show }: ShownTexts,
): readonly (number | undefined)[] {
  if (show !== undefined) {
    const asked = new RegExp(`^${side.name}-(body|ebxml|payload|\\d{1,6})$`).exec(show)?.[1];
    if (asked === undefined) return [];
    return [/^\d/.test(asked) ? Number(asked) : undefined];
  }
  if (side.parts.length === 0) return [undefined];
  const others = [...spots.values()].flatMap((spot) =>
    spot.kind === 'text' && spot.part !== undefined && spot.part > 2 ? [spot.part] : [],
  );
  return [...FIRST_PARTS, ...[...new Set(others)].slice(0, MOST_OTHERS)];
}

function viewOf(
  content: Content,
  inside: readonly Problem[],
  all: readonly Problem[],
  from: number | undefined,
  places: Map<Problem, string>,
): CodeView | undefined {
  if (content.text === '') return undefined;
  const flagged = inside.flatMap((problem) => {
    const index = indexIn(content, problem);
    return index === undefined ? [] : [{ problem, flag: flagOf(problem, index, all) }];
  });
  const view = codeView(
    content,
    flagged.map(({ flag }) => flag),
    from,
  );
  for (const [index, { problem }] of flagged.entries()) {
    const anchor = view.anchors[index];
    if (anchor !== undefined) places.set(problem, `#${anchor}`);
  }
  return view;
}

function flagOf(problem: Problem, index: number, all: readonly Problem[]): Flag {
  const [tone] = WEIGHT[problem.severity];
  return { index, tone, rule: problem.rule, said: problem.came, number: all.indexOf(problem) + 1 };
}

export function placed(
  problems: readonly Problem[],
  places: readonly ReadonlyMap<Problem, string>[],
): readonly PlacedProblem[] {
  return problems.map((problem) => ({
    problem,
    anchor: places.map((each) => each.get(problem)).find((each) => each !== undefined),
  }));
}
