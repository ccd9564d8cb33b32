import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderOf, readLoadFields } from '../../simulator/console/pages/scenarios/load-form.ts';
import { consoleRoutes } from '../../simulator/console/routes.ts';
import { UnknownScenarioError } from '../../simulator/counterpart/counterpart-errors.ts';
import type {
  ScenarioDesk,
  ScenarioOrder,
  ScenarioSummary,
  SituationView,
} from '../../simulator/doors/scenario-desk.ts';
import { consoleStand } from './stand.ts';

const FILES: readonly ScenarioSummary[] = [
  {
    ...{ name: 'late-fragment', path: 'examples/late-fragment.yaml', plays: 'sender' },
    ...{ title: 'A fragment comes late', exclusive: false },
    parameters: { bytes: 6_000_000, again: true, code: '30' },
  },
  {
    ...{ name: 'record-asked-for', path: 'sender/record-asked-for.yaml', plays: 'requester' },
    ...{ title: 'A record is asked for', exclusive: true, parameters: {} },
  },
];

test('files are searched by words and by what the counterpart plays', async () => {
  await using stage = await stageWith();
  const found = async (query: string) => {
    const { text } = await stage.console.ask(`/scenarios?${query}`);
    return FILES.map(({ name }) => name).filter((name) => text.includes(`new?file=${name}`));
  };
  assert.deepEqual(await found(''), ['late-fragment', 'record-asked-for']);
  assert.deepEqual(await found('text=LATE+fragment'), ['late-fragment']);
  assert.deepEqual(await found('plays=requester'), ['record-asked-for']);
  assert.deepEqual(await found('text=nothing'), []);
});

test('the form has a field for each parameter with its default, and the systems of the world', async () => {
  await using stage = await stageWith();
  const { text } = await stage.console.ask('/scenarios/new?file=late-fragment');
  assert.match(text, /name="p\.bytes"[^>]*value="6000000"/);
  assert.match(text, /<select[^>]*name="p\.again"/);
  assert.match(text, /<option value="Z99003"/);
  assert.match(text, /your system asks for it/);
  assert.equal((await stage.console.ask('/scenarios/new?file=none')).status, 404);
});

test('a situation is loaded with what was changed, and the page leads to it', async () => {
  await using stage = await stageWith();
  const fields = { file: 'late-fragment', seed: '7', system: 'Z99003' };
  const given = { 'p.bytes': '12', 'p.again': 'true', 'p.code': '31' };
  const loaded = await stage.console.ask('/scenarios', {}, { ...fields, ...given });
  assert.deepEqual([loaded.status, loaded.headers.location], [303, '/console/scenarios/s1']);
  // What is as the file has it is not repeated in the command that plays it again.
  const order = {
    file: 'late-fragment',
    parameters: { bytes: '12', code: '31' },
    seed: 7,
    system: 'Z99003',
  };
  assert.deepEqual(stage.orders, [order]);
  const { text } = await stage.console.ask('/scenarios/s1');
  assert.match(text, /register NHS number 9990000018/);
  assert.match(text, /spinebox up --scenario late-fragment/);
  assert.match(text, /refused: HTTP 503/);
  assert.match((await stage.console.ask('/scenarios')).text, /href="\/console\/scenarios\/s1"/);
});

test('what cannot be loaded is told beside the form, which keeps what was typed', async () => {
  await using stage = await stageWith(() => {
    throw new UnknownScenarioError('late-fragment', 'late-fragments');
  });
  const fields = { file: 'late-fragment', 'p.code': '77', system: 'Z99003' };
  const { status, text } = await stage.console.ask('/scenarios', {}, fields);
  assert.equal(status, 422);
  assert.match(text, /role="alert"/);
  assert.match(text, /Did you mean/);
  assert.match(text, /value="77"/);
  const seed = await stage.console.ask('/scenarios', {}, { ...fields, seed: '-1' });
  assert.equal(seed.status, 422);
  assert.match(seed.text, /Seed: a whole number/);
  assert.equal((await stage.console.ask('/scenarios', {}, { file: '../x' })).status, 404);
});

