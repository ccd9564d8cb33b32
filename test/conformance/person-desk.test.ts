import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NobodyAnsweredError, type Terminal } from '../../conformance/sut/ask-person.ts';
import { openPersonDesk } from '../../conformance/sut/open-person-desk.ts';
import { questionFor } from '../../conformance/sut/person-question.ts';
import { virtualClock } from '../../src/platform/clock.ts';

const QUESTION = questionFor('registerPatient', 'Register {nhsNumber}.', {
  nhsNumber: '9990000018',
  registration: 'permanent',
});

function terminal() {
  const { promise, resolve } = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const asked: Terminal = {
    ask(_question, signal) {
      signals.push(signal);
      return promise;
    },
  };
  return { asked, type: resolve, signals };
}

test('a task waits with its instruction, its facts and its answers until somebody answers', async () => {
  const clock = virtualClock();
  const desk = openPersonDesk({ clock });
  let told = 0;
  desk.subscribe(() => told++);
  const answer = desk.ask(QUESTION, 60_000);
  const [task] = desk.pending();
  assert.equal(task?.instruction, 'Register 9990000018.');
  assert.deepEqual(task?.facts, { nhsNumber: '9990000018', registration: 'permanent' });
  assert.deepEqual(
    task?.answers.map(({ label }) => label),
    ['Done', 'The system refused', 'Could not'],
  );
  assert.equal(task?.until, new Date(clock.now().getTime() + 60_000).toISOString());
  assert.equal(desk.answer(task?.id ?? '', 'n'), true);
  assert.equal(await answer, 'n');
  assert.deepEqual(desk.pending(), []);
  assert.equal(told, 2);
  assert.equal(desk.answer(task?.id ?? '', 'y'), false);
});

test('what is answered in the console is no longer asked at the terminal', async () => {
  const { asked, signals } = terminal();
  const desk = openPersonDesk({ terminal: asked });
  const answer = desk.ask(QUESTION, 60_000);
  desk.answer(desk.pending()[0]?.id ?? '', 'y');
  assert.equal(await answer, 'y');
  assert.equal(signals[0]?.aborted, true);
});

test('what is answered at the terminal is no task any more', async () => {
  const { asked, type } = terminal();
  const desk = openPersonDesk({ terminal: asked });
  const answer = desk.ask(QUESTION, 60_000);
  const [task] = desk.pending();
  type('skip');
  assert.equal(await answer, 'skip');
  assert.equal(desk.answer(task?.id ?? '', 'y'), false);
});

test('a task that nobody answers is given up when its time is over, and says so', async () => {
  const clock = virtualClock();
  const desk = openPersonDesk({ clock });
  const answer = desk.ask(QUESTION, 60_000);
  const refused = assert.rejects(answer, NobodyAnsweredError);
  await clock.advance(60_000);
  await refused;
  assert.deepEqual(desk.pending(), []);
});

test('several tasks wait side by side, each answered for itself', async () => {
  const desk = openPersonDesk();
  const answers = [desk.ask(QUESTION, 60_000), desk.ask(QUESTION, 60_000)];
  const [first, second] = desk.pending();
  desk.answer(second?.id ?? '', 'n');
  desk.answer(first?.id ?? '', 'y');
  assert.deepEqual(await Promise.all(answers), ['y', 'n']);
});
