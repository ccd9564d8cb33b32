import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { explainMessage } from '../../simulator/explain-message.ts';
import { contractOf, EXTRACT, GP2GP, message } from './messages.ts';
import { openStand, removeCertificates, reply } from './stand.ts';

const stand = await openStand({
  world: {
    organisations: {
      hillside: {
        contracts: { [`${GP2GP}:${EXTRACT}`]: { retries: 2, retryInterval: 'PT0.05S' } },
      },
    },
  },
});
after(async () => {
  await stand[Symbol.asyncDispose]();
  await removeCertificates();
});

async function explained(messageId: string): Promise<string> {
  const explanation = await explainMessage(stand.journal, messageId);
  assert.ok(explanation);
  assert.equal(explanation.messageId, messageId);
  assert.ok(explanation.entries.length > 0);
  return explanation.text;
}

/** Sends a message and waits for the end of its delivery. */
async function sendAndEnd(order = {}) {
  const posting = message(stand.world.current(), order);
  const { messageId } = posting.envelope;
  await stand.send(posting);
  await stand.entry('the end', (entry) => {
    return entry.messageId === messageId && entry.settles !== undefined;
  });
  return explained(messageId);
}

test('nothing is told of a message that is not on record', async () => {
  assert.equal(await explainMessage(stand.journal, 'NOT-HERE'), undefined);
});

test('an accepted message: who sent it, by which contract it went, what was found, how it ended', async () => {
  const { cpaId, endpoint } = contractOf(stand.world.current());
  const text = await sendAndEnd();
  assert.match(
    text,
    /^Message [0-9A-F-]{36}\n {2}RCMR_IN030000UK06 from Z99001-900001 to Z99002-900002\n/,
  );
  assert.match(text, /conversation [0-9A-F-]{36}, 2 entries on record/);
  assert.match(text, /spine: RCMR_IN030000UK06 from Z99001-900001: taken/);
  assert.match(text, /peer {6}riverside\.spinebox\.test at 127\.0\.0\.1 TLSv1\.[23]/);
  assert.match(text, /answer {4}HTTP 202, \d{3,} bytes/);
  assert.match(text, /examine {3}\d+ checks: 0 broken, 0 departures, 0 notes/);
  assert.ok(text.includes(`decide    forward-reliable: acknowledged, forwarded to ${endpoint}`));
  assert.match(text, /attempt 1: accepted\n {4}answer {4}HTTP 202, 0 bytes/);
  const [entry] = await stand.journal.find({ kind: 'received' });
  assert.ok(entry?.trace?.some(({ facts }) => facts?.contract === cpaId));
});

test('a refused message: what is broken comes first, with the clause, the remedy and the nearest contract', async () => {
  const world = stand.world.current();
  const { envelope } = message(world);
  const { cpaId } = contractOf(world);
  const posting = message(world, {
    envelope: {
      cpaId: 'S00000A000000',
      messageId: envelope.messageId,
      timestamp: '2026-01-05T09:00:00',
    },
  });
  const answer = await stand.send(posting);
  assert.equal(answer.status, 200);
  const text = await explained(envelope.messageId);
  assert.match(text, /, 1 entry on record\n/);
  assert.match(text, /refused: CPA_ID_UNKNOWN/);
  assert.match(text, /answer {4}HTTP 200/);
  assert.ok(
    text.includes(
      `nearest registered contract: Z99002-900002 ${GP2GP}:${EXTRACT} with CPAId ${cpaId}`,
    ),
  );
  assert.match(
    text,
    new RegExp(
      [
        '    BROKEN    DIRECTORY-04',
        '              refused   HTTP 200, MessageError ValueNotRecognized \\(CPA_ID_UNKNOWN\\)',
        '              expected  The CPAId is that of some contract.',
        '              came      No contract has the CPAId "S00000A000000".',
        '              rule      mhs 4.5, 5.3 E12, basis N',
        '              where     CPAId, part 1, line \\d+, column \\d+, byte \\d+: <eb:CPAId>S00000A000000</eb:CPAId>',
        `              nearest   the recipient's contract is ${cpaId}`,
        '              change    Take CPAId from the contract in SDS: .*',
      ].join('\n'),
    ),
  );
  assert.match(text, /departs {3}EBXML-HEADER-06/);
  assert.ok(text.indexOf('BROKEN') < text.indexOf('departs'), 'the worst first');
});

