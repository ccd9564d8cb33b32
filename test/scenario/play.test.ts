import assert from 'node:assert/strict';
import { test } from 'node:test';
import { play, scriptOf } from '../../src/scenario/play.ts';
import {
  type Came,
  NOTHING_PLAYED,
  type PlayEffect,
  type PlayEvent,
  type Went,
} from '../../src/scenario/play-state.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';

/** Plays events one after the other; gives what is to be done after each, in short. */
function after(text: string, events: readonly PlayEvent[]): readonly (readonly string[])[] {
  const script = scriptOf(readScenario(`title: A\n${text}`, 'file.yaml'));
  let state = NOTHING_PLAYED;
  return events.map((event) => {
    const played = play(script, state, event);
    state = played.state;
    return played.effects.flatMap(shortly);
  });
}

function shortly(effect: PlayEffect): readonly string[] {
  if (effect.kind === 'wait') return [`wait ${effect.ms} for step ${effect.step}`];
  return effect.task.actions.map((action) => {
    if ('send' in action) return `send ${action.send}`;
    if ('acknowledge' in action) return `acknowledge ${action.acknowledge} ${action.code ?? 'AA'}`;
    return Object.keys(action)[0] ?? '';
  });
}

let count = 0;
function came(what: Came['what'], more: Partial<Came> = {}, conversationId = 'C'): PlayEvent {
  const messageId = more.messageId ?? `M${++count}`;
  const message = { hl7Id: messageId, contentId: undefined, nhsNumber: undefined, names: [] };
  return {
    kind: 'came',
    conversationId,
    patient: undefined,
    message: { ...message, ...more, what, messageId },
  };
}

function went(label: string, kind: Went['kind'], id: string): PlayEvent {
  const message = { label, kind, conversationId: 'C', messageId: id, hl7Id: id, contentId: id };
  return { kind: 'went', message, patient: 'patient' };
}

const started: PlayEvent = { kind: 'started', conversations: new Map([['patient', 'C']]) };
const cue = (name: string): PlayEvent => ({ kind: 'cue', name, conversationId: 'N' });

test('a good sender accepts the request, sends the extract, and its parts after the continue', () => {
  const done = after('plays: sender', [came('request'), came('acknowledgement'), came('continue')]);
  assert.deepEqual(done, [['acknowledge request AA', 'send extract'], [], ['send fragments']]);
});

test('a good sender does nothing for what comes again', () => {
  const done = after('plays: sender', [
    came('request'),
    came('request'),
    came('continue'),
    came('continue'),
  ]);
  assert.deepEqual([done[1], done[3]], [[], []]);
});

test('a good requester asks, and accepts a small record at once', () => {
  const done = after('plays: requester', [started, came('acknowledgement'), came('extract')]);
  assert.deepEqual(done, [['send request'], [], ['acknowledge extract AA']]);
});

test('a good requester accepts each part, in any order, and the extract when all are there', () => {
  const index = came('fragment', { messageId: 'I', names: ['F1', 'F2'] });
  const done = after('plays: requester', [
    started,
    came('extract', { names: ['I', 'A'] }),
    came('fragment', { messageId: 'F2' }),
    index,
    came('fragment', { messageId: 'A' }),
    came('fragment', { messageId: 'F1' }),
    came('fragment', { messageId: 'X' }),
  ]);
  assert.deepEqual(done.slice(1), [
    ['send continue'],
    ['acknowledge fragment AA'],
    ['acknowledge fragment AA'],
    ['acknowledge fragment AA'],
    ['acknowledge fragment AA', 'acknowledge extract AA'],
    ['acknowledge fragment AA'],
  ]);
});

test('a step takes the place of what would be done at that point, and of nothing else', () => {
  const text = `plays: requester
steps:
  - { when: fragment 2, do: [{ acknowledge: fragment, code: '30' }] }
  - { when: complete, do: [] }
`;
  const done = after(text, [
    started,
    came('extract', { names: ['A', 'B'] }),
    came('fragment', { messageId: 'A' }),
    came('fragment', { messageId: 'B' }),
  ]);
  assert.deepEqual(done.slice(2), [['acknowledge fragment AA'], ['acknowledge fragment 30']]);
});

