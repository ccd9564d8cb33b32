import type { Finding } from '../../src/domain/finding.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import type { NhaisDeviation } from '../../src/nhais/nhais-deviation.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';

/** Deviations whose segments are about the file, not about a patient: what stood there may be told. */
const OF_THE_FILE = /^nhais\.(?:un[a-z]-|transaction-code$|link-code$|trading-partner$)/;

/** A file of GP Links with what is odd about it, or why there is no interchange in it. */
export function readArrival(bytes: Uint8Array): {
  readonly interchange: NhaisInterchange | undefined;
  readonly findings: readonly Finding[];
} {
  const reading = readInterchange(bytes, 'lenient');
  if (reading.ok)
    return { interchange: reading.value, findings: reading.deviations.map(findingOf) };
  const told = reading.deviations.filter(({ code }) => code !== reading.failure.code);
  return { interchange: undefined, findings: [reading.failure, ...told].map(findingOf) };
}

function findingOf({ code, message, expected, found, at, sms }: NhaisDeviation): Finding {
  const came = OF_THE_FILE.test(code) ? `, not ${found}` : '';
  return {
    check: `NHAIS-${code
      .replace(/^nhais\./, '')
      .replaceAll('.', '-')
      .toUpperCase()}`,
    ...{ severity: 'must', clause: 'mesh-nhais 2.5' },
    message: `${message}: ${expected} was expected${came}`,
    at: sms === undefined ? 'interchange' : `message ${sms}`,
    ...{ line: at.line, column: at.column, offset: at.offset },
    suggestion: `Write ${expected}.`,
  };
}
