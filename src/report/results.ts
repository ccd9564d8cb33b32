import type { Basis, Finding } from '../domain/finding.ts';

export type { Basis };

/**
 * What a scenario came to. `fail` is the system's, `error` is ours; `skip` names the hook that is missing;
 * `notApplicable` the role or ability that the system does not claim; `report` a departure from what is only
 * inferred, which fails nobody.
 */
export type Verdict = 'pass' | 'fail' | 'error' | 'skip' | 'notApplicable' | 'report';

export const VERDICTS: readonly Verdict[] = [
  'pass',
  'fail',
  'error',
  'skip',
  'notApplicable',
  'report',
];

/** One step of a scenario: what was expected, and what was seen. */
export interface StepResult {
  /** The step as the feature file has it, keyword included. */
  readonly text: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'not-reached';
  /** What the system did; which of several right answers it chose. */
  readonly observed: readonly string[];
}

/** One message of a scenario, for timelines. Never its content. */
export interface TimelineMessage {
  /** Of the journal entry that is its evidence. */
  readonly sequence: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Milliseconds after the first message of the scenario. */
  readonly afterMs: number;
  readonly from: 'system' | 'counterpart' | 'stranger' | 'spine';
  /** What it is to the transfer: `request`, `extract`, `continue`, `fragment`, `final-acknowledgement` ... */
  readonly role: string;
  readonly interaction: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly hl7Id?: string | undefined;
  /** Response code of an acknowledgement that refuses. */
  readonly code?: string | undefined;
  readonly bytes: number;
  /** `false` when Spine refused it: it came no further. */
  readonly taken?: boolean | undefined;
  /** What was done to it on purpose, and what became of it when that was not delivery. */
  readonly remarks: readonly string[];
}

/** A departure that is known of real systems and tolerated: D1 to D9 of gp2gp 1.5. */
export interface ToleratedDeviation {
  readonly id: string;
  readonly text: string;
  readonly sequence: number | undefined;
}

/** What the baseline says of a scenario. Its verdict is what it is all the same. */
export interface BaselineMark {
  /**
   * `new`: it fails and is not in the baseline; `different`: it is, but failed in another way, which counts as new; `known`:
   * it failed as the baseline has it; `fixed`: it is in the baseline and passes; `not-judged`: it is, and was left out.
   */
  readonly status: 'new' | 'different' | 'known' | 'fixed' | 'not-judged';
  /** The day since when the failure is known. */
  readonly since?: string | undefined;
  readonly note?: string | undefined;
  /** Of `different`: what is not as it is known. */
  readonly otherwise?: string | undefined;
}

/** The baseline that results were held against. */
export interface BaselineFacts {
  /** Over its entries: shards of one run have the same. */
  readonly sha256: string;
  readonly entries: number;
  /** Ids of the baseline that are no scenario of this run. */
  readonly notPlayed: readonly string[];
}

export interface ScenarioResult {
  /** `GP2GP-REQ-078`, `MHS-B-03`. */
  readonly id: string;
  readonly title: string;
  readonly feature: string;
  readonly role: 'requester' | 'sender' | 'either';
  readonly basis: Basis;
  readonly requirements: readonly string[];
  readonly verdict: Verdict;
  /** One line: why it is not a pass; of a pass, which answer was chosen where several are right. */
  readonly reason: string | undefined;
  readonly steps: readonly StepResult[];
  readonly timeline: readonly TimelineMessage[];
  readonly findings: readonly (Finding & { readonly sequence: number })[];
  readonly tolerated: readonly ToleratedDeviation[];
  /** By gp2gp 5.3, one for each conversation that began with a request. */
  readonly outcomes: readonly {
    readonly conversationId: string;
    readonly status: string;
    readonly reason: string | undefined;
  }[];
  readonly seed: number;
  /** The command that runs this scenario again in the same way. */
  readonly replay: string;
  /** In merged results, the shard whose journal the sequences are of: `2/4`. */
  readonly shard?: string | undefined;
  /** Absent where there was no baseline, and where it has nothing to say. */
  readonly baseline?: BaselineMark | undefined;
  readonly startedAt: string;
  readonly durationMs: number;
}

export type Summary = Readonly<Record<Verdict, number>>;

export interface Requirement {
  readonly id: string;
  /** The clause it stands in: `gp2gp 3.10 L3`, `mhs 5.5 B2`. */
  readonly clause: string;
  readonly title: string;
}

/** Everything that a run came to: what every report is made from. */
export interface RunResults {
  /** Of the form, not of the product. */
  readonly schemaVersion: 1;
  readonly product: { readonly name: 'spinebox'; readonly version: string };
  /** Absent in merged results, and in those of versions that gave runs no name. */
  readonly run?: { readonly id: string } | undefined;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  readonly shard: string | undefined;
  readonly system: {
    readonly name: string;
    readonly odsCode: string;
    readonly partyKey: string;
    readonly asid: string;
    readonly roles: readonly ('requester' | 'sender')[];
    readonly hooks: readonly string[];
    /**
     * Where it was judged: `adaptor` behind an MHS adaptor that spinebox played, whose door then stands for the
     * system's. Absent in results of versions that knew one boundary.
     */
    readonly boundary?: 'mhs' | 'adaptor' | undefined;
  };
  /** Whether the XSDs judged too; without them those checks are not run, never passed. */
  readonly schemas: 'run' | 'not-run';
  /** Checks that were not run, with the reason. */
  readonly notRun: readonly { readonly check: string; readonly because: string }[];
  readonly summary: Summary;
  /** Absent where there was none. */
  readonly baseline?: BaselineFacts | undefined;
  readonly scenarios: readonly ScenarioResult[];
  readonly requirements: readonly Requirement[];
  /**
   * The evidence: how many entries, and the last link of the hash chain over them. Of merged results the sum, and
   * SHA-256 over the chains of the shards, a line each in their order.
   */
  readonly journal: { readonly entries: number; readonly chain: string };
  /** What was merged, in order of the shards; absent in the results of one run. */
  readonly shards?: readonly ShardFacts[] | undefined;
}

/** One of the runs that results were merged from. */
export interface ShardFacts {
  /** `2/4`. */
  readonly shard: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly journal: { readonly entries: number; readonly chain: string };
}
