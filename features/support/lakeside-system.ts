import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { FaultAction } from '../../src/faults/fault.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { type AdaptorStage, adaptorStage, ehrRequest, type RestReply } from './lakeside.ts';

type Got = Awaited<ReturnType<AdaptorStage['next']>>;

/** The system of Lakeside in one scenario; everything starts with the first request. */
export interface LakesideSystem extends AsyncDisposable {
  /** The last answer of the adaptor. */
  readonly last: RestReply;
  /** The last message of the queue. */
  readonly got: Got;
  holdRecord(documents: number): void;
  /** Meets the first request, or the first delivery to the queue. */
  fault(where: 'spine' | 'adaptor' | 'queue', action: FaultAction): void;
  ask(differences?: {
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly members?: Readonly<Record<string, unknown>>;
    readonly payload?: string;
  }): Promise<void>;
  next(): Promise<Got>;
  /** What Spine has on record of the last request. */
  atSpine(): Promise<readonly Entry[]>;
}

const CALLERS = { spine: 'Z99050-900050', adaptor: 'Z99050', queue: 'Z99002-900002' } as const;

export function lakesideSystem(): LakesideSystem {
  let faults: NonNullable<WorldPatch['faults']> = {};
  let stage: AdaptorStage | undefined;
  let last: RestReply | undefined;
  let got: Got | undefined;
  let messageId = '';
  // Faults have to be known when it starts: the rest is done then.
  const later: ((stage: AdaptorStage) => void)[] = [];
  const started = async () => {
    stage ??= await adaptorStage({ faults });
    return stage;
  };
  const there = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`there is no ${what} yet`);
    return value;
  };
  return {
    get last() {
      return there(last, 'answer of the adaptor');
    },
    get got() {
      return there(got, 'message of the queue');
    },
    holdRecord(documents) {
      later.push((each) => each.holdRecord(documents));
    },
    fault(where, action) {
      const face = where === 'spine' ? 'spine' : 'adaptor';
      const rule = {
        ...{ faces: [face] as const, when: { caller: [CALLERS[where]] }, attempts: { to: 1 } },
        actions: [action],
      };
      faults = { ...faults, [where]: rule as never };
    },
    async ask({ headers = {}, members = {}, payload = ehrRequest() } = {}) {
      const system = await started();
      for (const task of later.splice(0)) task(system);
      messageId = crypto.randomUUID().toUpperCase();
      last = await system.post({ payload, ...members }, { 'Message-Id': messageId, ...headers });
    },
    async next() {
      got = await (await started()).next();
      return got;
    },
    async atSpine() {
      const { simulator } = await started();
      return simulator.journal.find({ kind: 'received', service: 'spine', messageId });
    },
    async [Symbol.asyncDispose]() {
      await stage?.[Symbol.asyncDispose]();
    },
  };
}
