import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decide } from '../../src/gp2gp/transfer.ts';
import { renderTransferTable } from './table/render-transfer-table.ts';
import { REQUESTER_EVENTS, REQUESTER_STATES } from './table/requester-rows.ts';
import { SENDER_EVENTS, SENDER_STATES } from './table/sender-rows.ts';

test('docs/gp2gp-transfer.md says what the machines do (npm run docs:transfer writes it anew)', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/gp2gp-transfer.md'), 'utf8');
  assert.equal(page, renderTransferTable());
});

test('the tables reach every phase', () => {
  const phases = (states: typeof REQUESTER_STATES) => [...new Set(states.map(([phase]) => phase))];
  assert.equal(phases(REQUESTER_STATES).length, 12);
  assert.equal(phases(SENDER_STATES).length, 11);
});

test('no event in any state makes a machine throw or hold what is not plain data', () => {
  for (const [, , state] of [...REQUESTER_STATES, ...SENDER_STATES]) {
    for (const [name, event] of [...REQUESTER_EVENTS, ...SENDER_EVENTS]) {
      const direct = decide(state, event);
      const again = JSON.parse(JSON.stringify({ state, event }));
      const replayed = decide(again.state, again.event);
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
      assert.deepEqual(plain(replayed), plain(direct), `${state.role} ${state.phase}: ${name}`);
    }
  }
});
