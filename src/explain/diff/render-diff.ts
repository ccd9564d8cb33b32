import type { Difference, SemanticDiff } from './difference.ts';

const SIGN: Readonly<Record<Difference['kind'], string>> = {
  changed: '~',
  added: '+',
  removed: '-',
  moved: '>',
  reference: '#',
};

/** The differences of two messages as text. */
export function renderDiff({ same, differences, more }: SemanticDiff): string {
  if (same) return 'No difference.';
  const lines = differences.flatMap(({ kind, path, was, is, where }) => [
    `${SIGN[kind]} ${path}${placeOf(where)}`,
    ...(was === undefined ? [] : [`    was ${was}`]),
    ...(is === undefined ? [] : [`    is  ${is}`]),
  ]);
  const all = differences.length + more;
  const count = `${all} difference${all === 1 ? '' : 's'}${more > 0 ? `, ${more} of them not listed` : ''}.`;
  return [...lines, count].join('\n');
}

function placeOf(where: Difference['where']): string {
  if (where?.line !== undefined) return `  (line ${where.line}, column ${where.column})`;
  return where?.offset === undefined ? '' : `  (byte ${where.offset})`;
}
