import type { Random } from '../platform/random.ts';
import type { SendAction } from './step-shape.ts';
import type { WirePart } from './wire-part.ts';

type Choice = Pick<SendAction, 'order' | 'only' | 'except'>;

/** The parts that are to be sent, in the order that is asked for. What no manifest announces goes when it is named. */
export function inOrder(
  all: readonly WirePart[],
  { order = 'as-announced', only, except }: Choice,
  random: Random,
): readonly WirePart[] {
  const named = (names: readonly string[]) => (part: WirePart) =>
    names.includes(part.label) || names.includes(part.document.label);
  const announced = all.filter(({ document }) => document.shape.announced !== 'nobody');
  const wanted = only ? all.filter(named(only)) : announced;
  const left = except ? wanted.filter((part) => !named(except)(part)) : wanted;
  if (typeof order !== 'string') return listed(left, all, order);
  switch (order) {
    case 'as-announced':
      return left;
    case 'reversed':
      return left.toReversed();
    case 'indexes-last': {
      const isIndex = ({ kind }: WirePart) => kind === 'index';
      return [...left.filter((part) => !isIndex(part)), ...left.filter(isIndex)];
    }
    case 'shuffled':
      return shuffled(left, random);
    case 'interleaved':
      return interleaved(left);
  }
}

/** `index`, `0`, `1` are of the only document in chunks. */
function listed(
  left: readonly WirePart[],
  all: readonly WirePart[],
  order: readonly (string | number)[],
): readonly WirePart[] {
  const inChunks = new Set(all.filter(({ kind }) => kind === 'index').map((part) => part.document));
  const [only] = inChunks.size === 1 ? inChunks : [];
  return order.flatMap((each) => {
    const short = only && `${only.label}/${each}`;
    const found = all.filter(({ label }) => label === String(each) || label === short);
    // A whole document by its name stands for all of its messages.
    const whole = left.filter(({ document }) => document.label === each);
    if (found.length > 0 || whole.length > 0) return found.length > 0 ? found : whole;
    throw new RangeError(`the order names "${each}", and there is no such message`);
  });
}

function shuffled(parts: readonly WirePart[], random: Random): readonly WirePart[] {
  const left = [...parts];
  const out: WirePart[] = [];
  while (left.length > 0) out.push(...left.splice(random.int(0, left.length - 1), 1));
  return out;
}

/** One of each document in turn. */
function interleaved(parts: readonly WirePart[]): readonly WirePart[] {
  const lines = [...Map.groupBy(parts, ({ document }) => document).values()].map((line) => [
    ...line,
  ]);
  const out: WirePart[] = [];
  while (lines.some((line) => line.length > 0)) {
    for (const line of lines) out.push(...line.splice(0, 1));
  }
  return out;
}