test('a situation is started, cued and taken away by buttons', async () => {
  await using stage = await stageWith();
  await stage.console.ask('/scenarios', {}, { file: 'late-fragment', system: 'Z99003' });
  const { text } = await stage.console.ask('/scenarios/s1');
  assert.match(text, /action="\/console\/scenarios\/s1\/cue"/);
  assert.equal((await stage.console.ask('/scenarios/s1/start', {}, {})).status, 303);
  assert.equal((await stage.console.ask('/scenarios/s1/cue', {}, { cue: 'release' })).status, 303);
  assert.equal((await stage.console.ask('/scenarios/s1/remove', {}, {})).status, 303);
  assert.deepEqual(stage.deeds, ['start s1', 'cue s1 release', 'remove s1']);
  for (const path of ['/scenarios/s1/remove', '/scenarios/s1/start'])
    assert.equal((await stage.console.ask(path, {}, {})).status, 404);
  assert.equal((await stage.console.ask('/scenarios/s1')).status, 404);
});

test('names and values that are hostile stay what they are: texts', async () => {
  await using stage = await stageWith();
  const script = '"><script>window.planted = 1</script>';
  const typed = { file: 'late-fragment', seed: script, system: script, 'p.code': script };
  for (const { text } of [
    await stage.console.ask('/scenarios', {}, typed),
    await stage.console.ask(`/scenarios?text=${encodeURIComponent(script)}`),
    await stage.console.ask(`/scenarios/new?file=${encodeURIComponent(script)}`),
    await stage.console.ask(`/scenarios/${encodeURIComponent(script)}`),
  ])
    assert.doesNotMatch(text, /<script>window/);
  await stage.console.ask('/scenarios', {}, { ...typed, seed: '1' });
  const { text } = await stage.console.ask('/scenarios/s1');
  assert.doesNotMatch(text, /<script>window/);
  assert.match(text, /&lt;script&gt;window/);
});

test('a parameter that is named as a part of every object is one like any other', () => {
  const form = new URLSearchParams([
    ['file', 'late-fragment'],
    ['p.__proto__', 'x'],
    ['p.constructor', 'y'],
  ]);
  const fields = readLoadFields(form);
  const meant = orderOf(fields, FILES[0] as ScenarioSummary);
  assert.ok('order' in meant);
  assert.deepEqual(Object.entries(meant.order.parameters ?? {}), [
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  assert.equal(({} as Record<string, unknown>).x, undefined);
});

/** The pages over a desk that only notes down what it is asked for. */
async function stageWith(onLoad: (order: ScenarioOrder) => void = () => undefined) {
  const orders: ScenarioOrder[] = [];
  const deeds: string[] = [];
  const loaded = new Map<string, SituationView>();
  const noted = (deed: string, id: string) => {
    if (loaded.has(id)) deeds.push(deed);
    return loaded.has(id);
  };
  const desk: ScenarioDesk = {
    files: async () => FILES,
    loaded: async () => [...loaded.values()],
    get: async (id) => loaded.get(id),
    async load(order) {
      onLoad(order);
      orders.push(order);
      const view = viewOf(`s${orders.length}`, order);
      loaded.set(view.id, view);
      return view;
    },
    start: async (id) => noted(`start ${id}`, id),
    cue: async (id, name) => noted(`cue ${id} ${name}`, id),
    async remove(id) {
      const there = noted(`remove ${id}`, id);
      loaded.delete(id);
      return there;
    },
  };
  const console = await consoleStand({ parts: { scenarios: desk }, routes: consoleRoutes });
  return { console, orders, deeds, [Symbol.asyncDispose]: console[Symbol.asyncDispose] };
}

function viewOf(id: string, { file, parameters = {}, seed = 1, system = '' }: ScenarioOrder) {
  const view: SituationView = {
    ...{ id, file, title: 'A record is asked for', plays: 'requester', seed, parameters, system },
    counterpart: { odsCode: 'Z49031', partyKey: 'Z49031-868694', asid: '999890224632' },
    patients: { patient: '9990000018' },
    cues: ['release'],
    whatToDo: 'register NHS number 9990000018',
    replay: `spinebox up --scenario ${file}`,
    events: [{ at: '2026-01-05T09:00:00.000Z', text: Object.values(parameters).join(' ') }],
    messages: [
      {
        ...{ label: 'request', kind: 'request', conversationId: 'C-1', messageId: 'M-1' },
        ...{ outcome: 'refused: HTTP 503', remarks: [] },
      },
    ],
    problems: [],
  };
  return view;
}
