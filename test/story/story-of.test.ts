import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { MessageDisturber } from '../../simulator/doors/message-disturber.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import type { ConversationStory, StoryMessage } from '../../src/story/conversation-story.ts';
import { storyOf } from '../../src/story/story-of.ts';
import { A, B, ended, play, start } from '../practice/chain-stage.ts';
import { storyStage } from './story-stage.ts';
import { conversationOf, memoryJournal, syntheticTransfer } from './synthetic-transfers.ts';

let plain: Promise<Simulator> | undefined;
let stage: Promise<Simulator> | undefined;
const simulator = () => {
  plain ??= start();
  return plain;
};
/** Where what is sent again is sent again soon. */
const hasty = () => {
  stage ??= storyStage();
  return stage;
};
after(async () => {
  for (const each of [plain, stage]) await (await each)?.stop();
});

const EXTRACT = /^RCMR_IN03/;
const messagesOf = ({ events }: ConversationStory) =>
  events.filter((event): event is StoryMessage => event.kind === 'message');
const rolesOf = (story: ConversationStory) => messagesOf(story).map(({ role }) => role);
const outcomes = (attempts: StoryMessage['sends']) => attempts.map(({ outcome }) => outcome);

async function storyIn(running: Simulator, conversationId: string): Promise<ConversationStory> {
  const story = await storyOf(running.journal, conversationId);
  assert.ok(story);
  return story;
}

test('a transfer between two practices: who took part, what was said, both hops, timers, the end', async () => {
  const running = await simulator();
  const { conversationId } = await play(running, {
    from: A,
    patient: '9990000018',
    attachments: 1,
  });
  const story = await storyIn(running, conversationId.toLowerCase());
  assert.deepEqual(
    story.lanes.map(({ id, role }) => [id, role]),
    [
      [B, 'requester'],
      ['spine', undefined],
      [A, 'sender'],
      ['pds', undefined],
      ['sds', undefined],
    ],
  );
  assert.deepEqual(rolesOf(story), [
    'request',
    'request-acknowledgement',
    'extract',
    'final-acknowledgement',
  ]);
  const [request, , extract] = messagesOf(story);
  assert.deepEqual([request?.from, request?.via, request?.to], [B, 'spine', A]);
  assert.deepEqual([extract?.from, extract?.via, extract?.to], [A, 'spine', B]);
  for (const { sends, deliveries, bytes } of messagesOf(story)) {
    assert.deepEqual([outcomes(sends), outcomes(deliveries)], [['acknowledged'], ['acknowledged']]);
    assert.ok(bytes > 1000);
  }
  assert.equal(story.standing.state, 'filed');
  assert.equal(story.sentence, `Filed: accepted by ${B}`);
  assert.equal(story.classified?.status, 'Integrated on time');
  assert.equal(story.firstWrong, undefined);
  assert.deepEqual(
    story.timers.map(({ timer, end }) => [timer, end]),
    [
      ['extract-wait', 'stopped'],
      ['final-acknowledgement-wait', 'stopped'],
      ['overall', 'stopped'],
    ],
  );
  const asked = story.events.filter((event) => event.kind === 'lookup');
  assert.ok(asked.some(({ to, text }) => to === 'pds' && /found/.test(text)));
  assert.ok(asked.every(({ failed }) => !failed));
  assert.doesNotMatch(JSON.stringify(story), /9990000018/);
});

test('a large record: its parts are numbered and counted', async () => {
  const running = await simulator();
  const { conversationId } = await play(running, {
    ...{ from: A, patient: '9990000026', attachments: 110 },
  });
  const story = await storyIn(running, conversationId);
  const parts = messagesOf(story).flatMap(({ part }) => part ?? []);
  assert.ok(parts.length > 5);
  assert.deepEqual(
    parts,
    parts.map((_, at) => at + 1),
  );
  assert.deepEqual(
    [story.counts.partsExpected, story.counts.partsDone],
    [parts.length, parts.length],
  );
  const answers = rolesOf(story).filter((role) => role === 'fragment-acknowledgement');
  assert.equal(answers.length, parts.length);
  assert.equal(rolesOf(story).filter((role) => role === 'continue').length, 1);
});

test('what was done on purpose is told where it happened: lost answer, retries, a copy', async () => {
  const running = await hasty();
  let asked = 0;
  const disturber: MessageDisturber = {
    atDoor: ({ envelope }) =>
      envelope.action === 'RCMR_IN010000UK05' && asked++ === 0
        ? [{ by: 'rule one', kind: 'answer-lost' }]
        : [],
    atDelivery: ({ action }, attempt) =>
      EXTRACT.test(action) && attempt === 1 ? { by: 'rule two', kind: 'unreachable' } : undefined,
  };
  const undo = running.spine.disturb(disturber);
  try {
    const { conversationId } = await play(running, { from: A, patient: '9990000034' });
    await waitForEntry(
      running.journal,
      {
        what: 'the request again',
        matches: (entry) =>
          entry.conversationId === conversationId && entry.facts?.duplicateOf !== undefined,
      },
      { timeoutMs: 30_000 },
    );
    const story = await storyIn(running, conversationId);
    const [request, , extract] = messagesOf(story);
    assert.deepEqual(outcomes(request?.sends ?? []), ['answer-lost', 'duplicate']);
    assert.deepEqual(request?.faults, ['rule one asks for: answer-lost']);
    assert.deepEqual(outcomes(request?.deliveries ?? []), ['acknowledged']);
    assert.deepEqual(outcomes(extract?.deliveries ?? []), ['unreachable', 'acknowledged']);
    assert.ok(extract?.deliveries[0]?.next !== undefined);
    assert.match(story.firstWrong?.text ?? '', /^EHR request, on purpose: rule one/);
    assert.equal(story.counts.retries, 2);
    assert.equal(story.standing.state, 'filed');
  } finally {
    undo();
  }
});

