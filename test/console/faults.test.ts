import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULT_PRESETS } from '../../simulator/console/pages/faults/fault-presets.ts';
import { consoleRoutes } from '../../simulator/console/routes.ts';
import { knowsAction } from '../../src/faults/face-actions.ts';
import { consoleStand } from './stand.ts';

const stage = () => consoleStand({ routes: consoleRoutes });

test('every preset is known to each of its faces, and is in force when its button is pressed', async () => {
  await using console = await stage();
  const { settings, world } = console.parts;
  for (const { name, faces, action } of FAULT_PRESETS) {
    for (const face of faces) assert.ok(knowsAction(face, action.kind), `${name} on ${face}`);
    const set = await console.ask('/faults/preset', {}, { preset: name });
    assert.deepEqual([set.status, set.headers.location], [303, '/console/faults'], name);
    assert.ok(settings.config().faults[name], name);
    assert.ok(world.current().faults.some((rule) => rule.name === name));
  }
  const { text } = await console.ask('/faults');
  assert.match(text, /spine-503-once/);
  assert.match(text, new RegExp(`Faults <span class="count">${FAULT_PRESETS.length}<`));
});

test('a preset that is set again counts requests anew, also after it was removed', async () => {
  await using console = await stage();
  const faults = () => Object.keys(console.parts.settings.config().faults);
  const set = () => console.ask('/faults/preset', {}, { preset: 'spine-503-once', caller: 'X-1' });
  await set();
  await console.ask('/faults/remove', {}, { name: 'spine-503-once' });
  assert.ok(!faults().includes('spine-503-once'));
  await set();
  await set();
  const names = faults().filter((name) => name.startsWith('spine-503'));
  assert.deepEqual(names, ['spine-503-once-2', 'spine-503-once-3']);
  const { when, attempts } = console.parts.settings.config().faults['spine-503-once-2'] ?? {};
  assert.deepEqual(when, { caller: ['X-1'] });
  assert.deepEqual(attempts, { from: 1, to: 1 });
});

test('a rule is made of the fields of the form', async () => {
  await using console = await stage();
  const { status } = await console.ask(
    '/faults',
    {},
    {
      ...{ kind: 'delay', ms: '500', faces: 'pds-hl7', nhsNumber: '9990000018, 9990000026' },
      ...{
        caller: '999000000003',
        operation: 'search',
        ods: 'Z99002',
        from: '2',
        to: '3',
        name: 'late',
      },
    },
  );
  assert.equal(status, 303);
  assert.deepEqual(console.parts.settings.config().faults.late, {
    faces: ['pds-hl7'],
    when: {
      nhsNumber: ['9990000018', '9990000026'],
      ...{ caller: ['999000000003'], operation: ['search'], ods: ['Z99002'] },
    },
    attempts: { from: 2, to: 3 },
    actions: [{ kind: 'delay', ms: 500 }],
  });
  const { text } = await console.ask('/faults');
  assert.match(text, /the 2nd to the 3rd/);
});

test('percentiles, codes and texts get into the actions that read them', async () => {
  await using console = await stage();
  const actionOf = async (name: string, fields: Readonly<Record<string, string>>) => {
    await console.ask('/faults', {}, { name, ...fields });
    return console.parts.settings.config().faults[name]?.actions[0];
  };
  const percentiles = '50 400, 900 2000';
  assert.deepEqual(await actionOf('a', { kind: 'latency', percentiles }), {
    ...{ kind: 'latency', p50: 50, p95: 400, p99: 900, max: 2000 },
  });
  assert.deepEqual(
    await actionOf('b', { kind: 'result', code: '503', text: 'away', faces: 'smsp' }),
    {
      ...{ kind: 'result', code: '503', text: 'away' },
    },
  );
  // What is left out is the usual one.
  assert.partialDeepStrictEqual(await actionOf('c', { kind: 'refuse-update' }), { code: 'IU058' });
});

test('a rule that cannot be is refused beside the form, which keeps what was typed', async () => {
  await using console = await stage();
  const before = Object.keys(console.parts.settings.config().faults).length;
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ kind: 'delay', ms: 'soon' }, /Milliseconds: a whole number is wanted/],
    [{ kind: 'latency', percentiles: '1 2' }, /Percentiles: four numbers/],
    [{ kind: 'result' }, /Code: a result needs one/],
    [{ kind: 'duplicate-answer', faces: 'ldap' }, /has a form on pds-hl7, adaptor alone/],
    [{ kind: 'drop', nhsNumber: '123' }, /NHS number: .*123.* is none/],
    [{ kind: 'drop', nhsNumber: '9990000018', faces: 'spine' }, /Spine does not look into/],
    [{ kind: 'drop', from: '3', to: '2' }, /Last request: it comes before the first/],
    [{ kind: 'drop', from: 'x' }, /First request: .*x.* is no whole number/],
    [{ kind: 'drop', name: '__proto__' }, /Name: letters, digits and hyphens/],
    [{ kind: 'explode' }, /What goes wrong: choose one/],
  ];
  for (const [fields, told] of cases) {
    const { status, text } = await console.ask('/faults', {}, { ...fields, ods: 'Z99777' });
    assert.equal(status, 422, JSON.stringify(fields));
    assert.match(text, told);
    assert.match(text, /<div[^>]*role="alert"[^>]*id="fault-wrong"/);
    assert.match(text, /value="Z99777"/, 'what was typed is still there');
  }
  assert.equal(Object.keys(console.parts.settings.config().faults).length, before);
});

test('a rule that is gone already is told as such', async () => {
  await using console = await stage();
  for (const name of ['never-there', '__proto__', 'constructor'])
    assert.equal((await console.ask('/faults/remove', {}, { name })).status, 404, name);
  assert.equal((await console.ask('/faults/preset', {}, { preset: 'none' })).status, 404);
});

test('rules of special patients are there, and do not count as set by somebody', async () => {
  await using console = await stage();
  const { text } = await console.ask('/faults');
  assert.match(text, /Nothing goes wrong on purpose/);
  assert.match(text, /patient-28-answers-too-late/);
});

test('what is typed into fields is shown as text, whatever it is', async () => {
  await using console = await stage();
  const script = '"><script>window.planted = 1</script>';
  const typed = { kind: script, name: script, code: script, text: script, caller: script };
  const { text } = await console.ask('/faults', {}, typed);
  assert.doesNotMatch(text, /<script>window/);
  const set = await console.ask('/faults', {}, { kind: 'result', code: script, text: script });
  assert.equal(set.status, 303);
  const page = await console.ask('/faults');
  assert.doesNotMatch(page.text, /<script>window/);
  assert.match(page.text, /&lt;script&gt;window/);
});

test('a rule meets mailboxes and messages, and says what is wrong with an interchange', async () => {
  await using console = await stage();
  const form = {
    ...{ kind: 'interchange', faces: 'nhais', how: 'crlf', name: 'ends' },
    ...{ mailbox: 'x26abc1 X26ABC2', message: 'AB #1, NHAIS_REG' },
  };
  const { status } = await console.ask('/faults', {}, form);
  assert.equal(status, 303);
  assert.deepEqual(console.parts.settings.config().faults.ends, {
    faces: ['nhais'],
    when: { mailbox: ['X26ABC1', 'X26ABC2'], message: ['AB #1', 'NHAIS_REG'] },
    actions: [{ kind: 'interchange', how: 'crlf' }],
  });
  const wrong = await console.ask('/faults', {}, { ...form, how: 'nothing' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Interchange: choose what is wrong with it/);
});
