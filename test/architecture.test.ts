import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

/** Rooms and the rooms they may import from. A room may always import from itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/wire': ['src/domain'],
  'src/platform': ['src/domain'],
  'src/demographics': ['src/wire', 'src/domain', 'src/platform'],
  'src/directory': ['src/wire', 'src/domain', 'src/platform'],
  'src/gp2gp': ['src/wire', 'src/domain', 'src/platform'],
  'src/checks': ['src/gp2gp', 'src/wire', 'src/domain', 'src/platform'],
  'src/faults': ['src/wire', 'src/domain', 'src/platform'],
  'src/journal': ['src/wire', 'src/domain', 'src/platform'],
  'src/pki': ['src/domain', 'src/platform'],
  'src/organisations': ['src/wire', 'src/domain', 'src/platform'],
  'src/nhais': ['src/wire', 'src/domain', 'src/platform'],
  'src/report': [
    'src/capture',
    'src/checks',
    'src/journal',
    'src/gp2gp',
    'src/wire',
    'src/domain',
    'src/platform',
  ],
  'src/scenario': [
    'src/checks',
    'src/faults',
    'src/gp2gp',
    'src/journal',
    'src/wire',
    'src/domain',
    'src/platform',
  ],
  'src/explain': [
    'src/checks',
    'src/gp2gp',
    'src/journal',
    'src/wire',
    'src/domain',
    'src/platform',
  ],
  'src/story': [
    'src/scenario',
    'src/checks',
    'src/gp2gp',
    'src/journal',
    'src/wire',
    'src/domain',
    'src/platform',
  ],
  'src/capture': [
    'src/checks',
    'src/gp2gp',
    'src/journal',
    'src/wire',
    'src/domain',
    'src/platform',
  ],
  'src/bundle': [
    'src/capture',
    'src/story',
    'src/explain',
    'src/scenario',
    'src/report',
    'src/pki',
    'src/checks',
    'src/gp2gp',
    'src/demographics',
    'src/journal',
    'src/wire',
    'src/domain',
    'src/platform',
  ],
  'simulator/world': ['src'],
  'simulator/doors': ['src', 'simulator/world'],
  'simulator/gateway': ['src', 'simulator/world'],
  'simulator/spine': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/mhs': ['src', 'simulator/world'],
  'simulator/practice': ['src', 'simulator/world', 'simulator/mhs'],
  'simulator/adaptor': ['src', 'simulator/world', 'simulator/doors', 'simulator/mhs'],
  'simulator/ods': ['src', 'simulator/world', 'simulator/doors', 'simulator/gateway'],
  'simulator/mesh': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/nhais': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/sds': ['src', 'simulator/world', 'simulator/doors', 'simulator/gateway'],
  'simulator/pds': ['src', 'simulator/world', 'simulator/doors', 'simulator/gateway'],
  'simulator/identity': ['src', 'simulator/world', 'simulator/doors', 'simulator/gateway'],
  'simulator/control': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/counterpart': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/console': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/doctor': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/monitoring': ['src', 'simulator/world', 'simulator/doors'],
  'simulator/tap': ['src', 'simulator/world'],
  'simulator/known-bad': ['src', 'simulator/world', 'simulator/practice'],
  simulator: [
    'src',
    'simulator/world',
    'simulator/doors',
    'simulator/spine',
    'simulator/practice',
    'simulator/sds',
    'simulator/pds',
    'simulator/identity',
    'simulator/gateway',
    'simulator/control',
    'simulator/counterpart',
    'simulator/known-bad',
    'simulator/console',
    'simulator/doctor',
    'simulator/monitoring',
    'simulator/tap',
    'simulator/mhs',
    'simulator/adaptor',
    'simulator/ods',
    'simulator/mesh',
    'simulator/nhais',
  ],
  conformance: ['src', 'simulator'],
  features: ['src', 'simulator', 'conformance', 'cli'],
  cli: ['src', 'simulator', 'conformance', 'features'],
  package: ['src', 'simulator', 'conformance'],
  test: ['src', 'simulator', 'conformance', 'cli', 'features', 'package'],
};

/** Rooms that touch neither the machine nor a clock: everything is handed in. */
const PURE = [
  'src/domain',
  'src/wire',
  'src/demographics',
  'src/directory',
  'src/gp2gp',
  'src/checks',
  'src/faults',
  'src/organisations',
  'src/nhais',
];
/** Modules of Node that give the same for the same, always. */
const HARMLESS = new Set(['node:buffer', 'node:util', 'node:zlib']);
/** What pure rooms may have of the platform: the words for what is handed in, seeds, and shapes. */
const HANDED_IN = new Set(
  ['bounded-map', 'clock', 'ids', 'random', 'zod'].map((name) => `src/platform/${name}.ts`),
);
/** Time, chance, tasks, output and the process, taken instead of handed in. */
const TAKEN =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\b(?:process|console|performance|crypto|globalThis)\.|\b(?:set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch)\(|\bsystem(?:Clock|Ids|Random)\b/;
/** Packages that several test files may use: they are tools of testing, not of the product. */
const TEST_TOOLS = new Set(['fast-check']);

interface Import {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly target: string;
}

function sources(): string[] {
  return ['src', 'simulator', 'conformance', 'cli', 'features', 'package', 'test'].flatMap(
    (folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => posix.join(folder, name.split(sep).join('/'))),
  );
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'([^']+)'|import\('([^']+)'\)/g;
  for (const match of text.matchAll(pattern)) {
    const target = match[1] ?? match[2] ?? '';
    const start = (match.index ?? 0) + match[0].length;
    const line = text.slice(0, start).split('\n').length;
    found.push({ file, line, text: match[0].trim().replace(/\s+/g, ' '), target });
  }
  return found;
}

