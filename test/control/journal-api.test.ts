import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { ask, received, stand } from './stand.ts';

const messages = (body: Readonly<Record<string, unknown>>) =>
  (body.entries as { messageId: string }[]).map(({ messageId }) => messageId);

test('entries are found by each condition of the query', async () => {
  await using api = await stand();
  const finding = { severity: 'must', clause: 'x', message: 'y', at: 'z' } as const;
  await api.journal.append(received({ messageId: 'A' }));
  await api.journal.append(
    received({
      messageId: 'B',
      conversationId: 'CONV-2',
      at: '2026-01-05T10:00:00.000Z',
      fromParty: 'Z99003-900003',
      interaction: 'COPC_IN000001UK01',
      findings: [{ check: 'EBXML-1', ...finding }],
    }),
  );
  await api.journal.append(
    received({
      messageId: 'C',
      kind: 'delivery',
      service: 'practice:Z99001',
      at: '2026-01-05T11:00:00.000Z',
    }),
  );
  const cases: readonly [string, string][] = [
    ['', 'ABC'],
    ['conversation=CONV-2', 'B'],
    ['message=C', 'C'],
    ['party=Z99003-900003', 'B'],
    ['interaction=COPC_IN000001UK01', 'B'],
    ['kind=delivery', 'C'],
    ['service=practice:Z99001', 'C'],
    ['finding=EBXML-1', 'B'],
    ['since=2026-01-05T10:00:00Z', 'BC'],
    ['since=2026-01-05T11:00:00%2B01:00', 'BC'],
    ['until=2026-01-05T10:00:00Z', 'A'],
    ['after=1', 'BC'],
    ['kind=received&party=Z99002-900002&after=1', 'B'],
  ];
  for (const [query, expected] of cases) {
    const { status, body } = await ask(`${api.url}/journal?${query}`);
    assert.equal(status, 200, query);
    assert.equal(messages(body).join(''), expected, query);
    assert.equal(body.next, null, query);
  }
});

test('pages lead from one to the next and end', async () => {
  await using api = await stand();
  for (const messageId of ['A', 'B', 'C', 'D']) await api.journal.append(received({ messageId }));
  const first = await ask(`${api.url}/journal?limit=2`);
  assert.deepEqual([messages(first.body), first.body.next], [['A', 'B'], 2]);
  const second = await ask(`${api.url}/journal?limit=2&after=2`);
  assert.deepEqual([messages(second.body), second.body.next], [['C', 'D'], null]);
});

test('a query that means nothing is refused by name', async () => {
  await using api = await stand();
  for (const query of [
    'kind=sent',
    'limit=0',
    'limit=1001',
    'since=today',
    'colour=red',
    'after=-1',
  ]) {
    const { status, body } = await ask(`${api.url}/journal?${query}`);
    assert.equal(status, 400, query);
    assert.ok(String(body.message).includes(query.split('=')[0] ?? ''), query);
  }
});

test('an entry is shown with addresses in place of its bodies', async () => {
  await using api = await stand();
  const body = Buffer.from([0, 255, 13, 10, 60]);
  await api.journal.append(
    received({
      request: { method: 'POST', path: '/', headers: [['Host', 'a']], body },
      response: { status: 202, headers: [] },
    }),
  );
  const { status, body: entry } = await ask(`${api.url}/journal/1`);
  assert.equal(status, 200);
  const request = entry.request as { body: { length: number; href: string } };
  assert.deepEqual(Object.keys(request.body).sort(), ['crc', 'href', 'length']);
  assert.equal(request.body.length, 5);
  assert.deepEqual(entry.response, { status: 202, headers: [] });

  const bytes = await fetch(`${api.control.url}${request.body.href}`);
  assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), body);
  assert.equal(bytes.headers.get('content-type'), 'application/octet-stream');
  assert.equal(bytes.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(
    bytes.headers.get('content-disposition'),
    'attachment; filename="journal-1-request.bin"',
  );
});

test('a large body arrives whole', async () => {
  await using api = await stand();
  const body = Buffer.alloc(3_000_000, 'spine');
  await api.journal.append(received({ request: { headers: [], body } }));
  const response = await fetch(`${api.url}/journal/1/body?side=request`);
  const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
  assert.equal(response.headers.get('content-length'), '3000000');
  assert.equal(digest(new Uint8Array(await response.arrayBuffer())), digest(body));
});

test('what is not on record is not found', async () => {
  await using api = await stand();
  await api.journal.append(received());
  const answers = await Promise.all([
    ask(`${api.url}/journal/2`),
    ask(`${api.url}/journal/1/body?side=request`),
    ask(`${api.url}/journal/9/body?side=response`),
  ]);
  assert.deepEqual(
    answers.map(({ status, body }) => [status, body.error]),
    [
      [404, 'NOT_FOUND'],
      [404, 'NOT_FOUND'],
      [404, 'NOT_FOUND'],
    ],
  );
  assert.equal((await ask(`${api.url}/journal/1/body?side=both`)).status, 400);
  assert.equal((await ask(`${api.url}/journal/one`)).status, 400);
});
