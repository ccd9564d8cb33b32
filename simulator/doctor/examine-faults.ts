import type { FaultRule } from '../../src/faults/fault.ts';
import type { DoctorFinding } from '../doors/doctor.ts';
import { counted, type Examination } from './doctor-room.ts';

const MOST_NAMED = 4;

/** What goes wrong on purpose, so that nobody looks for its cause. */
export const examineFaults: Examination = async ({ world, situations }) => {
  const { faults } = world();
  const meetsFew = ({ when }: FaultRule) => when.nhsNumber !== undefined;
  return [
    ...faults.filter((rule) => !meetsFew(rule)).map(faultFinding),
    ...forPatients(faults.filter(meetsFew)),
    ...(await situations()).map((title) => ({
      id: 'SITUATION-LOADED',
      severity: 'note' as const,
      message: `on purpose: a counterpart plays "${title}"; what it does wrong belongs to it`,
      remedy: 'Remove it on the Scenarios page when it has done its work.',
    })),
  ];
};

function faultFinding(rule: FaultRule): DoctorFinding {
  const { name, actions } = rule;
  return {
    id: 'FAULT-ACTIVE',
    severity: 'note',
    message: `on purpose: the fault ${name} makes ${actions.map(({ kind }) => kind).join(', ')} happen ${where(rule)}`,
    remedy:
      'Take it away on the Scenarios page, or from faults of the world, when it has done its work.',
  };
}

/** The default world has several, for patients that are there to be difficult: one line for all. */
function forPatients(rules: readonly FaultRule[]): readonly DoctorFinding[] {
  if (rules.length === 0) return [];
  const names = rules.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = rules.length > names.length ? ` and ${rules.length - names.length} more` : '';
  return [
    {
      id: 'FAULT-FOR-PATIENTS',
      severity: 'note',
      message: `on purpose: ${counted(rules.length, 'fault')} for certain patients alone: ${names.join(', ')}${more}`,
      remedy:
        'Nothing, unless a patient fares badly without reason: faults of the world name whom they meet.',
    },
  ];
}

function where({ faces, when }: FaultRule): string {
  const of = Object.entries(when)
    .filter(([, values]) => values !== undefined)
    .map(([name, values]) => `${name} ${values?.join(', ')}`);
  return [`at ${faces?.join(', ') ?? 'every face'}`, ...of].join('; ');
}
