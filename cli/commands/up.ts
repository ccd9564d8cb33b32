import { resolve } from 'node:path';
import type { Simulator } from '../../simulator/simulator.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { Command } from '../command.ts';
import { readyBlock } from '../ready-block.ts';
import { type StartOptions, startFrom, withStartOptions } from '../start-options.ts';

/** `spinebox up`: starts the simulator and keeps it up until it is told to stop. */
export function upCommand(): Command {
  return withStartOptions(new Command('up'))
    .description('start the simulator and keep it up; prints what to put into your system')
    .option('--quiet', 'print the ready block and nothing after it')
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox up
  $ spinebox up --world my-world.yaml --data ./journal
  $ SPINEBOX_TIME_SCALE=0.001 spinebox up      two hours between retries become seven seconds`,
    )
    .action(async (options: StartOptions & { quiet?: boolean }) => {
      const began = performance.now();
      // A person at a terminal reads the lines below; a pipeline gets the structured log at its level.
      const atTerminal = process.stderr.isTTY === true;
      const simulator = await startFrom(options, {
        ...(atTerminal ? { logger: createLogger('error') } : {}),
        onRefusedHandshake: ({ message, peer }) => {
          if (!options.quiet) print(`handshake refused from ${peer.address}: ${message}`);
        },
      });
      const milliseconds = Math.round(performance.now() - began);
      print(readyBlock(simulator, { certificates: resolve(options.certs ?? ''), milliseconds }));
      const unsubscribe = options.quiet ? () => {} : showTraffic(simulator);
      await toldToStop();
      unsubscribe();
      print('stopping: letting answers under way finish');
      await simulator.stop();
    });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line for every message, delivery and transfer step. */
function showTraffic({ journal }: Simulator): () => void {
  return journal.subscribe(({ at, service, kind, summary }) => {
    if (kind !== 'handshake') print(`${at.slice(11, 23)}  ${service.padEnd(16)} ${summary}`);
  });
}

function toldToStop(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop()).once('SIGTERM', () => stop());
  });
}
