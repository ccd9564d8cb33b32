import { short } from '../place/excerpt.ts';
import { LEFT_OUT, withoutNumbers } from '../place/mask.ts';
import type { Difference, DiffOptions, SemanticDiff } from './difference.ts';
import { type IdsUsed, idsUsed } from './ids-used.ts';
import { plainText, timeForm, withoutIds } from './value-form.ts';

/** Collects differences, not more than are listed. */
export interface Teller {
  readonly options: DiffOptions;
  readonly ids: IdsUsed;
  tell(difference: Difference): void;
  /** Compares two values that stand at the same place; `undefined` for none. */
  compare(compared: Compared): void;
  end(): SemanticDiff;
}

export interface Compared {
  readonly path: string;
  /** The local name of the element that they stand in: what is a time depends on it. */
  readonly element: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
  readonly where: Difference['where'];
  /** Whether the values can be data of people. */
  readonly ofPeople: boolean;
}

const MOST = 200;
const LONGEST = 100;

export function openTeller(options: DiffOptions): Teller {
  const { most = MOST } = options;
  const listed: Difference[] = [];
  let all = 0;
  const ids = idsUsed();
  const tell = (difference: Difference) => {
    all++;
    if (listed.length < most) listed.push(difference);
  };
  const shown = (text: string | undefined, { ofPeople }: Compared, other?: string) => {
    if (text === undefined) return undefined;
    if (ofPeople && !options.values) return hidden(text, other);
    if (options.values) return aroundDifference(text, other);
    const kept = withoutNumbers(text);
    return kept === LEFT_OUT ? 'an NHS number' : aroundDifference(kept, other);
  };
  return {
    options,
    ids,
    tell,
    compare(compared) {
      const { path, where, element } = compared;
      const was = compared.was === undefined ? undefined : plainText(compared.was);
      const is = compared.is === undefined ? undefined : plainText(compared.is);
      if (was === is && (was === undefined || options.ids)) return;
      if (was === undefined || is === undefined) {
        const kind = was === undefined ? 'added' : 'removed';
        tell({ kind, path, was: shown(was, compared), is: shown(is, compared), where });
        return;
      }
      if (!options.times && sameForm(was, is, element)) return;
      const [a, b] = options.ids ? [bare(was), bare(is)] : [withoutIds(was), withoutIds(is)];
      if (a.form !== b.form) {
        const told = { was: shown(was, compared, is), is: shown(is, compared, was) };
        tell({ kind: 'changed', path, ...told, where });
        return;
      }
      for (const [at, id] of a.ids.entries()) {
        const other = b.ids[at] ?? '';
        const first = ids.meet(id, other, path);
        if (first === undefined) continue;
        tell({ kind: 'reference', path, was: `${id}, as at ${first}`, is: other, where });
        return;
      }
    },
    end: () => ({ same: all === 0, differences: listed, more: all - listed.length }),
  };
}

function sameForm(was: string, is: string, element: string): boolean {
  const form = timeForm(was, element);
  return form !== undefined && form === timeForm(is, element);
}

function bare(text: string) {
  return { form: text, ids: [] as readonly string[] };
}

/** What can be data of a person is told by its length, and by where it begins to differ. */
function hidden(text: string, other: string | undefined): string {
  const length = `${text.length} characters`;
  if (other === undefined) return length;
  return `${length}, differing from character ${firstDifference(text, other) + 1} on`;
}

/** A long text is shown from shortly before the place in which it differs. */
function aroundDifference(text: string, other = ''): string {
  const at = firstDifference(text, other);
  if (text.length <= LONGEST || at < LONGEST / 2) return short(text, LONGEST);
  return `${LEFT_OUT}${short(text.slice(at - BEFORE), LONGEST)}`;
}

const BEFORE = 30;

function firstDifference(text: string, other: string): number {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return at;
}
