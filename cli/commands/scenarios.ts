import { scenarioShelf } from '../../simulator/counterpart/find-scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { Command } from '../command.ts';
import { scenarioFromCommand } from './scenario-from.ts';

/** `spinebox scenarios list|check|from|schema`: the situations that a system can be put into. */
export function scenariosCommand(
  print: (text: string) => void = (text) => void process.stdout.write(text),
): Command {
  const scenarios = new Command('scenarios')
    .alias('scenario')
    .description(
      'situations that a counterpart can play: what there is, and whether a file can be played',
    );
  scenarios
    .command('list')
    .description('the files that come with the product, with their titles and parameters')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const files = await scenarioShelf().list();
      if (json) return print(`${JSON.stringify(files, undefined, 2)}\n`);
      const width = Math.max(...files.map(({ name }) => name.length));
      for (const { name, title, parameters } of files) {
        const given = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
        const more = given.length > 0 ? `   (${given.join(', ')})` : '';
        print(`${name.padEnd(width)}  ${title}${more}\n`);
      }
    });
  scenarios
    .command('check')
    .description('say whether files can be played, and what is wrong with them')
    .argument('<file...>', 'names or paths of scenario files')
    .action(async (names: readonly string[]) => {
      const shelf = scenarioShelf();
      for (const name of names) {
        const { title, plays } = await shelf.read(name);
        print(`${name}: the counterpart plays ${plays}: ${title}\n`);
      }
    });
  scenarios.addCommand(scenarioFromCommand(print));
  scenarios
    .command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .action(() => print(`${JSON.stringify(scenarioSchema(), undefined, 2)}\n`));
  return scenarios;
}
