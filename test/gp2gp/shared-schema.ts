import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSchema, type Schema } from '../../src/platform/xsd.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', 'shared', 'schemas', 'mim');

/** Why schema tests cannot run here; `false` when they can. */
export const withoutSchemas: string | false = existsSync(ROOT)
  ? false
  : 'the published schemas are not on this machine';

const SETS = {
  adaptor: join(ROOT, 'adaptor', 'schema'),
  spine: join(ROOT, 'spine-omvt', 'Schemas'),
} as const;

/** A published schema by set and interaction. Dispose it. */
export function sharedSchema(set: keyof typeof SETS, interaction: string): Schema {
  return openSchema(join(SETS[set], `${interaction}.xsd`));
}
