import type { UpdateRequest } from './update-request.ts';

/** What a user must be allowed to do for an update: each kind of change asks for an activity of its own (pds-identity 4.5). */
export function deedsOf(update: UpdateRequest): readonly ('gp-update' | 'demographics')[] {
  const { names, addresses, telecoms, provisions } = update;
  const registers = provisions.some(({ item }) => item.code === '1');
  const changesMore =
    names.length + addresses.length + telecoms.length > 0 ||
    provisions.some(({ item }) => item.code !== '1') ||
    FACTS.some((fact) => update[fact] !== undefined);
  return [
    ...(registers ? (['gp-update'] as const) : []),
    ...(changesMore || !registers ? (['demographics'] as const) : []),
  ];
}

const FACTS = [
  ...(['gender', 'birthTime', 'birthOrder', 'deceasedTime', 'deathNotification'] as const),
  ...(['language', 'contactMethod', 'writtenFormat'] as const),
];