const files = sources();
const imports = files.flatMap(importsOf);

function resolved({ file, target }: Import): string {
  return posix.normalize(posix.join(posix.dirname(file), target));
}

function roomOf(file: string): string | undefined {
  return Object.keys(ALLOWED)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

const shown = ({ file, line, text }: Import) => `${file}:${line}  ${text}`;

test('every source file lies in a room that the architecture knows', () => {
  const homeless = files.filter((file) => roomOf(file) === undefined);
  assert.deepEqual(homeless, []);
  assert.ok(files.length > 50, 'the walk over the sources found too few files to mean anything');
});

test('rooms import only from the rooms below them', () => {
  const wrong = imports.filter((imported) => {
    if (!imported.target.startsWith('.')) return false;
    const from = roomOf(imported.file) ?? '';
    const to = roomOf(resolved(imported)) ?? resolved(imported);
    return from !== to && !ALLOWED[from]?.some((room) => to === room || to.startsWith(`${room}/`));
  });
  assert.deepEqual(wrong.map(shown), []);
});

const pure = (file: string) => PURE.includes(roomOf(file) ?? '');

test('pure rooms do not touch the machine', () => {
  const wrong = imports.filter((imported) => {
    const { file, target } = imported;
    if (!pure(file)) return false;
    if (target.startsWith('node:')) return !HARMLESS.has(target);
    const module = resolved(imported);
    return module.startsWith('src/platform/') && !HANDED_IN.has(module);
  });
  assert.deepEqual(wrong.map(shown), []);
});

test('pure rooms are handed time, chance and ids, and say nothing to anybody', () => {
  const wrong = files.filter(pure).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((text, index) => ({ file, line: index + 1, text: text.trim(), target: '' }))
      .filter(({ text }) => !/^(\*|\/\*|\/\/)/.test(text) && TAKEN.test(text)),
  );
  assert.deepEqual(wrong.map(shown), []);
});

test('taking time from the machine is told from being handed it', () => {
  for (const text of [
    ...['const now = Date.now();', 'at(new Date())', 'Math.random() * 6', 'process.env.HOME'],
    ...['console.warn(patient)', 'setTimeout(next, 5)', "import { systemClock } from './x.ts'"],
  ]) {
    assert.match(text, TAKEN);
  }
  for (const text of ['new Date(time)', 'clock.now()', 'random.int(0, 6)', 'seededIds(random)']) {
    assert.doesNotMatch(text, TAKEN);
  }
});

test('a third-party package has one importing module', () => {
  const importers = new Map<string, Set<string>>();
  for (const { file, target } of imports) {
    if (target.startsWith('.') || target.startsWith('node:')) continue;
    const name = target.startsWith('@')
      ? target.split('/').slice(0, 2).join('/')
      : target.split('/')[0];
    if (name === undefined || TEST_TOOLS.has(name)) continue;
    const files = importers.get(name) ?? new Set();
    importers.set(name, files.add(file));
  }
  const wrong = [...importers].filter(([, where]) => where.size > 1);
  assert.deepEqual(
    wrong.map(([name, where]) => `${name}: ${[...where].join(', ')}`),
    [],
  );
});

test('no module imports itself by way of others', () => {
  const graph = new Map<string, string[]>();
  for (const imported of imports) {
    // Types vanish at run time: only real imports can form a cycle.
    if (!imported.target.startsWith('.') || /^(import|export) type\b/.test(imported.text)) continue;
    graph.set(imported.file, [...(graph.get(imported.file) ?? []), resolved(imported)]);
  }
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  assert.deepEqual(cycles, []);
});

test('no file names a path of the machine that it was written on', () => {
  const home = relative(dirname(ROOT), ROOT);
  assert.ok(home.length > 0);
  const wrong = files.filter(
    (file) =>
      /(^|['"`\s])\/(work|root|tmp|home)\//m.test(readFileSync(join(ROOT, file), 'utf8')) &&
      file !== 'test/architecture.test.ts',
  );
  assert.deepEqual(wrong, []);
});
