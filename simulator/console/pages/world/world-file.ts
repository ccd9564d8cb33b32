import { writeYaml } from '../../../../src/platform/yaml.ts';
import { printableConfig } from '../../../world/printable-config.ts';
import type { WorldConfig } from '../../../world/world-config.ts';
import type { ConsoleAnswer } from '../../page.ts';

/** The configuration in force as a file, without secrets. */
export function worldFile(config: WorldConfig, as: string | null): ConsoleAnswer {
  const shown = printableConfig(config);
  const [name, text] =
    as === 'json'
      ? ['world.json', `${JSON.stringify(shown, null, 2)}\n`]
      : ['world.yaml', writeYaml(shown)];
  const bytes = Buffer.from(text, 'utf8');
  return {
    download: { name, length: bytes.length, write: async (response) => void response.end(bytes) },
  };
}
