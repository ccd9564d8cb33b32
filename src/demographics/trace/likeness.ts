/** Names longer than this are compared by their beginning: the work grows with the square. */
const LONGEST = 70;

/** How alike two names are, from 0 to 1, by Jaro and Winkler: letters in common, in order, and a common beginning. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const a = one.slice(0, LONGEST);
  const b = other.slice(0, LONGEST);
  const jaro = jaroOf(a, b);
  let common = 0;
  while (common < Math.min(4, a.length, b.length) && a[common] === b[common]) common++;
  return jaro + common * 0.1 * (1 - jaro);
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const inA: string[] = [];
  for (let at = 0; at < a.length; at++) {
    const to = Math.min(b.length - 1, at + reach);
    for (let there = Math.max(0, at - reach); there <= to; there++) {
      if (taken.has(there) || a[at] !== b[there]) continue;
      taken.add(there);
      inA.push(a[at] ?? '');
      break;
    }
  }
  if (inA.length === 0) return 0;
  const inB = [...taken].sort((x, y) => x - y).map((at) => b[at]);
  const moved = inA.filter((letter, at) => letter !== inB[at]).length / 2;
  const shared = inA.length;
  return (shared / a.length + shared / b.length + (shared - moved) / shared) / 3;
}
