import { isDeepStrictEqual } from 'node:util';
import { z } from '../platform/zod.ts';
import { mergedJournal } from './merged-journal.ts';
import { ResultsFileError } from './report-errors.ts';
import { type RunResults, VERDICTS } from './results.ts';
import { resultsSchema } from './results-schema.ts';
import { summaryOf } from './summary.ts';

/** `results.json`: the same results always give the same characters, in whatever order they were put together. */
export function resultsJson(results: RunResults): string {
  const inOrder = resultsSchema.safeParse(results);
  return `${JSON.stringify(inOrder.success ? inOrder.data : results, undefined, 1)}\n`;
}

const SHOWN = 5;

/**
 * Reads `results.json` back. `file` is used in error texts only.
 *
 * @throws ResultsFileError for what does not keep to the schema, or whose summary is not that of its
 * scenarios
 */
export function readResultsJson(text: string, file: string): RunResults {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ResultsFileError(file, 'it is no JSON', error);
  }
  const read = resultsSchema.safeParse(value);
  if (!read.success) {
    const { issues } = read.error;
    const told = issues
      .slice(0, SHOWN)
      .map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
    const more = issues.length > SHOWN ? `; and ${issues.length - SHOWN} more` : '';
    throw new ResultsFileError(file, `${told.join('; ')}${more}`);
  }
  const results = read.data as RunResults;
  const counted = summaryOf(results.scenarios);
  const wrong = VERDICTS.find((verdict) => counted[verdict] !== results.summary[verdict]);
  if (wrong) {
    const why = `its summary says ${wrong} ${results.summary[wrong]}, its scenarios ${counted[wrong]}`;
    throw new ResultsFileError(file, why);
  }
  const { shards, journal } = results;
  if (shards && !isDeepStrictEqual(mergedJournal(shards), { ...journal }))
    throw new ResultsFileError(file, 'its journal is not that of its shards');
  return results;
}

/** The published JSON Schema of `results.json` (draft 2020-12). */
export function resultsJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(resultsSchema, {
    // That values are not to be changed once read is our affair, not the file's.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  });
  return {
    $schema,
    title: 'Results of spinebox conform',
    description: 'Everything that a run of the conformance suite came to.',
    ...rest,
  };
}
