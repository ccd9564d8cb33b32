import { nearest } from '../../src/platform/nearest.ts';
import { type JsonSchema, WORLD_SCHEMA } from './json-schema.ts';
import { isPlain } from './merge-patch.ts';
import type { WorldPatch } from './world-config.ts';
import type { WorldLayer } from './world-layers.ts';
import { type Path, WorldError, type WorldProblem } from './world-problem.ts';

const PREFIX = 'SPINEBOX_';

/** Variables with a meaning of their own, which are no keys of the world. */
const RESERVED: ReadonlySet<string> = new Set([
  'SPINEBOX_WORLD',
  'SPINEBOX_DATA',
  'SPINEBOX_CERTS',
  'SPINEBOX_P12_PASSWORD',
  'SPINEBOX_CONTROL_URL',
  'SPINEBOX_HOOKS_TOKEN',
  'SPINEBOX_HOOKS_TOKEN_FILE',
]);

// Kubernetes sets these in every pod when a service is called "spinebox".
const SERVICE_LINK = /^SPINEBOX_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/;

/**
 * The configuration that `SPINEBOX_...` variables hold. `SPINEBOX_SPINE__PORT` is `spine.port`: two
 * underscores go down a level, one parts words. Lists are parted by commas; a `{` starts JSON.
 *
 * @throws WorldError for a variable that names no key.
 */
export function environmentLayer(
  variables: Readonly<Record<string, string | undefined>>,
): WorldLayer {
  const value = {};
  const names = new Map<string, string>();
  const problems: WorldProblem[] = [];
  for (const [name, text] of Object.entries(variables).sort()) {
    if (!name.startsWith(PREFIX) || text === undefined) continue;
    if (RESERVED.has(name) || SERVICE_LINK.test(name)) continue;
    const found = resolveName(name.slice(PREFIX.length));
    if ('path' in found) {
      put(value, found.path, readValue(text, found.schema));
      names.set(JSON.stringify(found.path), name);
    } else {
      problems.push({
        severity: 'error',
        source: `environment ${name}`,
        path: [],
        text: 'names no key of the world',
        ...(found.nearest && { nearest: `${PREFIX}${found.nearest}` }),
      });
    }
  }
  if (problems.length > 0) throw new WorldError(problems);
  return { value, place: (path) => ({ source: `environment ${nameOf(path, names)}` }) };
}

/** The variable that set a path, or something in it, or that it lies in. */
function nameOf(path: Path, names: ReadonlyMap<string, string>): string {
  for (let depth = path.length; depth > 0; depth--) {
    const name = names.get(JSON.stringify(path.slice(0, depth)));
    if (name) return name;
  }
  const start = JSON.stringify(path).slice(0, -1);
  const within = [...names].find(([key]) => key.startsWith(`${start},`) || path.length === 0);
  return within?.[1] ?? PREFIX;
}

type Resolved =
  | { readonly path: string[]; readonly schema: JsonSchema }
  | { readonly nearest: string | undefined };

const screaming = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

function resolveName(rest: string): Resolved {
  const segments = rest.split('__');
  const path: string[] = [];
  let schema: JsonSchema = WORLD_SCHEMA;
  for (const [at, segment] of segments.entries()) {
    const keys = Object.keys(schema.properties ?? {});
    const key = keys.find((candidate) => screaming(candidate) === segment.toUpperCase());
    const child = key === undefined ? schema.additionalProperties : schema.properties?.[key];
    if (typeof child !== 'object' || segment === '') {
      const guess = nearest(segment.toUpperCase(), keys.map(screaming));
      return { nearest: guess && [...segments.slice(0, at), guess].join('__') };
    }
    path.push(key ?? segment.toLowerCase().replaceAll('_', '-'));
    schema = child;
  }
  return { path, schema };
}

/** A text as the schema wants it; what does not fit stays text, and the schema says what is wrong. */
function readValue(text: string, { type }: JsonSchema): unknown {
  if (type === 'number' || type === 'integer')
    return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'boolean') return { true: true, false: false }[text.toLowerCase()] ?? text;
  if (type === 'array') return text === '' ? [] : text.split(',').map((item) => item.trim());
  if (type !== 'object') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    const there = target[key];
    target[key] = isPlain(there) && isPlain(value) ? { ...value, ...there } : value;
    return;
  }
  const next = isPlain(target[key]) ? { ...(target[key] as WorldPatch) } : {};
  target[key] = next;
  put(next, rest, value);
}
