import { type JsonSchema, WORLD_SCHEMA } from './json-schema.ts';

interface Setting {
  readonly path: string;
  readonly schema: JsonSchema & { readonly default?: unknown };
}

const HEAD = `# Settings

Every key of a world file with its values, its default and what it decides. Printed by \`spinebox world settings\`; made
from the schema that checks world files, so it cannot fall behind. \`NAME\` stands for a name of your choice. Where a
description says *not documented*, public sources leave the question open and the default is our choice.
`;

/** The reference of settings as Markdown, a table for each part of the world. */
export function settingsReference(): string {
  const settings = [...leaves(WORLD_SCHEMA, '')];
  const parts = Map.groupBy(settings, ({ path }) => path.split('.')[0] ?? '');
  const tables = [...parts].map(([part, rows]) =>
    [
      `## ${part}`,
      '',
      ...described(part),
      '| Setting | Values | Default | What it decides |',
      '|---|---|---|---|',
      ...rows.flatMap((each) => [row(each), ...variantRows(each)]),
      '',
    ].join('\n'),
  );
  return [HEAD, ...tables].join('\n');
}

function described(part: string): string[] {
  const text = WORLD_SCHEMA.properties?.[part]?.description;
  const isTable = WORLD_SCHEMA.properties?.[part]?.type === 'object';
  return text && isTable ? [text, ''] : [];
}

/** What can be written as one value; unions count as one. */
function* leaves(schema: JsonSchema, path: string): Iterable<Setting> {
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  const named = Object.entries(schema.properties ?? {});
  for (const [name, child] of named) yield* leaves(child, below(name));
  const others = schema.additionalProperties;
  if (typeof others === 'object' && Object.keys(others).length > 0) {
    yield* leaves(others, below('NAME'));
  }
  const isLeaf = named.length === 0 && !(typeof others === 'object' && Object.keys(others).length);
  if (isLeaf && path !== '') yield { path, schema };
  // Lists of objects have rows of their own for what stands inside.
  const inside = Object.entries(schema.items?.properties ?? {});
  for (const [name, child] of inside) yield* leaves(child, `${path}[].${name}`);
}

function row({ path, schema }: Setting): string {
  const { description = '' } = schema;
  const initial = schema.default === undefined ? '' : code(JSON.stringify(schema.default));
  return `| ${code(path)} | ${cell(valuesOf(schema))} | ${cell(initial)} | ${cell(description)} |`;
}

/** A union has a row for each of its kinds: what it takes besides, and what it does. */
function variantRows({ path, schema }: Setting): string[] {
  const { oneOf, anyOf } = schema.items ?? schema;
  return (oneOf ?? anyOf ?? []).flatMap(({ properties = {}, description = '' }) => {
    const all = Object.entries(properties);
    const fixed = all.find(([, each]) => each.const !== undefined);
    if (!fixed) return [];
    const takes = all.filter((each) => each !== fixed).map(([name, each]) => taken(name, each));
    const name = code(`${path} ${fixed[0]}: ${fixed[1].const}`);
    return [`| ${name} | ${cell(takes.join(', ') || '-')} |  | ${cell(description)} |`];
  });
}

function taken(name: string, schema: Setting['schema']): string {
  const initial = schema.default === undefined ? '' : `, ${code(JSON.stringify(schema.default))}`;
  return `${code(name)} (${schema.enum ? valuesOf(schema) : schema.type}${initial})`;
}

function valuesOf(schema: JsonSchema): string {
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants) return variants.map(variantName).join(', ');
  if (schema.enum) return schema.enum.map((each) => code(String(each))).join(', ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.type === 'array') return `list of ${schema.items ? valuesOf(schema.items) : 'values'}`;
  const [example] = schema.examples ?? [];
  const type = String(schema.type ?? 'value');
  return example === undefined ? type : `${type}, ${code(JSON.stringify(example))}`;
}

/** A variant is known by its constant: `delay`, `payload`. */
function variantName({ properties = {}, type }: JsonSchema): string {
  const constant = Object.values(properties).find((each) => each.const !== undefined)?.const;
  return constant === undefined ? String(type ?? 'value') : code(String(constant));
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
