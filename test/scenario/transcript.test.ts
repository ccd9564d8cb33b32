import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transcript } from '../../src/scenario/transcript.ts';
import { transcriptBuilder } from '../../src/scenario/transcript-builder.ts';
import { factsOfBody } from '../../src/scenario/transcript-facts.ts';
import type { Captured } from '../specimens/captured.ts';
import {
  acknowledgementOf,
  EXTRACT_MESSAGE,
  GOOD,
  INDEX_MESSAGE,
  R,
  S,
  TRANSFER,
} from '../specimens/transfer.ts';

/** What Spine would have put on record of these messages, the system being R or S. */
function transcriptOf(
  messages: readonly Captured[],
  system: typeof R = R,
  requester: 'system' | 'counterpart' = 'system',
): Transcript {
  const builder = transcriptBuilder(requester);
  for (const [index, { body, http }] of messages.entries()) {
    const text = body.toString('latin1');
    const field = (name: string) => new RegExp(`<eb:${name}>([^<]+)`).exec(text)?.[1] ?? '';
    const party = (side: string) =>
      new RegExp(`<eb:${side}>\\s*<eb:PartyId[^>]*>([^<]+)`).exec(text)?.[1];
    const from = party('From') === system.party ? 'system' : 'counterpart';
    builder.add({
      sequence: index + 1,
      at: '2026-03-01T09:00:00.000Z',
      from,
      to: party('To') ?? '',
      interaction: field('Action'),
      conversationId: field('ConversationId'),
      messageId: field('MessageId'),
      bytes: body.length,
      taken: true,
      duplicate: false,
      facts: factsOfBody(field('Action'), http?.contentType, body),
      findings: [],
    });
  }
  return builder;
}

test('every message of a transfer gets its role, and every acknowledgement what it is about', () => {
  const { messages } = transcriptOf(TRANSFER);
  assert.deepEqual(
    messages.map(({ from, role, acknowledgement }) => [from, role, acknowledgement?.about]),
    [
      ['system', 'request', undefined],
      ['counterpart', 'request-acknowledgement', 1],
      ['counterpart', 'extract', undefined],
      ['system', 'continue', undefined],
      ['counterpart', 'fragment', undefined],
      ['system', 'fragment-acknowledgement', 5],
      ['counterpart', 'index', undefined],
      ['system', 'fragment-acknowledgement', 7],
      ['counterpart', 'fragment', undefined],
      ['system', 'fragment-acknowledgement', 9],
      ['counterpart', 'fragment', undefined],
      ['system', 'fragment-acknowledgement', 11],
      ['system', 'final-acknowledgement', 3],
    ],
  );
});

test('the same transfer seen from the other side has the same roles', () => {
  const asSender = transcriptOf(TRANSFER, S, 'counterpart').messages;
  const asRequester = transcriptOf(TRANSFER).messages;
  assert.deepEqual(
    asSender.map(({ role }) => role),
    asRequester.map(({ role }) => role),
  );
  assert.deepEqual(
    asSender.map(({ from }) => from),
    asRequester.map(({ from }) => (from === 'system' ? 'counterpart' : 'system')),
  );
});

test('facts are kept of ids, patients and references, and nothing of the content', () => {
  const { messages } = transcriptOf(TRANSFER);
  const [request, , extract] = messages;
  assert.equal(request?.nhsNumber, '9990000018');
  assert.equal(extract?.nhsNumber, '9990000018');
  assert.equal(extract?.extractId, EXTRACT_MESSAGE);
  assert.equal(extract?.requestId, request?.requestId);
  assert.deepEqual(
    extract?.references.map(({ href }) => href.slice(0, 4)),
    ['cid:', 'cid:', 'mid:', 'mid:'],
  );
  assert.ok(JSON.stringify(messages).length < 20_000);
});

test('a refusal has its code, where it stood and how it was written', () => {
  const { messages } = transcriptOf([GOOD.request, GOOD.nack]);
  assert.deepEqual(messages[1]?.acknowledgement, {
    typeCode: 'AE',
    code: '06',
    codeAsWritten: '06',
    codeIn: 'reason',
    refTo: GOOD_REQUEST_ID(),
    names: 'hl7-id',
    about: 1,
  });
});

function GOOD_REQUEST_ID(): string {
  return /<eb:MessageId>([^<]+)/.exec(GOOD.request.body.toString('latin1'))?.[1] ?? '';
}

test('an acknowledgement of nobody knows what is a stray, and so is one of its own side', () => {
  const stray = acknowledgementOf('AAAAAAAA-0000-4000-8000-000000000000');
  const own = acknowledgementOf(GOOD_REQUEST_ID(), R);
  const { messages } = transcriptOf([GOOD.request, stray, own]);
  assert.deepEqual(
    messages.slice(1).map(({ role, acknowledgement }) => [role, acknowledgement?.about]),
    [
      ['stray-acknowledgement', undefined],
      ['stray-acknowledgement', undefined],
    ],
  );
});

test('an acknowledgement of a continue and of an index are told apart', () => {
  const { messages } = transcriptOf([
    ...TRANSFER,
    acknowledgementOf(INDEX_MESSAGE),
    acknowledgementOf('DDDDDDDD-0000-4000-8000-000000000001', S, '18'),
  ]);
  assert.deepEqual(
    messages.slice(-2).map(({ role }) => role),
    ['fragment-acknowledgement', 'continue-acknowledgement'],
  );
});

test('bytes that cannot be read give no facts and break nothing', () => {
  for (const body of [
    Buffer.alloc(0),
    Buffer.from('--x\r\n'),
    Buffer.from('<eb:Envelope'),
    Buffer.alloc(4096, 0xff),
  ]) {
    const facts = factsOfBody('MCCI_IN010000UK13', 'multipart/related; boundary=x', body);
    assert.equal(facts.hl7Id, undefined);
    assert.deepEqual(facts.references, []);
  }
});
