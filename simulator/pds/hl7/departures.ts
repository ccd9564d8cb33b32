import type { Tell } from '../../../src/demographics/hl7v3/child-order.ts';
import type { Finding } from '../../../src/domain/finding.ts';

/** Where a request departs from its schema: a warning in either mode, a refusal in strict mode. */
export interface Departures {
  readonly tell: Tell;
  readonly findings: readonly Finding[];
}

/** A message of nothing but departures need not be told them all. */
const MOST = 200;

/** A finding for each departure, with its place in the message. */
export function departures(): Departures {
  const findings: Finding[] = [];
  return {
    findings,
    tell(code, message, { name, at }) {
      if (findings.length >= MOST) return;
      findings.push({
        check: `PDS-SCHEMA-${code.toUpperCase()}`,
        clause: 'pds-identity 1.3',
        severity: 'should',
        ...{ message, at: name, line: at.line, column: at.column, offset: at.offset },
      });
    },
  };
}
