import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSchema, type Schema } from '../../../src/platform/xsd.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', 'shared');
const SCHEMAS = join(SHARED, 'schemas', 'pds', 'Schemas');
const SAMPLES = join(SHARED, 'samples', 'pds');

/** Why tests against the published schemas cannot run here; `false` when they can. */
export const withoutSchemas: string | false = existsSync(SCHEMAS)
  ? false
  : 'the published schemas of PDS are not on this machine';

export const withoutSamples: string | false = existsSync(SAMPLES)
  ? false
  : 'the shared samples of PDS are not on this machine';

const opened = new Map<string, Schema>();

/** How a message breaks the schema of its interaction. */
export function violationsOf(interaction: string, xml: string): readonly string[] {
  const schema = opened.get(interaction) ?? openSchema(join(SCHEMAS, `${interaction}.xsd`));
  opened.set(interaction, schema);
  return schema.violations(Buffer.from(xml)).map(({ message }) => message);
}

export function closeSchemas(): void {
  for (const schema of opened.values()) schema.dispose();
  opened.clear();
}

/** A file of the shared samples of PDS. */
export function sample(...path: readonly string[]): Buffer {
  return readFileSync(join(SAMPLES, ...path));
}
