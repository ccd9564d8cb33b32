import type { Entry } from '../journal/entry.ts';
import type { EntryBodies } from './entry-bodies.ts';
import type { Problem } from './problem.ts';

/** The problems of an entry with what its answer refuses: told of the finding it was refused for, or by itself. */
export async function refusalProblems(
  { sequence, response, facts }: Entry,
  found: readonly Problem[],
  _bodies: EntryBodies,
): Promise<readonly Problem[]> {
  const status = response?.status ?? 0;
  if (status < 400) return found;
  const answer = `HTTP ${status}`;
  const cause = found.find(({ severity }) => severity === 'must');
  if (cause) return found.map((each) => (each === cause ? { ...each, answer } : each));
  return [
    ...found,
    {
      sequence,
      rule: String(status),
      title: `the request is refused with HTTP ${status}`,
      clause: 'RFC 9110 section 15',
      severity: 'must',
      expected: 'a request that can be answered',
      came: String(facts?.result ?? answer),
      where: undefined,
      nearest: undefined,
      change: 'See what the answer says.',
      answer,
    },
  ];
}
