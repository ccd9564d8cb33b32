import type { DirectoryRemark } from '../../src/directory/lint-directory.ts';
import { formatPath } from '../world/world-problem.ts';
import type { Examination } from './doctor-room.ts';

/** Faster than this and even a quick system misses its deadlines. */
const SCALE_OF_DOUBT = 0.0001;
const CLOCK_DIFFERENCE_MS = 60_000;

/** What the configuration and the directory hold that does not fit together. */
export const examineWorld: Examination = ({ worldProblems, directoryRemarks }) => [
  ...worldProblems().map(({ severity, path, text, nearest }) => ({
    id: severity === 'error' ? 'WORLD-ERROR' : 'WORLD-WARNING',
    severity: severity === 'error' ? ('bad' as const) : ('warning' as const),
    message: `${formatPath(path)} ${text}`,
    remedy: nearest
      ? `Set it to ${nearest}.`
      : 'Change it on the World page, or in the world file; spinebox world show prints what counts.',
  })),
  ...[...Map.groupBy(directoryRemarks(), ({ rule }) => rule)].flatMap(([rule, remarks]) =>
    directoryFinding(rule, remarks),
  ),
];

function directoryFinding(rule: string, remarks: readonly DirectoryRemark[]) {
  const [first] = remarks;
  if (!first) return [];
  const more = remarks.length > 1 ? `; ${remarks.length - 1} more of the kind` : '';
  return [
    {
      id: `DIRECTORY-${rule.toUpperCase()}`,
      severity: 'warning' as const,
      message: `the directory: ${first.dn}: ${first.text}${more}`,
      remedy:
        'Nothing, if clients are to meet just that. Otherwise correct the entry: spinebox directory lint lists them all.',
    },
  ];
}

/** Time that does not go as it usually does. */
export const examineTime: Examination = ({ world, clock, machine }) => {
  const { timeScale } = world();
  const apart = Math.abs(clock.now().getTime() - machine.now().getTime());
  return [
    ...(timeScale === 1
      ? []
      : [
          {
            id: 'TIME-SCALED',
            severity:
              timeScale < SCALE_OF_DOUBT || timeScale > 1
                ? ('warning' as const)
                : ('note' as const),
            message: `every advertised duration is multiplied by ${timeScale} (timeScale): retries and deadlines come ${timeScale < 1 ? 'earlier' : 'later'} than in production`,
            remedy:
              'Let your system go by the durations of its contracts, or set timeScale to 1 on the World page.',
          },
        ]),
    ...(apart < CLOCK_DIFFERENCE_MS
      ? []
      : [
          {
            id: 'CLOCK-APART',
            severity: 'warning' as const,
            message: `the simulator's time is ${clock.now().toISOString()}, the machine's ${machine.now().toISOString()}: certificates are judged by the machine's`,
            remedy: 'Nothing, if the time was set on purpose. Otherwise start the simulator again.',
          },
        ]),
  ];
};
