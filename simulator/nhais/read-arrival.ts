import type { Finding } from '../../src/domain/finding.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import { nhaisFinding } from '../../src/nhais/nhais-finding.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';

/** A file of GP Links with what is odd about it, or why there is no interchange in it. */
export function readArrival(bytes: Uint8Array): {
  readonly interchange: NhaisInterchange | undefined;
  readonly findings: readonly Finding[];
} {
  const reading = readInterchange(bytes, 'lenient');
  if (reading.ok)
    return { interchange: reading.value, findings: reading.deviations.map(nhaisFinding) };
  const told = reading.deviations.filter(({ code }) => code !== reading.failure.code);
  return { interchange: undefined, findings: [reading.failure, ...told].map(nhaisFinding) };
}
