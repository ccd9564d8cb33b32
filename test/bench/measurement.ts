/** One row of the benchmark. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The same thing measured on the yardstick in the same run. */
  readonly baseline?: number;
  /** `value / baseline` */
  readonly ratio?: number;
  /** What the value is held against, for the table. */
  readonly target?: string;
  readonly note?: string;
}

/** A measurement with its ratio, rounded for reading. */
export function compared(
  name: string,
  unit: string,
  value: number,
  baseline: number,
  target: string,
): Measurement {
  const ratio = Math.round((value / baseline) * 1000) / 1000;
  return { name, unit, value: rounded(value), baseline: rounded(baseline), ratio, target };
}

export function measured(name: string, unit: string, value: number, target?: string): Measurement {
  return { name, unit, value: rounded(value), ...(target ? { target } : {}) };
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}

/** The measurements as a table for a terminal. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [
    ['name', 'value', 'unit', 'baseline', 'ratio', 'target'],
    ...measurements.map(({ name, value, unit, baseline, ratio, target }) => [
      name,
      String(value),
      unit,
      baseline === undefined ? '' : String(baseline),
      ratio === undefined ? '' : ratio.toFixed(3),
      target ?? '',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
