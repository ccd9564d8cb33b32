import { startTap, type Tap } from '../../simulator/tap/start-tap.ts';
import {
  parseTapConfig,
  readInjectionRules,
  readTapConfig,
  type TapConfig,
} from '../../simulator/tap/tap-config.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { Command } from '../command.ts';
import { toldToStop } from '../told-to-stop.ts';

interface TapCommandOptions {
  readonly config?: string;
  readonly name: string;
  readonly listen?: string;
  readonly forward?: string;
  readonly show?: string;
  readonly as?: string;
  readonly verifyName?: string;
  readonly certs?: string;
  readonly data?: string;
  readonly inject?: string;
  readonly json?: boolean;
}

/** `spinebox tap`: stands between two real systems, passes their bytes on, records and checks. */
export function tapCommand(): Command {
  return new Command('tap')
    .description(
      'stand between two systems: pass their bytes on as they are, record and check them',
    )
    .option(
      '--config <file>',
      'legs, each a direction in which connections are opened; YAML or JSON',
    )
    .option('--name <leg>', 'of the one leg that the options below describe', 'leg')
    .option('--listen <address>', 'PORT or HOST:PORT; on this machine alone without a host')
    .option('--forward <url>', 'where it goes on to, https://HOST:PORT')
    .option('--show <fqdn>', 'who it is to callers, a name of the certificate store')
    .option('--as <fqdn>', 'who it is to the server, a name of the certificate store')
    .option(
      '--verify-name <fqdn>',
      'name that the server must show; the host of --forward if not given',
    )
    .option('--certs <directory>', 'where keys and certificates lie or are made')
    .option('--data <directory>', 'where the journal is kept; thrown away at the end if not given')
    .option('--inject <file>', 'rules of what is made to go wrong; nothing without it')
    .option('--json', 'lines of JSON, for scripts')
    .addHelpText(
      'after',
      `
A practice talks to Spine and Spine to the practice: that is two legs, and a file with both.
It ends when it is told to (SIGTERM, SIGINT), and lets exchanges finish.

Examples:
  $ spinebox tap --config tap.yaml --data ./tapped
  $ spinebox tap --listen 9443 --forward https://127.0.0.1:8443 \\
      --show msg.spinebox.test --as sut.spinebox.test --verify-name msg.spinebox.test --data ./tapped
  $ spinebox explain MESSAGE-ID --journal ./tapped      when the tap has ended`,
    )
    .action(async (options: TapCommandOptions) => {
      const tap = await startTap({
        config: await configOf(options),
        logger: createLogger('error'),
      });
      try {
        tap.journal.subscribe((entry) => void process.stdout.write(lineOf(entry, options)));
        process.stdout.write(readyOf(tap, options));
        await toldToStop();
      } finally {
        await tap.close();
      }
      if (tap.lost === 0) return;
      process.stderr.write(`spinebox: ${tap.lost} exchanges could not be put on record\n`);
      process.exitCode = 1;
    });
}

async function configOf(options: TapCommandOptions): Promise<TapConfig> {
  const { config, name, listen, forward, show, as, verifyName, certs, data, inject } = options;
  const given = config
    ? await readTapConfig(config)
    : parseTapConfig('the command line', {
        certificates: certs,
        legs: [
          {
            ...{ name, listen, forward, verifyName },
            show: { fqdn: show ?? 'localhost' },
            as: { fqdn: as ?? 'localhost' },
          },
        ],
      });
  return {
    ...given,
    ...(certs !== undefined && { certificates: certs }),
    ...(data !== undefined && { data }),
    ...(inject !== undefined && { inject: await readInjectionRules(inject) }),
  };
}

function readyOf({ legs }: Tap, { json }: TapCommandOptions): string {
  if (json) return `${JSON.stringify({ pid: process.pid, legs })}\n`;
  return legs
    .map(
      ({ name, host, port, onward }) =>
        `${name} listens at https://${host}:${port}, on to ${onward}\n`,
    )
    .join('');
}

/** What the tap wrote, in a line and one for each broken rule. */
function lineOf(entry: Entry, { json }: TapCommandOptions): string {
  const { sequence, service, summary, messageId, findings = [], timings } = entry;
  if (json) {
    const { kind, at, conversationId, interaction, facts } = entry;
    const told = findings.map(({ check, severity, message }) => ({ check, severity, message }));
    return `${JSON.stringify({ sequence, kind, at, service, interaction, messageId, conversationId, result: facts?.result, findings: told })}\n`;
  }
  const took = timings?.total === undefined ? '' : `  ${timings.total} ms`;
  const broken = findings.filter(({ severity }) => severity === 'must');
  const lines = broken.map(({ check, message, side }) => {
    const where = side === 'response' ? ' (answer)' : '';
    return `    BROKEN ${check}${where}: ${message}\n`;
  });
  return `#${sequence} ${service.slice(4)}  ${summary}${took}\n${lines.join('')}`;
}
