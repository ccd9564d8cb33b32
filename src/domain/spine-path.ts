import type { Pattern } from './contract.ts';

const FORWARD: readonly Pattern[] = ['forward-reliable', 'forward-end-party', 'forward-express'];

/** The paths that Spine serves and the patterns that may come there (mhs 1.1). */
const PATHS: ReadonlyMap<string, readonly Pattern[]> = new Map<string, readonly Pattern[]>([
  ['/reliablemessaging/reliablerequest', ['asynchronous-reliable']],
  ['/reliablemessaging/queryrequest', ['asynchronous-express']],
  ['/reliablemessaging/forwardreliable', FORWARD],
  ['/reliablemessaging/intermediary', FORWARD],
  ['/sync-service', ['synchronous']],
  ['/syncservice-pds/pds', ['synchronous']],
  ['/syncservice-lrs/acf', ['synchronous']],
  ['/syncservice-psis/psis', ['synchronous']],
]);

export const SPINE_PATHS: readonly string[] = [...PATHS.keys()];

/** The patterns that may be posted to a path; `undefined` where Spine serves nothing. */
export function patternsAt(path: string): readonly Pattern[] | undefined {
  return PATHS.get(path.toLowerCase());
}

/** The path for a pattern. */
export function pathOf(pattern: Pattern): string {
  if (pattern === 'asynchronous-reliable') return '/reliablemessaging/reliablerequest';
  if (pattern === 'asynchronous-express') return '/reliablemessaging/queryrequest';
  return pattern === 'synchronous' ? '/sync-service' : '/reliablemessaging/forwardreliable';
}
