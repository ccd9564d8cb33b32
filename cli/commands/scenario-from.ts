import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { judgedThen } from '../../conformance/replay/judged-then.ts';
import { NothingToReplayError } from '../../conformance/replay/replay-errors.ts';
import { type OpenBundle, openBundle } from '../../src/bundle/open-bundle.ts';
import { scenarioFromCapture } from '../../src/scenario/from-capture/scenario-from-capture.ts';
import { Command } from '../command.ts';

export interface ScenarioFromOptions {
  readonly out: string;
  readonly conversation?: string;
  readonly judged?: string;
  readonly derive?: boolean;
}

interface WrittenFile {
  readonly name: string;
  readonly text: string;
}

/** `spinebox scenarios from`: scenario files and a Gherkin skeleton out of a bundle. */
export function scenarioFromCommand(print: (text: string) => void): Command {
  return new Command('from')
    .description('write a scenario file and a Gherkin skeleton from what a bundle holds')
    .argument('<bundle>', 'a file that conform, tap or bundle create wrote')
    .option('--out <directory>', 'where they are written', '.')
    .option('--conversation <id>', 'only this conversation')
    .option('--judged <party key>', 'the system that is to be judged; who asked unless told')
    .option('--derive', 'from the messages, though the bundle holds the scenario that was played')
    .addHelpText(
      'after',
      `
A bundle of the suite holds the scenario that was played: it is written as it is. Of a capture the counterpart's
messages become steps, its refusals, gaps, copies and order with them; what a capture does not tell is a TODO.

Examples:
  $ spinebox scenarios from capture.zip --out mine
  $ spinebox scenarios check mine/captured-6330ae65.yaml`,
    )
    .action(async (path: string, options: ScenarioFromOptions) => {
      await using bundle = await openBundle(path);
      const carried = bundle.manifest.scenarios.length > 0 && options.derive !== true;
      const files = carried
        ? await carriedFiles(bundle)
        : await derivedFiles(bundle, path, options);
      await mkdir(options.out, { recursive: true });
      for (const { name, text } of files) {
        const file = join(options.out, name);
        await writeFile(file, text);
        print(`${file}\n`);
      }
    });
}

/** The feature and the situations that were played, each once. */
async function carriedFiles({ manifest, readText }: OpenBundle): Promise<readonly WrittenFile[]> {
  const names = manifest.scenarios.flatMap(({ feature, situations }) => [feature, ...situations]);
  const byName = new Map<string, string>();
  for (const name of names) byName.set(posix.basename(name), await readText(name));
  return [...byName].map(([name, text]) => ({ name, text }));
}

async function derivedFiles(
  bundle: OpenBundle,
  path: string,
  { conversation, judged }: ScenarioFromOptions,
): Promise<readonly WrittenFile[]> {
  const { manifest, journal } = bundle;
  const chosen = conversation === undefined ? manifest.conversations : [conversation];
  const system = judged ?? (await judgedThen(bundle));
  const files: WrittenFile[] = [];
  for (const conversationId of chosen) {
    const draft = await scenarioFromCapture(journal, {
      ...{ conversationId, system, source: basename(path) },
    });
    if (!draft) continue;
    files.push({ name: `${draft.name}.yaml`, text: draft.scenario });
    files.push({ name: `${draft.name}.feature`, text: draft.feature });
  }
  if (files.length > 0) return files;
  throw new NothingToReplayError(
    'no message of a transfer is in the bundle',
    `It holds the conversations ${manifest.conversations.join(', ') || '(none)'}.`,
  );
}
