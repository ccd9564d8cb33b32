import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPersonDesk } from '../../conformance/sut/open-person-desk.ts';
import { questionFor } from '../../conformance/sut/person-question.ts';
import { consoleRoutes } from '../../simulator/console/routes.ts';
import { ask, json, stand } from '../control/stand.ts';
import { consoleStand } from './stand.ts';

const QUESTION = questionFor('registerPatient', 'Register {nhsNumber}.', {
  nhsNumber: '9990000018',
  registration: 'permanent',
});
const PATIENCE = 600_000;

test('what a person has to do stands on the page with its facts, and a button for each answer', async () => {
  const persons = openPersonDesk();
  await using console = await consoleStand({ parts: { persons }, routes: consoleRoutes });
  const answer = persons.ask(QUESTION, PATIENCE);
  const { text } = await console.ask('/tasks');
  for (const said of ['Register 9990000018.', 'registration', 'permanent'])
    assert.match(text, new RegExp(said));
  for (const label of ['Done', 'The system refused', 'Could not'])
    assert.match(text, new RegExp(`<button[^>]*>${label}</button>`));
  assert.match(text, /Scenarios<span class="count">1/);
  const [task] = persons.pending();
  const given = await console.ask(`/tasks/${task?.id}`, {}, { answer: 'n' });
  assert.deepEqual([given.status, given.headers.location], [303, '/console/tasks']);
  assert.equal(await answer, 'n');
  assert.match((await console.ask('/tasks/list')).text, /Nobody is asked for anything/);
});

test('an answer in words is written into a field', async () => {
  const persons = openPersonDesk();
  await using console = await consoleStand({ parts: { persons }, routes: consoleRoutes });
  const question = questionFor('transferStatus', 'Look.', { nhsNumber: '9990000018' });
  const answer = persons.ask({ ...question, note: '"x" is not understood.' }, PATIENCE);
  const { text } = await console.ask('/tasks/list');
  assert.match(text, /<input[^>]*name="answer"[^>]*required/);
  assert.match(text, /refused 06/);
  assert.match(text, /is not understood/);
  const [task] = persons.pending();
  const empty = await console.ask(`/tasks/${task?.id}`, {}, { answer: '  ' });
  assert.equal(empty.status, 404);
  assert.equal(persons.pending().length, 1);
  await console.ask(`/tasks/${task?.id}`, {}, { answer: ' refused 06 ' });
  assert.equal(await answer, 'refused 06');
});

test('what is answered already is told as such, with where to look', async () => {
  const persons = openPersonDesk();
  await using console = await consoleStand({ parts: { persons }, routes: consoleRoutes });
  const late = await console.ask('/tasks/t1', {}, { answer: 'y' });
  assert.equal(late.status, 404);
  assert.match(late.text, /no longer asked/);
});

test('instructions and facts are shown as text, whatever is in them', async () => {
  const persons = openPersonDesk();
  await using console = await consoleStand({ parts: { persons }, routes: consoleRoutes });
  const script = '<script>window.planted = 1</script>';
  const long = JSON.stringify({ record: script.repeat(20) });
  void persons.ask(questionFor('seedRecord', script, { record: long, [script]: script }), PATIENCE);
  const { text } = await console.ask('/tasks');
  assert.doesNotMatch(text, /<script>window/);
  assert.match(text, /&lt;script&gt;window/);
});

test('where no run asks people, the page says how one does', async () => {
  await using console = await consoleStand({ routes: consoleRoutes });
  assert.match((await console.ask('/tasks')).text, /--ask console/);
});

test('tasks are listed and answered over the API', async () => {
  const persons = openPersonDesk();
  await using api = await stand({}, { persons });
  const answer = persons.ask(QUESTION, PATIENCE);
  const { status, body } = await ask(`${api.url}/tasks`);
  assert.equal(status, 200);
  const [task] = body.tasks as readonly { readonly id: string; readonly instruction: string }[];
  assert.equal(task?.instruction, 'Register 9990000018.');
  const given = await ask(`${api.url}/tasks/${task?.id}`, json('POST', { answer: 'y' }));
  assert.equal(given.status, 204);
  assert.equal(await answer, 'y');
  const late = await ask(`${api.url}/tasks/${task?.id}`, json('POST', { answer: 'y' }));
  assert.equal(late.status, 404);
  assert.match(String(late.body.remedy), /GET \/api\/v1\/tasks/);
});
