import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { NamedUser, SessionJudge } from '../../simulator/doors/session-judge.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { wrapperFromElement } from '../../src/wire/hl7/read-wrapper.ts';
import { readSyncEnvelope } from '../../src/wire/soap/read-sync-envelope.ts';
import { author, hl7, RIVERSIDE_ASID, soap } from '../pds/hl7/requests.ts';
import { EXTRACT, message, type Posting } from './messages.ts';
import {
  certificates,
  openStand,
  RIVERSIDE_FQDN,
  removeCertificates,
  type Stand,
} from './stand.ts';

after(removeCertificates);

const CONTENT = '<subject typeCode="SUBJ"/>';
/** Played by nobody: what is taken for it waits. */
const EXTERNAL = { played: 'external', endpoint: 'https://localhost:1/' } as const;
const PSIS = 'urn:nhs:names:services:psis';
const CANNED = 'urn:nhs:names:services:psisquery';
const CANNED_QUERY = 'QUPC_IN180000UK04';

/** Knows one user at work, and who was asked for. */
function oneAtWork(atWork = true) {
  const asked: NamedUser[] = [];
  const sessions: SessionJudge = {
    judge(user, what) {
      assert.equal(what, 'query');
      asked.push(user);
      if (atWork && user.userId === '555000000101') return { ok: true };
      return { ok: false, why: `user ${user.userId} has no session` };
    },
  };
  return { asked, sessions };
}

type Enforce = 'off' | 'warn' | 'enforce';

/** Spine with a canned synchronous service besides, and this mode. */
const open = (enforce: Enforce, sessions: SessionJudge) =>
  openStand({
    sessions,
    world: {
      identity: { enforce },
      services: {
        [`${CANNED}:${CANNED_QUERY}`]: {
          pattern: 'synchronous',
          answer: { kind: 'acknowledge', typeCode: 'AA' },
        },
      },
    },
  });

const by = (person: string, action = EXTRACT) => hl7(action, CONTENT, { author: person });
const extract = ({ world }: Stand, payload: string, attachments: readonly Buffer[] = []) =>
  message(world.current(), {
    payload,
    attachments: attachments.map((content, at) => ({
      ...{ contentId: `a${at}@spine.nhs.uk`, contentType: 'application/octet-stream' },
      ...{ transferEncoding: 'binary', content },
    })),
  });

function query(person: string, senderAsid = RIVERSIDE_ASID): Posting {
  const action = `${CANNED}/${CANNED_QUERY}`;
  const written = hl7(CANNED_QUERY, '<query/>', { author: person, senderAsid });
  return {
    path: '/sync-service',
    headers: [
      ['Content-Type', 'text/xml'],
      ['SOAPAction', action],
    ],
    body: Buffer.from(
      soap(CANNED_QUERY, written, { senderAsid }).replace(/(<wsa:Action>)[^<]*/, `$1${action}`),
    ),
    envelope: undefined as never,
  };
}

async function errors(stand: Stand, posting: Posting): Promise<readonly string[] | number> {
  const answer = await stand.send(posting);
  const read = readEbxml(answer.body);
  const list = read.ok ? read.value.errorList?.errors : undefined;
  return list
    ? list.map(({ errorCode, description }) => `${errorCode} ${description}`)
    : answer.status;
}

const lastOf = async ({ journal }: Stand) => {
  const [entry] = await journal.find({ kind: 'received', newestFirst: true, limit: 1 });
  assert.ok(entry);
  return entry;
};
const checksOf = (entry: Awaited<ReturnType<typeof lastOf>>) =>
  (entry.findings ?? []).map(({ check, severity }) => `${check} ${severity}`);

