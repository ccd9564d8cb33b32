import { PRODUCT_VERSION } from '../../simulator/version.ts';
import { buildCommit } from '../build-commit.ts';
import { Command } from '../command.ts';

/** `spinebox version`: what is running here, for a report of a problem. */
export function versionCommand(): Command {
  return new Command('version')
    .description('print the version, what it was built from, and what it runs on')
    .option('--json', 'as JSON, for scripts')
    .addHelpText('after', '\nExample:\n  $ spinebox version --json')
    .action(({ json }: { json?: boolean }) => {
      const commit = buildCommit();
      const facts = {
        version: PRODUCT_VERSION,
        ...(commit && { commit }),
        node: process.versions.node,
        openssl: process.versions.openssl,
        platform: process.platform,
        architecture: process.arch,
      };
      const lines = json
        ? [JSON.stringify(facts)]
        : Object.entries(facts).map(([name, value]) => `${name.padEnd(14)}${value}`);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
