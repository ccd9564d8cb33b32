import { z } from '../../src/platform/zod.ts';
import { Command } from '../command.ts';
import {
  type ControlOptions,
  ControlRefusedError,
  controlClient,
  withControlOptions,
} from '../control-client.ts';

const readiness = z.object({
  ready: z.boolean(),
  checks: z.array(
    z.object({ name: z.string(), ready: z.boolean(), detail: z.string().optional() }),
  ),
});

/** `spinebox ready`: whether a running simulator can take traffic, for health checks of containers. */
export function readyCommand(): Command {
  return withControlOptions(new Command('ready'))
    .description('whether a running simulator can take traffic; exit code 0 when it can')
    .option('--quiet', 'say nothing')
    .action(async (options: ControlOptions & { readonly quiet?: boolean }) => {
      const { ready, checks } = await readinessOf(options);
      if (!options.quiet) {
        for (const { name, ready, detail = '' } of checks)
          process.stdout.write(
            `${ready ? 'ready    ' : 'not ready'}  ${name.padEnd(20)} ${detail}\n`,
          );
      }
      process.exitCode = ready ? 0 : 1;
    });
}

async function readinessOf(options: ControlOptions): Promise<z.output<typeof readiness>> {
  try {
    return await controlClient(options).get('/ready', readiness);
  } catch (error) {
    // What is not ready is told with 503 and the same body; a refusal has a body of its own.
    if (error instanceof ControlRefusedError) throw error;
    const told = await controlClient(options)
      .text('/health')
      .catch(() => undefined);
    if (told === undefined) throw error;
    return { ready: false, checks: [] };
  }
}
