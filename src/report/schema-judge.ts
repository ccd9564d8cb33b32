import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadMessage } from '../checks/read-message.ts';
import {
  SCHEMA_ENTRIES,
  SCHEMA_FOLDERS,
  type SchemaDemand,
  type SchemaSet,
  schemaFindings,
  schemaRules,
  schemasFor,
} from '../checks/schema.ts';
import type { Finding } from '../domain/finding.ts';
import { SimulatorError } from '../platform/simulator-error.ts';
import { openXsdPool, type XsdPool, type XsdPoolOptions } from '../platform/xsd-pool.ts';

/** A rule that was not run, and why: never to be taken for passed. */
export interface NotRun {
  readonly check: string;
  readonly because: string;
}

/** Judges payloads by the published schemas. */
export interface SchemaJudge extends AsyncDisposable {
  /** What the schemas find. A payload that cannot be read, or that has no schema, gives nothing. */
  judge(message: ReadMessage): Promise<readonly Finding[]>;
  /** Schemas that a message should be judged by and that are not there. */
  readonly notRun: readonly NotRun[];
}

/** A folder of schemas was named and holds none of those that are known. */
export class SchemasMissingError extends SimulatorError {
  readonly code = 'SIM_SCHEMAS_MISSING';
  readonly remedy =
    'Name the folder that holds adaptor/schema and spine-omvt/Schemas, with the files that those include.';
}

/**
 * Opens the schemas below a folder of the user's: `adaptor/schema` and `spine-omvt/Schemas`, or one of them.
 * One validator for each entry point: the sets define the same names differently (gp2gp 7.1). Throws
 * SchemasMissingError when there is none, SchemaUnusableError for one that cannot be compiled.
 */
export function openSchemaJudge(folder: string, options?: XsdPoolOptions): SchemaJudge {
  const paths = entryPoints(folder);
  const pool: XsdPool = openXsdPool(options);
  for (const path of paths.values()) pool.prepare(path);
  const notRun: NotRun[] = [];
  for (const [set, entries] of Object.entries(SCHEMA_ENTRIES)) {
    for (const entry of entries) {
      if (paths.has(`${set}/${entry}`)) continue;
      const because = `${SCHEMA_FOLDERS[set as SchemaSet]}/${entry}.xsd is not in ${folder}`;
      for (const { id } of schemaRules) notRun.push({ check: id, because });
    }
  }
  return {
    notRun,
    async judge({ payload }) {
      if (!payload) return [];
      const findings: Finding[] = [];
      for (const demand of schemasFor(payload)) {
        const path = paths.get(keyOf(demand));
        if (!path) continue;
        const violations = await pool.violations(path, payload.bytes);
        findings.push(...schemaFindings(demand, violations, payload.part));
      }
      return findings;
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** What is to be said when the user supplies no schemas. */
export const WITHOUT_SCHEMAS: readonly NotRun[] = schemaRules.map(({ id }) => ({
  check: id,
  because: 'no schemas were given (--schemas DIR)',
}));

function keyOf({ set, entry }: SchemaDemand): string {
  return `${set}/${entry}`;
}

function entryPoints(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new SchemasMissingError(`${folder} is no folder`);
  }
  const found = new Map<string, string>();
  for (const [set, entries] of Object.entries(SCHEMA_ENTRIES)) {
    for (const entry of entries) {
      const path = join(folder, SCHEMA_FOLDERS[set as SchemaSet], `${entry}.xsd`);
      if (existsSync(path)) found.set(`${set}/${entry}`, path);
    }
  }
  if (found.size === 0) {
    throw new SchemasMissingError(`${folder} holds no schema of GP2GP`);
  }
  return found;
}
