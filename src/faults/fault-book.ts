import { BoundedMap } from '../platform/bounded-map.ts';
import type { Random } from '../platform/random.ts';
import type { FaultAction, FaultRule, FaultSubject, InjectedFault } from './fault.ts';

/** Which faults a request meets. Counts attempts, so it is asked once for each request. */
export interface FaultBook {
  /** In the order of the rules. */
  meet(subject: FaultSubject): readonly InjectedFault[];
  /** Counts from the beginning again. */
  reset(): void;
}

/** Counters beyond this many are forgotten, the oldest first: memory stays bounded under any load. */
const MOST_COUNTERS = 100_000;
/** Of what a peer wrote for a code; no code is as long. */
const MOST_LETTERS = 100;

/** A book over the rules in force. They may change between requests; counts go by the rule's name. */
export function faultBook(rules: () => readonly FaultRule[]): FaultBook {
  const counters = new BoundedMap<string, number>(MOST_COUNTERS);
  const count = (
    rule: FaultRule,
    { caller = '', nhsNumber = '', ods = '', mailboxes = [] }: FaultSubject,
  ) => {
    const told = [caller, nhsNumber, ods, ...mailboxes].map((text) => text.slice(0, MOST_LETTERS));
    const key = JSON.stringify([rule.name, ...told]);
    const attempt = (counters.get(key) ?? 0) + 1;
    counters.delete(key);
    counters.set(key, attempt);
    return attempt;
  };
  return {
    meet(subject) {
      const found: InjectedFault[] = [];
      for (const rule of rules()) {
        if (!meets(rule, subject)) continue;
        if (rule.attempts) {
          const attempt = count(rule, subject);
          const { from, to = Number.POSITIVE_INFINITY } = rule.attempts;
          if (attempt < from || attempt > to) continue;
        }
        for (const action of rule.actions) found.push({ rule: rule.name, action });
      }
      return found;
    },
    reset: () => counters.clear(),
  };
}

function meets({ faces, when }: FaultRule, subject: FaultSubject): boolean {
  if (faces && !faces.includes(subject.face)) return false;
  const holds = (wanted: readonly string[] | undefined, value: string | undefined) =>
    wanted === undefined ||
    (value !== undefined && wanted.some((each) => each.toUpperCase() === value.toUpperCase()));
  const holdsAny = (
    wanted: readonly string[] | undefined,
    values: readonly string[] | undefined = [],
  ) => wanted === undefined || values.some((value) => holds(wanted, value));
  return (
    holds(when.nhsNumber, subject.nhsNumber) &&
    holds(when.caller, subject.caller) &&
    holds(when.operation, subject.operation) &&
    holds(when.ods, subject.ods) &&
    holdsAny(when.mailbox, subject.mailboxes) &&
    holdsAny(when.message, subject.messages)
  );
}

/** The first fault of one of the kinds. */
export function faultOf<K extends FaultAction['kind']>(
  faults: readonly InjectedFault[],
  ...kinds: readonly K[]
): (Extract<FaultAction, { kind: K }> & { readonly rule: string }) | undefined {
  for (const { rule, action } of faults) {
    if ((kinds as readonly string[]).includes(action.kind))
      return { ...(action as Extract<FaultAction, { kind: K }>), rule };
  }
  return undefined;
}

/** How long the faults hold an answer back, milliseconds. */
export function delayOf(faults: readonly InjectedFault[], random: Random): number {
  let total = 0;
  for (const { action } of faults) {
    if (action.kind === 'delay') total += action.ms;
    if (action.kind === 'latency') total += drawn(action, random.next());
  }
  return total;
}

/** A draw from a distribution that is known by its percentiles: straight lines between them. */
function drawn(
  { p50, p95, p99, max }: Extract<FaultAction, { kind: 'latency' }>,
  share: number,
): number {
  const points = [
    [0, 0],
    [0.5, p50],
    [0.95, p95],
    [0.99, p99],
    [1, max],
  ] as const;
  for (let at = 1; at < points.length; at++) {
    const [low, from] = points[at - 1] ?? [0, 0];
    const [high, to] = points[at] ?? [1, max];
    if (share <= high) return Math.round(from + ((share - low) / (high - low)) * (to - from));
  }
  return max;
}
