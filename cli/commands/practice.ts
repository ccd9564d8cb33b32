import { fstatSync } from 'node:fs';
import { type PracticeProcess, startPracticeProcess } from '../../simulator/practice-process.ts';
import {
  type PracticeProcessConfig,
  parsePracticeConfig,
  readPracticeConfig,
} from '../../simulator/practice-process-config.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { Command, InvalidArgumentError, Option } from '../command.ts';
import { toldToStop } from '../told-to-stop.ts';

interface PracticeOptions {
  readonly config?: string;
  readonly spine?: string;
  readonly ldap?: string;
  readonly gateway?: string;
  readonly certs?: string;
  readonly data?: string;
  readonly ods?: string;
  readonly partyKey?: string;
  readonly asid?: string;
  readonly fqdn?: string;
  readonly host?: string;
  readonly port?: number;
  readonly hooksHost?: string;
  readonly hooksPort?: number;
  readonly hooksToken?: string;
  readonly hooksTokenFile?: string;
  readonly json?: boolean;
}

/** `spinebox practice`: the bundled practice as a system of its own, with hooks over HTTP. */
export function practiceCommand(): Command {
  return new Command('practice')
    .description('run the bundled practice as a system of its own, steered by hooks over HTTP')
    .option('--config <file>', 'who they are and where Spine is, YAML or JSON; for one or several')
    .option('--spine <url>', 'base address of the message service')
    .option('--ldap <url>', 'address of SDS over LDAP, ldaps:// or ldap://')
    .option('--gateway <url>', 'base address of the gateway, for SDS over FHIR')
    .option('--certs <directory>', 'where keys and certificates lie or are made')
    .option('--data <directory>', 'where the journal is kept; a temporary folder unless given')
    .option('--ods <code>', 'organisation code')
    .option('--party-key <key>', 'party key')
    .option('--asid <asid>', 'accredited system id')
    .option('--fqdn <name>', 'registered host name')
    .option('--host <host>', 'where it listens; 127.0.0.1 unless given')
    .option('--port <port>', 'any free port unless given', portNumber)
    .option('--hooks-host <host>', 'where the hooks listen; 127.0.0.1 unless given')
    .option('--hooks-port <port>', 'any free port unless given', portNumber)
    .addOption(
      new Option('--hooks-token <token>', 'needed for hooks beyond this machine').env(
        'SPINEBOX_HOOKS_TOKEN',
      ),
    )
    .addOption(
      new Option('--hooks-token-file <file>', 'holds it; made with one when absent').env(
        'SPINEBOX_HOOKS_TOKEN_FILE',
      ),
    )
    .option('--json', 'print where everything is as one line of JSON, and nothing after it')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox practice --config practices.yaml --json
  $ spinebox practice --ods Z99003 --party-key Z99003-900003 --asid 999000000003 \\
      --fqdn sut.spinebox.test --port 9443 --spine https://127.0.0.1:8443 \\
      --ldap ldaps://127.0.0.1:8636 --certs certs/generated

It ends when it is told to (SIGTERM, SIGINT), or when the pipe it reads from is closed.`,
    )
    .action(async (options: PracticeOptions) => {
      const told = toldToStop();
      const config = options.config
        ? await readPracticeConfig(options.config)
        : parsePracticeConfig('the command line', fromOptions(options));
      const practices = await startPracticeProcess({ config, logger: createLogger('error') });
      try {
        const line = options.json ? JSON.stringify(readyOf(practices)) : readyText(practices);
        process.stdout.write(`${line}\n`);
        await Promise.race([told, pipeClosed()]);
      } finally {
        await practices.close();
      }
    });
}

function fromOptions(options: PracticeOptions): unknown {
  const { spine, ldap, gateway, certs, data, ods, partyKey, asid, fqdn, host, port } = options;
  const hooks: Partial<PracticeProcessConfig['practices'][number]['hooks']> = {
    ...(options.hooksHost !== undefined && { host: options.hooksHost }),
    ...(options.hooksPort !== undefined && { port: options.hooksPort }),
    ...(options.hooksToken !== undefined && { token: options.hooksToken }),
    ...(options.hooksTokenFile !== undefined && { tokenFile: options.hooksTokenFile }),
  };
  return {
    spine: { url: spine, ldap, gateway },
    certificates: certs ?? 'certs/generated',
    data,
    practices: [{ ods, partyKey, asid, fqdn, host, port, hooks }],
  };
}

function readyOf({ practices }: PracticeProcess) {
  return {
    pid: process.pid,
    practices: practices.map(({ odsCode, partyKey, asid, fqdn, endpoint, adaptor, hooks }) => ({
      ...{ odsCode, partyKey, asid, fqdn, endpoint, ...(adaptor && { adaptor }), hooks },
    })),
  };
}

function readyText({ practices }: PracticeProcess): string {
  return practices
    .map(({ odsCode, endpoint, adaptor, hooks }) => {
      const place = adaptor ? `stands behind the adaptor at ${adaptor}` : `listens at ${endpoint}`;
      return `${odsCode} ${place}, hooks at ${hooks}`;
    })
    .join('\n');
}

/** The pipe that it reads from has ended: whoever started it is gone. Never resolves without one. */
function pipeClosed(): Promise<void> {
  return new Promise((stop) => {
    if (!isPipe()) return;
    process.stdin.once('close', () => stop()).once('end', () => stop());
    process.stdin.on('error', () => stop()).resume();
  });
}

function isPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}

function portNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('a port from 0 to 65535 is wanted');
}
