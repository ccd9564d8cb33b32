import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meshStand, virtualClock } from '../../features/support/mesh-stand.ts';
import { hashOf, judgeToken } from '../../simulator/mesh/request/authorization.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';

/** The vector of mesh-nhais 1.2. */
const VECTOR = {
  mailbox: 'X26ABC1',
  nonce: '9c5f2d3e-0b1a-4c6d-8e7f-112233445566',
  count: '1',
  timestamp: '202601151230',
};
const TEST_KEY = '3eae7503016db6f3b7cb559fe0f2c19a349ec1fe3463dcd226b58d492ed15d6f';
const BACKBONE = '5fa704da0096dc147f2eeeee5400fad255590a6bc4ee36d8a14763e1b05284c0';
const HEADER = `NHSMESH ${VECTOR.mailbox}:${VECTOR.nonce}:1:${VECTOR.timestamp}:${TEST_KEY}`;
const NOON = new Date('2026-01-15T12:30:20Z');

const listed = (headers: Record<string, string>) => headers['content-length'];

test('M1 the vector of the specification is accepted at its time', async () => {
  assert.equal(hashOf(VECTOR, 'password', 'TestKey'), TEST_KEY);
  assert.equal(hashOf(VECTOR, 'password', 'BackBone'), BACKBONE);
  await using stand = await meshStand({}, { clock: virtualClock(NOON) });
  const reply = await stand.client('X26ABC1').call('GET', '/inbox', { token: HEADER });
  assert.equal(reply.status, 200);
});

test('M2 the same token again is refused, also after a restart, and nothing is told', async () => {
  await using stand = await meshStand({}, { clock: virtualClock(NOON) });
  const client = stand.client('X26ABC1');
  assert.equal((await client.call('GET', '/inbox', { token: HEADER })).status, 200);
  const again = await client.call('GET', '/inbox', { token: HEADER });
  assert.equal(again.status, 403);
  assert.equal(listed(again.headers), '0');
  await stand.restart();
  assert.equal((await client.call('GET', '/inbox', { token: HEADER })).status, 403);
  const refused = (await stand.entries()).filter(({ facts }) => facts?.refusal === 'replayed');
  assert.equal(refused.length, 2);
  assert.match(refused[0]?.trace?.at(-1)?.text ?? '', /used before; a token works once/);
});

test('M3 a token three hours old or three hours ahead is refused, and the record tells by how much', async () => {
  for (const [moment, offset] of [
    ['2026-01-15T15:30:00Z', -10_800_000],
    ['2026-01-15T09:30:00Z', 10_800_000],
  ] as const) {
    await using stand = await meshStand({}, { clock: virtualClock(new Date(moment)) });
    const reply = await stand.client('X26ABC1').call('GET', '/inbox', { token: HEADER });
    assert.equal(reply.status, 403);
    const [entry] = await stand.entries();
    assert.equal(entry?.facts?.refusal, 'time');
    assert.equal(entry?.facts?.offsetMs, offset);
  }
});

test('M4 a hash in upper case is refused, and accepted as the sandbox does when it is set so', async () => {
  const header = HEADER.replace(TEST_KEY, TEST_KEY.toUpperCase());
  for (const [hashCase, status] of [
    ['strict', 403],
    ['any', 200],
  ] as const) {
    const patch = { mesh: { authorization: { hashCase } } };
    await using stand = await meshStand(patch, { clock: virtualClock(NOON) });
    const reply = await stand.client('X26ABC1').call('GET', '/inbox', { token: header });
    assert.equal(reply.status, status, hashCase);
  }
});

test('M5 a token of another mailbox than that of the path is refused, in lower case too', async () => {
  await using stand = await meshStand();
  const client = stand.client('X26ABC1');
  for (const mailbox of ['X26ABC2', 'x26abc1']) {
    const reply = await client.call('GET', '/inbox', { token: client.token({ mailbox }) });
    assert.equal(reply.status, 403, mailbox);
  }
  const lower = await client.at('GET', '/messageexchange/x26abc1/inbox');
  assert.equal(lower.status, 200, 'the path may be in lower case');
});

test('M6 a request without Authorization is refused with an empty body, whatever the setting', async () => {
  await using stand = await meshStand({ mesh: { authorization: { refusal: 'text' } } });
  const reply = await stand.client('X26ABC1').call('GET', '/inbox', { token: null });
  assert.equal(reply.status, 403);
  assert.equal(reply.body.length, 0);
});

