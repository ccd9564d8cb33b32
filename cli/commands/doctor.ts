import { doctorReport } from '../../simulator/control/doctor-schema.ts';
import type { DoctorFinding } from '../../simulator/doors/doctor.ts';
import { Command } from '../command.ts';
import { type ControlOptions, controlClient, withControlOptions } from '../control-client.ts';

interface DoctorOptions extends ControlOptions {
  readonly json?: boolean;
}

const MARKS: Readonly<Record<DoctorFinding['severity'], string>> = {
  bad: 'BAD    ',
  warning: 'warning',
  note: 'note   ',
};

/** `spinebox doctor`: what is likely to be wrong with a running simulator and the systems at it. */
export function doctorCommand(): Command {
  return withControlOptions(new Command('doctor'))
    .description('what is likely to be wrong with the set-up, worst first, and what to do')
    .option('--json', 'as the control API gives it')
    .addHelpText(
      'after',
      `
Looks at certificates, refused handshakes, deliveries that fail, endpoints that nobody listens on, what is
refused again and again, warnings of the world, room for evidence, time, and what goes wrong on purpose.
Ends with 1 when something is bad.

Examples:
  $ spinebox doctor
  $ spinebox doctor --json`,
    )
    .action(async (options: DoctorOptions) => {
      const { findings } = await controlClient(options).get('/doctor', doctorReport);
      process.stdout.write(
        options.json ? `${JSON.stringify({ findings }, null, 2)}\n` : shownFindings(findings),
      );
      if (findings.some(({ severity }) => severity === 'bad')) process.exitCode = 1;
    });
}

/** The findings for a terminal. */
export function shownFindings(findings: readonly DoctorFinding[]): string {
  if (findings.length === 0) return 'nothing is wrong as far as can be seen\n';
  return findings
    .map(({ severity, id, message, remedy, sequence }) => {
      const evidence = sequence === undefined ? '' : `\n          spinebox explain ${sequence}`;
      return `${MARKS[severity]}  ${id}: ${message}\n          -> ${remedy}${evidence}\n`;
    })
    .join('');
}
