import { resolve } from 'node:path';
import { openRunDesk } from '../../conformance/runs/open-run-desk.ts';
import { readyFacts } from '../../simulator/ready-facts.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { runStore } from '../../src/report/run-store.ts';
import { seed, upperCase } from '../arguments.ts';
import { Command } from '../command.ts';
import { playScenario, type ScenarioOptions } from '../play-scenario.ts';
import { readyBlock } from '../ready-block.ts';
import { freePorts, type StartOptions, startFrom, withStartOptions } from '../start-options.ts';
import { toldToStop } from '../told-to-stop.ts';

interface UpOptions extends StartOptions, ScenarioOptions {
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly freePorts?: boolean;
  readonly reports: string;
}

/** `spinebox up`: starts the simulator and keeps it up until it is told to stop. */
export function upCommand(): Command {
  return withStartOptions(new Command('up'))
    .description('start the simulator and keep it up; prints what to put into your system')
    .option('--quiet', 'print the ready block and nothing after it')
    .option('--json', 'print where everything is as one line of JSON, and nothing after it')
    .option('--free-ports', 'take any free port everywhere, to run beside another simulator')
    .option(
      '--scenario <name>',
      'play this situation: a name of spinebox scenarios list, or a path',
    )
    .option('--parameter <name=value...>', 'of the situation, in place of its defaults')
    .option('--seed <number>', 'of the situation; 1 unless given', seed)
    .option(
      '--system <ods>',
      'whom it is played against; the only slot of yours unless given',
      upperCase,
    )
    .option('--reports <directory>', 'whose kept runs the console shows', 'reports')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox up
  $ spinebox up --world my-world.yaml --data ./journal
  $ spinebox up --free-ports --json > ready.json &     in a pipeline
  $ spinebox up --scenario late-fragment --seed 7
  $ SPINEBOX_TIME_SCALE=0.001 spinebox up     two hours become seven seconds`,
    )
    .action(async (options: UpOptions) => {
      const began = performance.now();
      const told = toldToStop();
      // A person at a terminal reads the lines below; a pipeline gets the structured log at its level.
      const atTerminal = process.stderr.isTTY === true;
      const quiet = options.quiet || options.json;
      const simulator = await startFrom(
        options,
        {
          desks: { runs: keptRuns(resolve(options.reports)) },
          ...(atTerminal ? { logger: createLogger('error') } : {}),
          onRefusedHandshake: ({ message, peer }) => {
            if (!quiet) print(`handshake refused from ${peer.address}: ${message}`);
          },
        },
        options.freePorts ? { ...(await freePorts(options)), control: { port: 0 } } : undefined,
      );
      const milliseconds = Math.round(performance.now() - began);
      if (options.json) print(JSON.stringify(readyFacts(simulator)));
      else print(readyBlock(simulator, milliseconds));
      const unsubscribe = quiet ? () => {} : showTraffic(simulator);
      if (options.scenario !== undefined) {
        const say = options.json ? () => {} : print;
        await playScenario(simulator, options, say).catch(async (error: unknown) => {
          await simulator.stop();
          throw error;
        });
      }
      await told;
      unsubscribe();
      if (!options.json) print('stopping: letting answers under way finish');
      await simulator.stop();
    });
}

/** Where there are none, the page says how there come to be some. */
function keptRuns(reports: string) {
  return openRunDesk(reports, runStore(reports));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line for every message, delivery and transfer step, with the number by which it can be explained. */
function showTraffic({ journal }: Simulator): () => void {
  return journal.subscribe(({ sequence, at, service, kind, summary }) => {
    if (kind === 'handshake') return;
    print(`${at.slice(11, 23)}  ${`#${sequence}`.padEnd(5)} ${service.padEnd(16)} ${summary}`);
  });
}