test('M7 four parts, a nonce count that is no number, or a space in the token are refused', async () => {
  await using stand = await meshStand();
  const client = stand.client('X26ABC1');
  const good = client.token();
  const tokens = [
    good.slice(0, good.lastIndexOf(':')),
    client.token({ count: 'x' }),
    good.replace('NHSMESH ', 'NHSMESH  '),
    good.replace('NHSMESH ', 'Bearer '),
  ];
  for (const token of tokens)
    assert.equal((await client.call('GET', '/inbox', { token })).status, 403, token);
  assert.equal((await client.call('GET', '/inbox', { token: good })).status, 200);
});

test('M8 a nonce is used again with a higher count, but not with the same one in another minute', async () => {
  await using stand = await meshStand({}, { clock: virtualClock(NOON) });
  const client = stand.client('X26ABC1');
  const status = async (count: string, timestamp = VECTOR.timestamp) => {
    const token = client.token({ nonce: VECTOR.nonce, count, timestamp });
    return (await client.call('GET', '/inbox', { token })).status;
  };
  assert.equal(await status('1'), 200);
  assert.equal(await status('2'), 200);
  assert.equal(await status('1', '202601151231'), 403);
  assert.equal(await status('002'), 403);
});

test('a refusal says why where the world has it so, in the form of the version', async () => {
  await using stand = await meshStand({ mesh: { authorization: { refusal: 'text' } } });
  const client = stand.client('X26ABC1');
  const wrong = () => client.token({ password: 'other' });
  const first = await client.call('GET', '/inbox', { token: wrong() });
  assert.deepEqual(first.json(), {
    errorEvent: '',
    errorCode: '',
    errorDescription: 'Invalid Authentication Token',
  });
  const second = await client.call('GET', '/inbox', { token: wrong(), version: 2 });
  const { internal_id, ...rest } = second.json();
  assert.match(String(internal_id), /^\d{20}_[0-9A-F]{6}$/);
  assert.deepEqual(rest, {
    detail: [{ event: '', code: '', msg: 'Invalid Authentication Token' }],
  });
});

test('UK summer time counts where it is set, and only there', async () => {
  const { world } = await loadWorld();
  const now = new Date('2026-07-15T12:30:00Z');
  // An hour and 50 minutes behind our time if it were UTC; with summer time 2 h 50 min.
  const header = (timestamp: string) => {
    const token = { ...VECTOR, timestamp };
    const hash = hashOf(token, 'password', 'TestKey');
    return `NHSMESH X26ABC1:${VECTOR.nonce}:1:${timestamp}:${hash}`;
  };
  const judged = (time: 'strict' | 'london' | 'off', timestamp: string) =>
    judgeToken(
      header(timestamp),
      'X26ABC1',
      { ...world.mesh, authorization: { ...world.mesh.authorization, time } },
      now,
    ).ok;
  assert.equal(judged('strict', '202607151525'), false);
  assert.equal(judged('london', '202607151525'), true);
  assert.equal(judged('london', '202607151535'), false);
  assert.equal(judged('off', 'nonsense'), true);
  assert.equal(judged('strict', '202602301230'), false);
});

test('canned tokens and none at all are enough where the world says so, but not for a mailbox that is closed', async () => {
  const mailboxes = { X26ABC3: { ods: 'X27', active: false } };
  for (const mode of ['canned', 'none'] as const) {
    await using stand = await meshStand({ mesh: { authorization: { mode }, mailboxes } });
    const status = async (mailbox: string, token: string | null) =>
      (await stand.client(mailbox).call('GET', '/inbox', { token })).status;
    assert.equal(await status('X26ABC1', 'NHSMESH X26ABC1:VALID:1:x:y'), 200, mode);
    assert.equal(await status('X26ABC1', null), mode === 'none' ? 200 : 403, mode);
    assert.equal(await status('X26ABC3', 'NHSMESH X26ABC3:valid:1:x:y'), 403, mode);
    assert.equal(await status('NOBODY', 'NHSMESH NOBODY:VALID:1:x:y'), 403, mode);
  }
});

test('neither token nor password is on record, only a digest by which two tokens can be told apart', async () => {
  await using stand = await meshStand();
  const client = stand.client('X26ABC1');
  const token = client.token();
  await client.call('GET', '/inbox', { token });
  const kept = JSON.stringify(await stand.entries());
  for (const part of token
    .replace('NHSMESH ', '')
    .split(':')
    .slice(1)
    .filter((p) => p.length > 5))
    assert.ok(!kept.includes(part), part);
  assert.match(kept, /NHSMESH \[not kept; sha256 begins [0-9a-f]{12}\]/);
});