test('a step is done once in a conversation, or every time where it says so', () => {
  const text = (more: string) =>
    `plays: sender\nsteps:\n  - { when: request, ${more} do: [{ send: extract }] }\n`;
  const twice = [came('request'), came('request')];
  assert.deepEqual(after(text(''), twice), [['send extract'], []]);
  assert.deepEqual(after(text('every: true,'), twice), [['send extract'], ['send extract']]);
  const other = [came('request'), came('request', {}, 'D')];
  assert.deepEqual(after(text(''), other), [['send extract'], ['send extract']]);
});

test('where nothing but steps is wanted, nothing else is done', () => {
  const done = after('plays: sender\nrest: nothing\n', [came('request'), came('continue')]);
  assert.deepEqual(done, [[], []]);
});

test('a cue is for the latest transfer, also one that was begun by nobody', () => {
  const text = 'plays: sender\nsteps:\n  - { when: cue go, do: [{ send: extract }] }\n';
  assert.deepEqual(after(text, [cue('go'), cue('go')]), [['send extract'], ['send extract']]);
  const script = scriptOf(readScenario(`title: A\n${text}`, 'f'));
  const one = play(script, NOTHING_PLAYED, came('request', {}, 'C')).state;
  const stray = { ...went('stray', 'acknowledgement', 'S') } as Extract<
    PlayEvent,
    { kind: 'went' }
  >;
  const astray = { ...stray, message: { ...stray.message, conversationId: 'Z' } };
  const two = play(script, one, astray).state;
  const [effect] = play(script, two, cue('go')).effects;
  assert.ok(effect?.kind === 'do' && effect.task.conversationId === 'C');
});

test('an acknowledgement is known by what it is about, and by whether it accepts', () => {
  const text = `plays: sender
steps:
  - { when: refusal of extract, do: [{ send: extract }] }
  - { when: acceptance of fragment 2, do: [{ send: extract, as: again }] }
  - { when: acknowledgement of stray, do: [{ acknowledge: unknown }] }
`;
  const events = (refTo: string, accepts: boolean) => [
    came('request'),
    went('extract', 'extract', 'E'),
    went('a.txt', 'fragment', 'P1'),
    went('b.txt', 'index', 'P2'),
    went('stray', 'fragment', 'S'),
    came('acknowledgement', { refTo, accepts }),
  ];
  const last = (refTo: string, accepts: boolean) => after(text, events(refTo, accepts)).at(-1);
  assert.deepEqual(last('E', false), ['send extract']);
  assert.deepEqual(last('E', true), []);
  assert.deepEqual(last('P1', true), []);
  assert.deepEqual(last('P2', true), ['send extract']);
  assert.deepEqual(last('S', true), ['acknowledge unknown AA']);
  assert.deepEqual(last('NOBODY', true), []);
});

test('time after a step begins when the step is done; silence begins anew with every message', () => {
  const text = `plays: sender
steps:
  - { when: request, do: [] }
  - { when: after PT2S, do: [{ send: extract }] }
  - { when: silence PT5S, do: [{ acknowledge: request, code: '99' }] }
`;
  const done = after(text, [
    came('request'),
    { kind: 'done', conversationId: 'C', step: 0 },
    { kind: 'time', conversationId: 'C', step: 1 },
    went('extract', 'extract', 'E'),
    { kind: 'time', conversationId: 'C', step: 2 },
    came('continue'),
  ]);
  assert.deepEqual(done, [
    ['wait 5000 for step 2'],
    ['wait 2000 for step 1'],
    ['send extract'],
    ['wait 5000 for step 2'],
    ['acknowledge request 99'],
    ['send fragments'],
  ]);
});

test('a step for one patient leaves the conversations about others alone', () => {
  const text = `plays: sender
patients: { patient: {}, other: {} }
steps:
  - { when: request, patient: other, do: [] }
`;
  const about = (patient: string, id: string): PlayEvent =>
    ({ ...came('request', {}, id), patient }) as PlayEvent;
  assert.deepEqual(after(text, [about('patient', 'C'), about('other', 'D')]), [
    ['acknowledge request AA', 'send extract'],
    [],
  ]);
});