test('a message whose user has no session is refused and goes nowhere; of one at work it is taken', async () => {
  const { asked, sessions } = oneAtWork();
  await using stand = await open('enforce', sessions);
  const stranger = extract(stand, by(author({ userId: '555000000109' })));
  assert.deepEqual(await errors(stand, stranger), [
    'SecurityFailure USER_WITHOUT_SESSION:user 555000000109 has no session',
  ]);
  const entry = await lastOf(stand);
  assert.equal(entry.facts?.result, 'refused: USER_WITHOUT_SESSION');
  assert.equal(entry.opens, undefined);
  assert.ok(checksOf(entry).includes('USER-01 must'));
  assert.equal(stand.hillside.delivered.length, 0);

  assert.equal(await errors(stand, extract(stand, by(author()))), 202);
  await stand.hillside.count(1);
  assert.deepEqual(asked[1], {
    ...{ userId: '555000000101', roleProfileId: '555000000201', jobRoleCode: 'R8000' },
    organisation: 'Z99001',
  });
});

test('a refused message may come again when its user is at work: it was never taken', async () => {
  let atWork = false;
  const sessions: SessionJudge = {
    judge: () => (atWork ? { ok: true } : { ok: false, why: 'no session' }),
  };
  await using stand = await open('enforce', sessions);
  const posting = extract(stand, by(author()));
  assert.deepEqual(await errors(stand, posting), [
    'SecurityFailure USER_WITHOUT_SESSION:no session',
  ]);
  atWork = true;
  assert.equal(await errors(stand, posting), 202);
  // And when the session is over a copy of what was taken gets its first answer.
  atWork = false;
  assert.equal(await errors(stand, posting), 202);
  assert.equal((await lastOf(stand)).facts?.result, 'duplicate');
  await stand.hillside.count(1);
});

test('a body that went to disk is judged as well', async () => {
  const { sessions } = oneAtWork(false);
  await using stand = await open('enforce', sessions);
  const large = extract(stand, by(author()), [Buffer.alloc(300_000, 7)]);
  assert.ok(large.body.length > 200_000);
  const refused = ['SecurityFailure USER_WITHOUT_SESSION:user 555000000101 has no session'];
  stand.journal.readBody = () => assert.fail('the whole body was read');
  assert.deepEqual(await errors(stand, large), refused);
  const long = `<subject typeCode="SUBJ">${'<x/>'.repeat(100_000)}</subject>`;
  const payload = by(author()).replace(CONTENT, long);
  assert.deepEqual(await errors(stand, extract(stand, payload)), refused);
});

test('a wrapper that is not at the beginning of a large payload is found as well', async () => {
  const { sessions } = oneAtWork(false);
  await using stand = await open('enforce', sessions);
  const payload = by(author()).replace('<author ', `<!--${'x'.repeat(200_000)}-->$&`);
  assert.deepEqual(await errors(stand, extract(stand, payload)), [
    'SecurityFailure USER_WITHOUT_SESSION:user 555000000101 has no session',
  ]);
});

test('messages that name nobody pass, and so does what is no HL7', async () => {
  const { asked, sessions } = oneAtWork(false);
  await using stand = await open('enforce', sessions);
  for (const payload of [by(''), 'no XML at all', '<other/>', '<a><b>'])
    assert.equal(await errors(stand, extract(stand, payload)), 202, payload);
  assert.deepEqual(asked, []);
});

test('an author without all three ids is nobody at work', async () => {
  const { asked, sessions } = oneAtWork();
  await using stand = await open('enforce', sessions);
  for (const flaw of [{ jobRole: '' }, { userId: '' }, { roleProfileId: '' }])
    assert.deepEqual(await errors(stand, extract(stand, by(author(flaw)))), [
      'SecurityFailure USER_WITHOUT_SESSION:the author lacks one of its three ids',
    ]);
  assert.deepEqual(asked, []);
});

test('an operator may be content with a note', async () => {
  const { sessions } = oneAtWork(false);
  await using stand = await open('warn', sessions);
  assert.equal(await errors(stand, extract(stand, by(author()))), 202);
  assert.ok(checksOf(await lastOf(stand)).includes('USER-01 should'));
  await stand.hillside.count(1);
});

test('without the setting no payload is looked into, and nobody is asked', async () => {
  const { asked, sessions } = oneAtWork(false);
  await using stand = await open('off', sessions);
  stand.journal.readBody = () => assert.fail('a payload was read');
  const stream = stand.journal.streamBody;
  let streamed = 0;
  stand.journal.streamBody = (ref) => {
    streamed += 1;
    return stream.call(stand.journal, ref);
  };
  const large = extract(stand, by(author()), [Buffer.alloc(300_000, 7)]);
  const answer = await stand.send(large);
  assert.equal(answer.status, 202);
  await stand.hillside.count(1);
  assert.equal(streamed, 1, 'once, to be delivered');
  assert.equal((await stand.send(query(author()))).status, 200);
  assert.deepEqual(asked, []);
});

