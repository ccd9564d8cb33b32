import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { ScenarioFileError } from '../../src/scenario/scenario-problem.ts';

const HEAD = 'title: A situation\nplays: sender\n';

function problemsOf(text: string, given = {}): readonly string[] {
  try {
    readScenario(text, 'file.yaml', given);
  } catch (error) {
    assert.ok(error instanceof ScenarioFileError, String(error));
    return error.message.split('\n').slice(1);
  }
  return [];
}

test('a file with a title and a role is a whole situation', () => {
  const file = readScenario(HEAD, 'file.yaml');
  assert.deepEqual(Object.keys(file.patients), ['patient']);
  assert.equal(file.patients.patient?.at, 'counterpart');
  assert.equal(file.record.interaction, 'UK06');
  assert.equal(file.rest, 'well');
});

test('a wrong value is told with its line, the value and the nearest right one', () => {
  assert.deepEqual(problemsOf(`${HEAD}counterpart:\n  listed: twise\n`), [
    'file.yaml:4:11: counterpart.listed: is not one of once, never, twice, contracts-only, without-large-messaging; got "twise"; nearest legal value "twice"',
  ]);
});

test('a wrong key of an action is told with the keys of that action', () => {
  const [problem] = problemsOf(
    `${HEAD}steps:\n  - when: continue\n    do:\n      - { send: fragments, ordr: reversed }\n`,
  );
  assert.match(problem ?? '', /^file\.yaml:6:28: steps\[0\]\.do\[0\]\.ordr: is no key/);
  assert.match(problem ?? '', /nearest legal value order$/);
});

test('a wrong fault is told as the kind of fault that it most nearly is', () => {
  const [problem] = problemsOf(
    `${HEAD}faults:\n  - { on: extract, from: counterpart, do: dubble }\n`,
  );
  assert.match(problem ?? '', /faults\[0\]\.do: is not one of drop, hold/);
});

test('a trigger that is none is told with the nearest', () => {
  const [problem] = problemsOf(`${HEAD}steps:\n  - when: contineu\n    do: []\n`);
  assert.match(problem ?? '', /is no trigger; got "contineu"; nearest legal value "continue"/);
});

test('several mistakes are told together, in the order of their lines', () => {
  const problems = problemsOf(
    'title: A\nplays: sendr\nrecord: { entries: -1 }\nexclusive: maybe\n',
  );
  assert.deepEqual(
    problems.map((each) => each.split(':')[1]),
    ['2', '3', '4'],
  );
});

test('YAML that is none is told with its line', () => {
  const [problem] = problemsOf('title: [A\nplays: sender\n');
  assert.match(problem ?? '', /^file\.yaml:\d+:\d+: /);
});

test('a patient that nobody knows is told', () => {
  const [problem] = problemsOf(`${HEAD}steps:\n  - { when: request, patient: otter, do: [] }\n`);
  assert.match(problem ?? '', /is no patient of this file; got "otter"/);
});

test('a change of a message that says nothing, or two things, is told', () => {
  const edited = (edit: string) =>
    `${HEAD}steps:\n  - when: request\n    do: [{ send: extract, edit: [${edit}] }]\n`;
  assert.match(problemsOf(edited('{ with: a }'))[0] ?? '', /must say one of/);
  assert.match(problemsOf(edited('{ replace: a }'))[0] ?? '', /has no "with"/);
  assert.match(problemsOf(edited('{ pattern: "(", with: a }'))[0] ?? '', /no regular expression/);
  assert.deepEqual(problemsOf(edited('{ remove: EhrExtract/id }')), []);
});

test('a parameter takes the type of its default, alone and within a text', () => {
  const text = `${HEAD}parameters: { bytes: 10, code: '06', large: false }
record:
  attachments: [{ name: 'note-\${code}.txt', bytes: '\${bytes}', compressed: '\${large}' }]
`;
  const [document] = readScenario(text, 'f', { bytes: '77', large: 'true' }).record.attachments;
  assert.equal(document?.bytes, 77);
  assert.equal(document?.compressed, true);
  assert.equal(document?.name, 'note-06.txt');
});

test('an empty parameter leaves its key out, and its place in a list', () => {
  const text = `${HEAD}parameters: { code: '', first: index, second: '' }
steps:
  - when: request
    do:
      - { acknowledge: request, code: '\${code}' }
      - { send: fragments, order: ['\${first}', '\${second}'] }
`;
  const [acknowledge, send] = readScenario(text, 'f').steps[0]?.do ?? [];
  assert.ok(acknowledge && 'acknowledge' in acknowledge && !('code' in acknowledge));
  assert.deepEqual(send && 'send' in send && send.order, ['index']);
});

test('parameters that the file does not have, or of another type, are told', () => {
  const text = `${HEAD}parameters: { bytes: 10 }\nrecord: { entries: '\${byte}' }\n`;
  assert.match(
    problemsOf(text)[0] ?? '',
    /does not declare; got "byte"; nearest legal value "bytes"/,
  );
  const right = `${HEAD}parameters: { bytes: 10 }\n`;
  assert.match(problemsOf(right, { bites: '1' })[0] ?? '', /no parameter of this file/);
  assert.match(problemsOf(right, { bytes: 'many' })[0] ?? '', /must be a number; got "many"/);
});
