import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../src/platform/yaml.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const EXAMPLES = join(ROOT, 'docs', 'howto', 'pipelines');

/** A job of an example: what its shell runs, and what it leaves to others or takes from them. */
export interface PipelineJob {
  /** Pieces of shell, in order, as the file has them. */
  readonly scripts: readonly string[];
  /** Environment and text that the system puts into the shell of shard `n` of four. */
  place(script: string, shard: number): string;
  environment(shard: number): Readonly<Record<string, string>>;
}

/** One of the four examples, as far as a machine without that system can follow it. */
export interface PipelineExample {
  readonly name: string;
  readonly file: string;
  /** Your own tests with a Spine beside them. */
  readonly own: PipelineJob;
  readonly shard: PipelineJob;
  readonly report: PipelineJob;
  /** Folder that shard `n` leaves, and where the report job finds it. */
  left(shard: number): string;
  found(shard: number): string;
  /** Whether the folder is left also when the shard failed. */
  readonly leftAlways: boolean;
  /** The JUnit file that the system shows, and whether also of a build that failed. */
  readonly junit: string;
  readonly reportAlways: boolean;
  readonly shards: number;
}

export const BUILD = '7';

/** The value at a path of what was read; `undefined` where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (each, key) =>
      typeof each === 'object' && each !== null
        ? (each as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

export function textOfExample(file: string): string {
  return readFileSync(join(EXAMPLES, file), 'utf8');
}

/** An example as plain values; throws for YAML that is none. */
export function yamlOfExample(file: string): unknown {
  const { value, problems } = readYaml(textOfExample(file));
  const [problem] = problems;
  if (problem) throw new Error(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
  return value;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function texts(value: unknown): readonly string[] {
  return list(value).filter((each) => typeof each === 'string');
}

/** A job whose shell has what the system puts in. */
export function job(
  scripts: readonly string[],
  replace: (shard: number) => Readonly<Record<string, string>> = () => ({}),
  environment: (shard: number) => Readonly<Record<string, string>> = () => ({}),
): PipelineJob {
  return {
    scripts,
    environment,
    place: (script, shard) =>
      Object.entries(replace(shard)).reduce(
        (text, [from, to]) => text.replaceAll(from, to),
        script,
      ),
  };
}
