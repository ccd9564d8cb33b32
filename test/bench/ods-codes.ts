/** How many organisations the benchmark of ODS has. */
export const BENCH_ORGANISATIONS = 100_000;

/** The code of one of them, by its number. */
export function benchCode(at: number): string {
  return `Y${String(at).padStart(6, '0')}`;
}
