import { parseDuration } from '../domain/duration.ts';
import type { FaultAction, FaultFace, FaultRule } from '../faults/fault.ts';
import type { AuthorityFault, FaultShape, LookUpFault } from './fault-shape.ts';

const PDS: readonly FaultFace[] = ['pds-hl7', 'pds-fhir', 'smsp'];
const SDS: readonly FaultFace[] = ['ldap', 'sds-fhir'];

const UPDATES = ['PRPA_IN000203UK03', 'PRPA_IN000203UK06', 'PRPA_IN000203UK08', 'Patient.patch'];

export interface LookUpSubjects {
  /** Names the rules. */
  readonly situation: string;
  readonly nhsNumbers: readonly string[];
  readonly odsCodes: readonly string[];
  /** Of organisations that ODS knows for the situation. */
  readonly organisations: readonly string[];
  /** Of the system, and those of the situation. */
  readonly mailboxes: readonly string[];
  /** Interactions and operations that ask PDS without changing anything. */
  readonly retrievals: readonly string[];
}

/** The rules of a situation for what the system asks beside Spine, whichever face it asks, and for what authorities send. */
export function lookUpRules(
  faults: readonly FaultShape[],
  lasts: (until: string | undefined) => boolean,
  { situation, nhsNumbers, odsCodes, organisations, mailboxes, retrievals }: LookUpSubjects,
): readonly FaultRule[] {
  const about = (on: Asked): FaultRule['when'] => {
    if (on === 'sds') return { ods: odsCodes };
    if (on === 'ods') return { ods: [...odsCodes, ...organisations] };
    if (on === 'mesh' || on === 'nhais') return { mailbox: mailboxes };
    return { nhsNumber: nhsNumbers };
  };
  return faults.flatMap((fault, index): FaultRule[] => {
    if (!isLookUp(fault) || !lasts(fault.until)) return [];
    const { on, attempts } = fault;
    const operation =
      on === 'pds-update' ? UPDATES : on === 'pds-retrieval' ? retrievals : undefined;
    return [
      {
        name: `${situation}: ${on} ${fault.do} (${index + 1})`,
        faces: facesOf(on),
        when: { ...about(on), ...(operation && { operation }) },
        ...(attempts !== 'all' && { attempts: span(attempts) }),
        actions: actionsOf(fault),
      },
    ];
  });
}

type Asked = (LookUpFault | AuthorityFault)['on'];

function isLookUp(fault: FaultShape): fault is LookUpFault | AuthorityFault {
  const asked = ['pds', 'pds-retrieval', 'pds-update', 'sds', 'ods', 'mesh', 'nhais'];
  return asked.includes(fault.on) && !('from' in fault);
}

function facesOf(on: Asked): readonly FaultFace[] {
  if (on === 'sds') return SDS;
  return on === 'ods' || on === 'mesh' || on === 'nhais' ? [on] : PDS;
}

function span(attempts: string): { readonly from: number; readonly to: number } {
  const [from = 1, to = from] = attempts.split('-').map(Number);
  return { from, to };
}

/** Each face does what it has a form for, and leaves the rest. */
function actionsOf(fault: LookUpFault | AuthorityFault): readonly FaultAction[] {
  const { on, do: what, for: time } = fault;
  const code = 'code' in fault ? fault.code : undefined;
  switch (what) {
    case 'error':
      if (on === 'sds' || on === 'ods' || on === 'mesh')
        return [{ kind: 'result', code: code ?? '500' }];
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
    default:
      return [{ kind: 'interchange', how: what }];
  }
}
