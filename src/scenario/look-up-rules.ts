import { parseDuration } from '../domain/duration.ts';
import type { FaultAction, FaultFace, FaultRule } from '../faults/fault.ts';
import type { FaultShape, LookUpFault } from './fault-shape.ts';

const PDS: readonly FaultFace[] = ['pds-hl7', 'pds-fhir', 'smsp'];
const SDS: readonly FaultFace[] = ['ldap', 'sds-fhir'];

const UPDATES = ['PRPA_IN000203UK03', 'PRPA_IN000203UK06', 'PRPA_IN000203UK08', 'Patient.patch'];

export interface LookUpSubjects {
  /** Names the rules. */
  readonly situation: string;
  readonly nhsNumbers: readonly string[];
  readonly odsCodes: readonly string[];
  /** Interactions and operations that ask PDS without changing anything. */
  readonly retrievals: readonly string[];
}

/** The rules of a situation for what the system asks of PDS and SDS, whichever face it asks. */
export function lookUpRules(
  faults: readonly FaultShape[],
  lasts: (until: string | undefined) => boolean,
  { situation, nhsNumbers, odsCodes, retrievals }: LookUpSubjects,
): readonly FaultRule[] {
  return faults.flatMap((fault, index): FaultRule[] => {
    if (!isLookUp(fault) || !lasts(fault.until)) return [];
    const { on, attempts } = fault;
    const ofSds = on === 'sds';
    const operation =
      on === 'pds-update' ? UPDATES : on === 'pds-retrieval' ? retrievals : undefined;
    return [
      {
        name: `${situation}: ${on} ${fault.do} (${index + 1})`,
        faces: ofSds ? SDS : PDS,
        when: {
          ...(ofSds ? { ods: odsCodes } : { nhsNumber: nhsNumbers }),
          ...(operation && { operation }),
        },
        ...(attempts !== 'all' && { attempts: span(attempts) }),
        actions: actionsOf(fault),
      },
    ];
  });
}

function isLookUp(fault: FaultShape): fault is LookUpFault {
  return ['pds', 'pds-retrieval', 'pds-update', 'sds'].includes(fault.on) && !('from' in fault);
}

function span(attempts: string): { readonly from: number; readonly to: number } {
  const [from = 1, to = from] = attempts.split('-').map(Number);
  return { from, to };
}

/** Each face does what it has a form for, and leaves the rest. */
function actionsOf({ on, do: what, code, for: time }: LookUpFault): readonly FaultAction[] {
  switch (what) {
    case 'error':
      if (on === 'sds') return [{ kind: 'result', code: code ?? '500' }];
      return [
        { kind: 'soap-fault', code: code ?? '200', text: 'System failure' },
        { kind: 'result', code: code ?? '500' },
      ];
    case 'silence':
      return [{ kind: 'drop' }, { kind: 'no-answer' }];
    case 'unavailable':
      return [{ kind: 'unavailable' }];
    case 'malformed':
      return [{ kind: 'malformed' }];
    case 'refuse':
      return [
        {
          kind: 'refuse-update',
          code: code ?? 'IU058',
          text: 'Update Failed - invalid GP Registration data supplied',
        },
      ];
    case 'delay':
      return [{ kind: 'delay', ms: parseDuration(time ?? 'PT1S') ?? 1000 }];
  }
}
