import type { ScenarioResult, Verdict } from '../src/report/results.ts';

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface ConformProgress {
  say(text: string): void;
  plan(rows: number): void;
  result(result: ScenarioResult): void;
  end(): void;
}

const SHOWN: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  error: 'ERROR',
  skip: 'skip',
  notApplicable: 'n/a',
  report: 'report',
};

/** A line for every scenario as it ends; at a terminal a line below that says how far the run is. */
export function conformProgress(out: Output, quiet: boolean): ConformProgress {
  const counts = new Map<Verdict, number>();
  let rows = 0;
  let done = 0;
  const clear = () => {
    if (out.isTTY) out.write('\r\u001b[K');
  };
  const status = () => {
    if (!out.isTTY) return;
    const told = [...counts].map(([verdict, count]) => `${count} ${SHOWN[verdict].toLowerCase()}`);
    out.write(`${done}/${rows}  ${told.join(', ')}`.slice(0, (out.columns ?? 80) - 1));
  };
  return {
    say(text) {
      if (!quiet) out.write(`${text}\n`);
    },
    plan(planned) {
      rows = planned;
      if (!quiet) status();
    },
    result({ id, title, verdict, reason, durationMs }) {
      done++;
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      if (quiet) return;
      clear();
      const seconds = `${(durationMs / 1000).toFixed(1)} s`;
      out.write(`${SHOWN[verdict].padEnd(7)}${id.padEnd(14)}${seconds.padStart(7)}  ${title}\n`);
      const why = verdict === 'pass' ? undefined : reason;
      if (why !== undefined) out.write(`       ${why.split('\n')[0]}\n`);
      status();
    },
    end() {
      if (!quiet) clear();
    },
  };
}