test('a retried message: every attempt, why it failed and when the next was due', async () => {
  const before = stand.hillside.delivered.length;
  stand.hillside.react = (_, response, count) => reply(response, count - before < 3 ? 503 : 200);
  const text = await sendAndEnd();
  stand.hillside.react = (_, response) => reply(response, 202);
  const attempts = [...text.matchAll(/attempt (\d): (\w+)/g)].map(([, n, how]) => [n, how]);
  assert.deepEqual(attempts, [
    ['1', 'refused'],
    ['2', 'refused'],
    ['3', 'accepted'],
  ]);
  assert.equal([...text.matchAll(/next {6}retry at \d{4}-\d\d-\d\dT/g)].length, 2);
  assert.match(text, /HTTP 503 with nothing that could be understood/);
});

test('a message that was given up says so, with the reason and the number of attempts', async () => {
  stand.hillside.react = (_, response) => reply(response, 503);
  const text = await sendAndEnd();
  stand.hillside.react = (_, response) => reply(response, 202);
  assert.match(
    text,
    /gave up on RCMR_IN030000UK06 to Z99002-900002: HTTP 503.*3 of 3 attempts made/,
  );
});

test('a stranger’s message names the certificate and the party that it spoke for', async () => {
  const posting = message(stand.world.current());
  await stand.send(posting, 'hillside.spinebox.test');
  const text = await explained(posting.envelope.messageId);
  assert.match(text, /peer {6}hillside\.spinebox\.test/);
  assert.match(text, /BROKEN {4}IDENTITY-01\n.*\n.*\n +came .*does not speak for Z99001-900001/);
});

test('an exchange with a web face: which operation, who asked, what was answered and why', async () => {
  await stand.journal.append({
    kind: 'received',
    at: '2026-01-05T09:00:00.000Z',
    service: 'pds-fhir',
    summary: 'Patient.read from client-a: HTTP 400, refused: INVALID_RESOURCE_ID',
    messageId: 'CORRELATION-1',
    interaction: 'Patient.read',
    response: { status: 400, headers: [] },
    trace: [{ stage: 'decide', text: 'Resource Id is invalid' }],
    facts: { caller: 'client-a' },
  });
  const text = await explained('CORRELATION-1');
  assert.match(
    text,
    /^Exchange CORRELATION-1\n {2}Patient\.read at pds-fhir, asked by client-a, HTTP 400/,
  );
  assert.match(text, /decide +Resource Id is invalid/);
  assert.doesNotMatch(text, /conversation|from \?/);
});

test('an entry without an id is asked for by its number: question, result and reason of a search', async () => {
  const { sequence } = await stand.journal.append({
    kind: 'received',
    at: '2026-01-05T09:00:00.000Z',
    service: 'sds-ldap',
    summary: 'search for z99001 from sut.spinebox.test: 0 entries',
    interaction: 'search',
    peer: { address: '127.0.0.1', fqdn: 'sut.spinebox.test', protocol: 'TLSv1.3' },
    trace: [{ stage: 'perform', text: '(nhsIDCode=z99001) is compared with case' }],
    facts: { base: 'o=nhs', filter: '(nhsIDCode=z99001)', attributes: '', resultCode: 0 },
  });
  for (const id of [String(sequence), `#${sequence}`]) {
    const { text = '', entries } = (await explainMessage(stand.journal, id)) ?? {};
    assert.equal(
      text,
      [
        `Entry ${sequence}`,
        '  search at sds-ldap',
        '',
        `[${sequence}] 2026-01-05T09:00:00.000Z sds-ldap: search for z99001 from sut.spinebox.test: 0 entries`,
        '    peer      sut.spinebox.test at 127.0.0.1 TLSv1.3',
        '    base      o=nhs',
        '    filter    (nhsIDCode=z99001)',
        '    perform   (nhsIDCode=z99001) is compared with case',
      ].join('\n'),
    );
    assert.equal(entries?.length, 1);
  }
});

test('the number of an entry that belongs to a message tells the message', async () => {
  const [entry] = await stand.journal.find({ kind: 'received', service: 'spine' });
  assert.ok(entry?.messageId);
  const explanation = await explainMessage(stand.journal, String(entry.sequence));
  assert.equal(explanation?.text, (await explainMessage(stand.journal, entry.messageId))?.text);
  assert.equal(await explainMessage(stand.journal, '999999'), undefined);
});