test('a request that Spine refuses on purpose ends the transfer, and the story says by what', async () => {
  const running = await simulator();
  const undo = running.spine.disturb({
    atDoor: ({ envelope }) =>
      envelope.action === 'RCMR_IN010000UK05'
        ? [{ by: 'rule three', kind: 'soap-fault', code: '300', text: 'Disturbed' }]
        : [],
  });
  try {
    const { parts } = running;
    const { conversationId } = await parts.startTransfer({
      ...{ from: A, to: B, patient: '9990000042', attachments: 0 },
    });
    await ended(running, (entry) => entry.conversationId === conversationId);
    const story = await storyIn(running, conversationId);
    assert.deepEqual(
      [story.standing.state, story.standing.outcome],
      ['failed', 'request-undeliverable'],
    );
    assert.match(story.firstWrong?.text ?? '', /rule three asks for: soap-fault 300/);
    assert.deepEqual(outcomes(messagesOf(story)[0]?.sends ?? []), ['refused']);
    assert.equal(messagesOf(story)[0]?.deliveries.length, 0);
  } finally {
    undo();
  }
});

test('a held extract never arrives, and its transfer has failed', async () => {
  const running = await simulator();
  const undo = running.spine.disturb({
    atDispatch: ({ action }) =>
      EXTRACT.test(action) ? { by: 'rule four', kind: 'hold' } : undefined,
  });
  try {
    const { conversationId } = await running.parts.startTransfer({
      ...{ from: A, to: B, patient: '9990000050', attachments: 0 },
    });
    const held = { kind: 'settled' as const, conversationId };
    await waitForEntry(
      running.journal,
      {
        what: 'the hold',
        matches: ({ kind, facts, conversationId: one }) =>
          kind === held.kind && one === conversationId && facts?.outcome === 'held',
      },
      { timeoutMs: 30_000 },
    );
    const story = await storyIn(running, conversationId);
    const extract = messagesOf(story).find(({ role }) => role === 'extract');
    assert.equal(extract?.lost?.why, 'held back on purpose');
    assert.deepEqual(
      [story.standing.state, story.standing.outcome],
      ['failed', 'extract-undeliverable'],
    );
  } finally {
    undo();
  }
});

test('refusals are told with their code and who said it', async () => {
  const journal = memoryJournal([
    ...syntheticTransfer(1, 'request-refused'),
    ...syntheticTransfer(2, 'extract-refused'),
  ]);
  const request = await storyOf(journal, conversationOf(1));
  assert.equal(
    request?.sentence,
    'The request was refused by Z99002 with 06: Patient not at surgery',
  );
  assert.equal(request?.classified?.rule, 9);
  const extract = await storyOf(journal, conversationOf(2));
  assert.deepEqual([extract?.standing.state, extract?.standing.code], ['refused', '11']);
  assert.equal(extract?.classified?.reason, 'Final error');
  assert.match(extract?.firstWrong?.text ?? '', /answer to the extract refuses with 11/);
});

test('what a tap or a capture saw is told as what Spine saw, with an arrow past who only looked on', async () => {
  const seen = syntheticTransfer(3, 'filed')
    .filter(({ kind }) => kind === 'received')
    .map(({ response: _, ...entry }, at) => ({
      ...entry,
      service: at % 2 === 0 ? 'tap:inbound' : 'tap:outbound',
      facts: { result: 'captured' },
    }));
  const [request, ...rest] = seen;
  assert.ok(request);
  const refused = {
    ...request,
    response: { status: 500, headers: [], body: Buffer.from('<fault/>') },
    facts: { result: 'HTTP 500, SOAP fault 200' },
  };
  const story = await storyOf(memoryJournal([refused, request, ...rest]), conversationOf(3));
  assert.deepEqual(
    story?.lanes.map(({ title }) => title),
    ['Z99001', 'Tap', 'Z99002'],
  );
  assert.equal(story?.standing.state, 'filed');
  const [first] = story ? messagesOf(story) : [];
  assert.deepEqual(outcomes(first?.sends ?? []), ['refused', 'accepted']);
  assert.equal(first?.deliveries.length, 0);
});

test('a conversation that nobody had is no story', async () => {
  assert.equal(await storyOf(memoryJournal([]), 'NOT-THERE'), undefined);
});
