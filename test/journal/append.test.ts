import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Entry, NewEntry } from '../../src/journal/entry.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { bytesOf, finding, note, received, temporaryDirectory } from './specimen-entries.ts';

test('gives an entry back as it was put in, with its exact bytes', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const request = bytesOf(6000);
  const response = Buffer.from('<ok/>');
  const given: NewEntry = {
    ...received(request),
    response: { status: 202, headers: [['Content-Type', 'text/xml']], body: response },
    peer: { address: '127.0.0.1', fqdn: 'riverside.example', protocol: 'TLSv1.2' },
    timings: { total: 12.5 },
    findings: [finding('EBXML-MANIFEST-01')],
    trace: [
      { stage: 'decide', text: 'the contract allows it: \u00e9\ud83d\ude00', facts: { n: 1 } },
    ],
    facts: { attempt: 1, next: null },
    opens: 'delivery:1',
  };

  const entry = await journal.append(given);
  const found = await journal.get(1);

  assert.deepEqual(found, entry);
  assert.equal(entry.sequence, 1);
  assert.deepEqual(entry.trace, given.trace);
  assert.deepEqual(entry.findings, given.findings);
  assert.deepEqual(entry.facts, given.facts);
  assert.deepEqual(await bodyOf(journal, found?.request?.body), request);
  assert.deepEqual(await bodyOf(journal, found?.response?.body), response);
});

test('does not see what the caller does to its bytes after the call', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const body = Buffer.from('before');
  const appending = journal.append(received(body));
  body.fill(0x78);

  const entry = await appending;

  assert.equal((await bodyOf(journal, entry.request?.body)).toString(), 'before');
});

test('tells and resolves entries in the order of the calls, whatever group they fall into', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const told: number[] = [];
  const resolved: string[] = [];
  journal.subscribe(({ sequence }) => told.push(sequence));
  const all: Promise<unknown>[] = [];
  for (let n = 1; n <= 500; n++) {
    all.push(journal.append(note(String(n))).then(({ summary }) => resolved.push(summary)));
    // Lets some calls arrive while a group is being written.
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);

  const expected = Array.from({ length: 500 }, (_, n) => n + 1);
  assert.deepEqual(told, expected);
  assert.deepEqual(resolved, expected.map(String));
  const found = await journal.find({});
  assert.deepEqual(
    found.map(({ summary }) => summary),
    expected.map(String),
  );
});

test('has an entry on record before anybody is told of it', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const seen = Promise.withResolvers<Entry | undefined>();
  journal.subscribe((entry) => seen.resolve(journal.get(entry.sequence)));

  const entry = await journal.append(note('one'));

  assert.deepEqual(await seen.promise, entry);
});

test('a listener that throws harms neither the journal nor the other listeners', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const told: string[] = [];
  journal.subscribe(() => {
    throw new Error('out of order');
  });
  const end = journal.subscribe(({ summary }) => told.push(summary));

  await journal.append(note('one'));
  end();
  await journal.append(note('two'));

  assert.deepEqual(told, ['one']);
  assert.equal(await journal.count({}), 2);
});

test('puts a body above 64 kB into a file of its own and gives it back', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path });
  const small = bytesOf(65_536);
  const large = bytesOf(65_537);

  const first = await journal.append(received(small));
  const second = await journal.append(received(large));

  assert.equal((await readdir(join(directory.path, 'bodies'))).length, 1);
  assert.deepEqual(await bodyOf(journal, first.request?.body), small);
  assert.deepEqual(await bodyOf(journal, second.request?.body), large);
  assert.deepEqual((await journal.verify()).faults, []);
});

test('entries in are entries out, also after the journal was opened again', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const body = fc.uint8Array({ maxLength: 300 });
  const side = fc.record(
    { headers: fc.array(fc.tuple(text, text), { maxLength: 3 }), body, status: fc.nat() },
    { requiredKeys: ['headers'] },
  );
  const entry = fc.record(
    {
      kind: fc.constantFrom('received', 'delivery', 'settled', 'note'),
      at: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      service: text,
      summary: text,
      conversationId: text,
      messageId: text,
      fromParty: text,
      request: side,
      response: side,
      facts: fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer())),
    },
    { requiredKeys: ['kind', 'at', 'service', 'summary'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 12 }), async (entries) => {
      await using directory = await temporaryDirectory();
      const given = entries as NewEntry[];
      const options = { directory: directory.path, segmentBytes: 1000, sync: false };
      {
        await using journal = await openJournal(options);
        await Promise.all(given.map((each) => journal.append(each)));
      }
      await using journal = await openJournal(options);
      const found = await journal.find({});
      assert.equal(found.length, given.length);
      for (const [index, expected] of given.entries()) {
        const { sequence, request, response, ...fields } = found[index] as Entry;
        const { request: sent, response: answered, ...plain } = expected;
        assert.equal(sequence, index + 1);
        assert.equal(JSON.stringify(fields), JSON.stringify(plain));
        for (const [out, put] of [
          [request, sent],
          [response, answered],
        ] as const) {
          assert.deepEqual(out?.headers, put?.headers);
          assert.equal(out?.status, put?.status);
          if (put?.body instanceof Uint8Array)
            assert.deepEqual(await bodyOf(journal, out?.body), Buffer.from(put.body));
          else assert.equal(out?.body, undefined);
        }
      }
      assert.deepEqual((await journal.verify()).faults, []);
    }),
    { numRuns: 40 },
  );
});

async function bodyOf(
  journal: { readBody(ref: NonNullable<NonNullable<Entry['request']>['body']>): Promise<Buffer> },
  ref: NonNullable<Entry['request']>['body'],
): Promise<Buffer> {
  assert.ok(ref, 'the entry names no body');
  return journal.readBody(ref);
}
