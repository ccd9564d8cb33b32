import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change } from '../../simulator/mesh/message/change.ts';
import { readChange, writeChange } from '../../simulator/mesh/message/change-facts.ts';
import { Shelf } from '../../simulator/mesh/message/shelf.ts';
import { readToken } from '../../simulator/mesh/request/authorization.ts';
import { readChunkRange } from '../../simulator/mesh/request/chunk-range.ts';
import { readContinuation, writeContinuation } from '../../simulator/mesh/request/continuation.ts';
import { readRoute } from '../../simulator/mesh/request/route.ts';
import { tokenUses } from '../../simulator/mesh/request/token-uses.ts';
import { workflowFilter } from '../../simulator/mesh/request/workflow-filter.ts';

const HEAD = { from: 'A', to: 'B', workflowId: 'W', type: 'DATA' } as const;

test('what an entry says of a change is read as it was written', () => {
  const text = fc.string();
  const status = fc.constantFrom('accepted', 'acknowledged', 'undeliverable', 'error');
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.record({
      kind: fc.constant('begun' as const),
      id: text,
      head: fc.record({
        ...{
          to: text,
          workflowId: text,
          type: fc.constantFrom('DATA' as const, 'REPORT' as const),
        },
        ...{ chunkCount: fc.nat(), subject: text, localId: text, compressed: fc.boolean() },
      }),
    }),
    fc.record({ kind: fc.constant('chunk' as const), id: text, number: fc.integer({ min: 1 }) }),
    fc.record({
      kind: fc.constant('status' as const),
      id: text,
      event: fc.record({ status: status as fc.Arbitrary<'error'>, code: text, description: text }),
    }),
    fc.record({ kind: fc.constant('gone' as const), id: text }),
  );
  fc.assert(
    fc.property(change, (drawn) => {
      // Without the prototypes that the library draws too.
      const value = JSON.parse(JSON.stringify(drawn)) as Change;
      const at = '2026-01-05T09:00:00.000Z';
      const entry = { kind: 'received', at, service: 'mesh', summary: '', sequence: 7 } as const;
      const read = readChange({ ...entry, facts: writeChange(value) });
      assert.deepEqual(read, { change: value, at: new Date(at), sequence: 7, body: undefined });
    }),
  );
});

test('in whatever order chunks come, and however often, a message is whole exactly when all are there', () => {
  const posts = fc.array(fc.integer({ min: 2, max: 5 }), { maxLength: 12 });
  fc.assert(
    fc.property(posts, (numbers) => {
      const shelf = new Shelf();
      const at = new Date(0);
      const body = { where: 'x', offset: 0, length: 3, crc: 0 };
      const begun = { kind: 'begun', id: 'M', head: { ...HEAD, chunkCount: 5 } } as const;
      shelf.apply({ change: begun, at, sequence: 1, body });
      let waiting = 0;
      for (const [n, number] of numbers.entries()) {
        const change = { kind: 'chunk', id: 'M', number } as const;
        shelf.apply({ change, at, sequence: n + 2, body });
        const whole = new Set(numbers.slice(0, n + 1)).size === 4;
        waiting = shelf.waiting('B').length;
        assert.equal(waiting, whole ? 1 : 0);
      }
      assert.equal(shelf.get('M')?.bytes, 3 * (1 + new Set(numbers).size));
    }),
  );
});

test('a token counts once, and is forgotten only when its time is long over', () => {
  const uses = tokenUses();
  const start = Date.parse('2026-01-05T09:00:00Z');
  const hour = 3_600_000;
  assert.equal(uses.use('a', new Date(start)), true);
  assert.equal(uses.use('a', new Date(start + 4 * hour)), false);
  assert.equal(uses.use('a', new Date(start + 5 * hour)), true);
});

test('hostile headers, paths and filters are values, never exceptions', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      readToken(one);
      readToken(`NHSMESH ${one}:${other}`);
      readChunkRange(one);
      readRoute('GET', one);
      readRoute(other, `/messageexchange/${one}`);
      readContinuation('A', one);
      const filter = one.trim();
      if (filter !== '' && !filter.startsWith('!'))
        assert.notEqual(workflowFilter(filter)(other), workflowFilter(`!${filter}`)(other));
    }),
  );
});

test('a page goes on where it ended, for its own mailbox alone', () => {
  fc.assert(
    fc.property(fc.nat(), fc.stringMatching(/^[A-Z0-9]{1,20}$/), (place, mailbox) => {
      const text = writeContinuation(mailbox, place);
      assert.ok(text.length >= 24 && text.length <= 1000);
      assert.equal(readContinuation(mailbox, text), place);
      assert.equal(readContinuation(`${mailbox}X`, text), undefined);
    }),
  );
});
