import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unprovoked } from '../../conformance/engine/provoked.ts';
import { askUntil, waitFor } from '../../conformance/engine/waiting.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';

let sequence = 0;
const message = (
  from: 'system' | 'counterpart',
  role: TranscriptMessage['role'],
  more: Partial<TranscriptMessage> = {},
): TranscriptMessage => ({
  ...{ sequence: ++sequence, at: '', from, role, to: '', interaction: '', conversationId: 'C' },
  ...{ messageId: `M${sequence}`, hl7Id: undefined, bytes: 1, taken: true, duplicate: false },
  ...{ acknowledgement: undefined, references: [], extractId: undefined, requestId: undefined },
  ...{ nhsNumber: undefined, findings: [], ...more },
});
const answer = (role: TranscriptMessage['role'], about: TranscriptMessage | undefined) =>
  message('system', role, {
    acknowledgement: {
      ...{ typeCode: 'AA', code: undefined, codeAsWritten: undefined, codeIn: undefined },
      ...{ refTo: '', names: undefined, about: about?.sequence },
    },
  });
const pointing = (...ids: readonly string[]) => ({
  references: ids.map((id) => ({ href: `mid:${id}`, documentId: undefined, description: '' })),
});
const rolesOf = (
  messages: readonly TranscriptMessage[],
  registrations = new Map<string, number>(),
) => unprovoked(messages, registrations).map(({ role }) => role);

test('what a requester sends in a transfer is called for once', () => {
  const extract = message('counterpart', 'extract', pointing('F1'));
  const fragment = message('counterpart', 'fragment', { messageId: 'F1' });
  const request = message('system', 'request', { nhsNumber: '9990000018' });
  const own = [
    message('system', 'continue'),
    answer('fragment-acknowledgement', fragment),
    answer('final-acknowledgement', extract),
  ];
  const once = [request, extract, fragment, ...own];
  assert.deepEqual(rolesOf(once, new Map([['9990000018', 1]])), []);
  const again = [message('system', 'continue'), answer('final-acknowledgement', extract)];
  assert.deepEqual(rolesOf([...once, ...again], new Map([['9990000018', 1]])), [
    'continue',
    'final-acknowledgement',
  ]);
  assert.deepEqual(rolesOf(once), ['request'], 'nobody registered the patient');
});

test('what a sender sends is called for once, fragments only after a continue', () => {
  const request = message('counterpart', 'request');
  const extract = message('system', 'extract', pointing('F1'));
  const early = message('system', 'fragment', { messageId: 'F1' });
  assert.deepEqual(rolesOf([request, answer('request-acknowledgement', request), extract, early]), [
    'fragment',
  ]);
  const continued = message('counterpart', 'continue');
  const due = message('system', 'fragment', { messageId: 'f1' });
  const strange = message('system', 'fragment', { messageId: 'F9' });
  assert.deepEqual(rolesOf([request, extract, continued, due, strange]), ['fragment']);
  assert.deepEqual(rolesOf([request, extract, message('system', 'extract')]), ['extract']);
});

test('answers to nothing, and to a continue, are called for by nobody', () => {
  const continued = message('counterpart', 'continue');
  assert.deepEqual(
    rolesOf([
      continued,
      answer('continue-acknowledgement', continued),
      answer('stray-acknowledgement', undefined),
    ]),
    ['continue-acknowledgement', 'stray-acknowledgement'],
  );
});

/** Changes that a test makes by hand. */
function byHand() {
  const listeners = new Set<() => void>();
  return {
    changes: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: () => {
      for (const listener of [...listeners]) listener();
    },
    waiting: () => listeners.size,
  };
}
const failure = () => new Error('time is up');

test('waiting wakes on a change, and leaves nothing behind', async () => {
  const { changes, change, waiting } = byHand();
  let value: number | undefined;
  const found = waitFor({ look: () => value, changes, withinMs: 10_000, failure });
  change();
  value = 7;
  change();
  assert.equal(await found, 7);
  assert.equal(waiting(), 0);
});

test('time that is renewed is not over while something goes on', async () => {
  const { changes, change } = byHand();
  const asked = { look: () => undefined, changes, withinMs: 60, failure };
  const plain = assert.rejects(waitFor(asked), /time is up/);
  const began = performance.now();
  const renewed = assert.rejects(waitFor({ ...asked, renewed: true }), /time is up/);
  const ticking = setInterval(change, 20);
  await plain;
  setTimeout(() => clearInterval(ticking), 150);
  await renewed;
  assert.ok(performance.now() - began > 180);
});

test('who cannot tell by himself is asked at every change and after pauses', async () => {
  const { changes, change } = byHand();
  let asked = 0;
  const look = async () => (++asked === 3 ? 'done' : undefined);
  setImmediate(change);
  assert.equal(await askUntil({ look, changes, withinMs: 10_000, failure }), 'done');
  await assert.rejects(
    askUntil({ look: async () => undefined, changes, withinMs: 40, failure }),
    /time is up/,
  );
});
