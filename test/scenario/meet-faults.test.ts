import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUpRules } from '../../src/scenario/look-up-rules.ts';
import { faultLedger, type PassingMessage } from '../../src/scenario/meet-faults.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';

function faultsOf(lines: string) {
  return readScenario(`title: A\nplays: sender\nfaults:\n${lines}`, 'f').faults;
}

function message(
  kind: string,
  messageId: string,
  more: Partial<PassingMessage> = {},
): PassingMessage {
  return { from: 'counterpart', kind, label: undefined, conversationId: 'C', messageId, ...more };
}

test('a fault meets the message of its kind and number, in every conversation', () => {
  const ledger = faultLedger(
    faultsOf('  - { on: fragment, number: 2, from: counterpart, do: drop }'),
  );
  const met = (id: string, conversationId = 'C', kind = 'fragment') =>
    ledger.meet(message(kind, id, { conversationId })).map(({ do: what }) => what);
  assert.deepEqual(met('1'), []);
  assert.deepEqual(met('2', 'C', 'index'), ['drop']);
  assert.deepEqual(met('3'), []);
  assert.deepEqual(met('4', 'D'), []);
  assert.deepEqual(met('5', 'D'), ['drop']);
});

test('a fault on an index leaves fragments alone', () => {
  const ledger = faultLedger(faultsOf('  - { on: index, from: counterpart, do: hold }'));
  assert.equal(ledger.meet(message('fragment', '1')).length, 0);
  assert.equal(ledger.meet(message('index', '2')).length, 1);
});

test('a fault meets the tries that it names of one message', () => {
  const ledger = faultLedger(faultsOf('  - { on: request, do: no-answer, attempts: 2-3 }'));
  const met = () => ledger.meet(message('request', '1', { from: 'system' })).length;
  assert.deepEqual([met(), met(), met(), met()], [0, 1, 1, 0]);
});

test('a fault on a label meets that message alone', () => {
  const ledger = faultLedger(faultsOf('  - { on: late copy, from: counterpart, do: duplicate }'));
  assert.equal(ledger.meet(message('extract', '1', { label: 'extract' })).length, 0);
  assert.equal(ledger.meet(message('extract', '2', { label: 'late copy' })).length, 1);
});

test('a fault ends with its cue', () => {
  const faults = faultsOf('  - { on: any, do: http-error, attempts: all, until: better }');
  const ledger = faultLedger(faults);
  const met = () => ledger.meet(message('request', '1', { from: 'system' })).length;
  assert.equal(met(), 1);
  ledger.end('worse');
  assert.equal(met(), 1);
  ledger.end('better');
  assert.equal(met(), 0);
});

test('what PDS and the directory do wrong becomes rules about this situation alone', () => {
  const faults = faultsOf(
    '  - { on: pds-update, do: refuse, until: better }\n  - { on: sds, do: silence, attempts: 1-2 }',
  );
  const ledger = faultLedger(faults);
  const subjects = {
    situation: 'S',
    nhsNumbers: ['9990000018'],
    ...{ odsCodes: ['Z12345'], organisations: ['Z54321'], mailboxes: ['M1'], retrievals: [] },
  };
  const [update, sds] = lookUpRules(faults, ledger.lasts, subjects);
  assert.deepEqual(update?.when.nhsNumber, ['9990000018']);
  assert.ok(update?.when.operation?.includes('PRPA_IN000203UK03'));
  assert.equal(update?.actions[0]?.kind, 'refuse-update');
  assert.deepEqual(sds?.when, { ods: ['Z12345'] });
  assert.deepEqual(sds?.attempts, { from: 1, to: 2 });
  ledger.end('better');
  assert.equal(lookUpRules(faults, ledger.lasts, subjects).length, 1);
});

test('what ODS, MESH and authorities do wrong is about organisations and mailboxes of the situation', () => {
  const faults = faultsOf(
    [
      '  - { on: ods, do: error, code: "404" }',
      '  - { on: mesh, do: unavailable, attempts: "1" }',
      '  - { on: nhais, do: no-receipt }',
      '  - { on: nhais, do: delay, for: PT2S }',
    ].join('\n'),
  );
  const rules = lookUpRules(faults, faultLedger(faults).lasts, {
    situation: 'S',
    nhsNumbers: ['9990000018'],
    ...{ odsCodes: ['Z12345'], organisations: ['Z54321'], mailboxes: ['M1'], retrievals: [] },
  });
  assert.deepEqual(
    rules.map(({ faces, when, actions }) => [faces, when, actions]),
    [
      [['ods'], { ods: ['Z12345', 'Z54321'] }, [{ kind: 'result', code: '404' }]],
      [['mesh'], { mailbox: ['M1'] }, [{ kind: 'unavailable' }]],
      [['nhais'], { mailbox: ['M1'] }, [{ kind: 'interchange', how: 'no-receipt' }]],
      [['nhais'], { mailbox: ['M1'] }, [{ kind: 'delay', ms: 2000 }]],
    ],
  );
});