test("users of messages to Spine's own services are judged, in each pattern", async () => {
  const { sessions } = oneAtWork(false);
  await using stand = await open('enforce', sessions);
  const refused = ['SecurityFailure USER_WITHOUT_SESSION:user 555000000101 has no session'];
  const order = { to: 'YES-0000806', service: PSIS, action: 'REPC_IN150016UK05' };
  const upload = (person: string) =>
    message(stand.world.current(), { ...order, payload: by(person, order.action) });
  assert.deepEqual(await errors(stand, upload(author())), refused);
  assert.equal(await errors(stand, upload('')), 202);
  const asking = { ...order, service: CANNED, action: 'QUPC_IN160101UK05' };
  const express = message(stand.world.current(), {
    ...asking,
    payload: by(author(), asking.action),
  });
  assert.deepEqual(await errors(stand, express), refused);
});

test('a synchronous message whose user has no session is rejected with 900, or noted', async () => {
  const { asked, sessions } = oneAtWork();
  await using stand = await open('enforce', sessions);
  const ask = async (person: string) => {
    const { body } = await stand.send(query(person));
    const read = readSyncEnvelope(body);
    const message = read.ok ? read.value.body?.message : undefined;
    assert.ok(message, body.toString());
    const wrapper = wrapperFromElement(message);
    const told = wrapper.ok ? wrapper.value.acknowledgement : undefined;
    const [detail] = told?.details ?? [];
    return [told?.typeCode, detail?.code, detail?.displayName];
  };
  const none = [undefined, undefined];
  assert.deepEqual(await ask(author()), ['AA', ...none]);
  assert.deepEqual(await ask(''), ['AA', ...none]);
  assert.equal(asked[0]?.organisation, 'Z99001');
  const stranger = author({ userId: '555000000109' });
  assert.deepEqual(await ask(stranger), ['AR', '900', 'user 555000000109 has no session']);
  assert.ok(checksOf(await lastOf(stand)).includes('USER-01 must'));
});

test('users of messages to PDS are judged by PDS alone', async () => {
  const { asked, sessions } = oneAtWork(false);
  await using stand = await openStand({
    sessions,
    world: { identity: { enforce: 'enforce' } },
    applications: () => ({
      pds: { answer: () => assert.fail('not asked'), answerLater: async () => [] },
    }),
  });
  const order = { to: 'YES-0000806', service: 'urn:nhs:names:services:pds' };
  const posting = message(stand.world.current(), {
    ...{ ...order, action: 'PRPA_IN000203UK03' },
    payload: by(author(), 'PRPA_IN000203UK03'),
  });
  assert.equal((await stand.send(posting)).status, 202);
  assert.deepEqual(asked, []);
});

test('in the whole simulator the sessions are those of its identity services', async () => {
  const { store, directory } = await certificates();
  const loaded = await loadWorld({
    overrides: {
      ...FREE_SERVICE_PORTS,
      identity: { enforce: 'enforce' },
      organisations: { riverside: EXTERNAL, hillside: EXTERNAL },
    },
  });
  await using simulator = await startSimulator({
    ...{ world: loaded, certificateDirectory: directory, keyType: 'p-256' },
    ...{ logger: silentLogger, control: false, durable: false },
  });
  const client = openHttpClient({ identity: await store.identity(RIVERSIDE_FQDN) });
  const person = author({ userId: '990000001001', roleProfileId: '990000002001' });
  const post = async () => {
    const { path, headers, body } = message(simulator.world.current(), { payload: by(person) });
    const answer = await client.post(`${simulator.spine.url}${path}`, { headers, body });
    assert.ok('status' in answer);
    return answer.status;
  };
  assert.equal(await post(), 200);
  await simulator.services.identity.desk.startSession({ user: '990000001001' });
  assert.equal(await post(), 202);
  await client.close();
});
