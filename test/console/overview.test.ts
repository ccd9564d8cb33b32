import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authority, certificate, root } from '../doctor/doctor-ward.ts';
import { consoleStand } from './stand.ts';

/** What a page says, without its markup. */
const said = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

test('the overview says what is up, how to connect and how long certificates last', async () => {
  const now = Date.now();
  const left = (days: number, fqdn: string) =>
    certificate(0, { fqdn, state: 'valid', notAfter: new Date(now + days * 86_400_000 + 60_000) });
  const list = [
    root,
    authority,
    left(300, 'fine.example'),
    left(20, 'soon.example'),
    left(3, 'urgent.example'),
  ];
  const certificates = async () => [
    ...list,
    certificate(0, { fqdn: 'gone.example', state: 'revoked' }),
    certificate(0, { fqdn: 'meant.example', state: 'expired', profile: 'wrong-expired' }),
  ];
  await using stand = await consoleStand({ parts: { certificates } });
  const { text } = await stand.ask('/');
  const page = said(text);
  for (const part of [
    '1 of 1 services',
    'https://spine/reliablemessaging/forwardreliable',
    'YES-0000806',
    '928942012545',
    'ldaps://sds',
    'certs/generated/trust.pem',
  ])
    assert.ok(page.includes(part), part);
  const order = ['gone.example', 'urgent.example', 'soon.example', 'fine.example', 'meant.example'];
  const places = order.map((name) => page.indexOf(name));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.match(text, /badge bad[^>]*>[^/]*<\/span>3 days left/);
  assert.match(text, /badge odd[^>]*>[^/]*<\/span>20 days left/);
  assert.match(text, /badge good[^>]*>[^/]*<\/span>300 days left/);
  assert.match(page, /meant\.example wrong on purpose/);
});

test('findings of the doctor are told with their remedy and lead to the entry; notes are folded', async () => {
  const doctor = async () => [
    {
      id: 'PEER-REFUSED',
      severity: 'bad' as const,
      message: 'not in: <b>',
      remedy: 'Show it.',
      sequence: 7,
    },
    { id: 'TIME-SCALED', severity: 'note' as const, message: 'fast', remedy: 'Nothing.' },
  ];
  await using stand = await consoleStand({ parts: { doctor } });
  const { text } = await stand.ask('/overview/doctor');
  assert.match(text, /not in: &lt;b&gt;/);
  assert.match(text, /Show it\. <a href="\/console\/messages\/7"/);
  assert.match(text, /<details[^>]*><summary[^>]*>1 worth knowing<\/summary>/);
});

test('the doctor is not asked again for every look', async () => {
  let asked = 0;
  const doctor = async () => {
    asked++;
    return [];
  };
  await using stand = await consoleStand({ parts: { doctor } });
  const looks = await Promise.all([1, 2, 3].map(() => stand.ask('/overview/doctor')));
  assert.ok(looks.every(({ text }) => text.includes('Nothing is wrong')));
  assert.equal(asked, 1);
  await stand.clock.advance(2000);
  await stand.ask('/overview/doctor');
  assert.equal(asked, 2);
});

test('traffic, what is not settled, and who was heard of follow the journal', async () => {
  await using stand = await consoleStand();
  assert.match(said((await stand.ask('/overview/traffic')).text), /Nothing came in/);
  assert.match(
    said((await stand.ask('/overview/systems')).text),
    /Z99003 System under test not yet/,
  );
  const entry = {
    ...{
      kind: 'received' as const,
      at: '2026-01-05T09:00:00.000Z',
      service: 'spine',
      summary: 's',
    },
    ...{ interaction: 'RCMR_IN010000UK05', fromParty: 'Z99003-900003', toParty: 'Z99001-900001' },
  };
  await stand.journal.append({ ...entry, opens: 'w', facts: { result: 'taken' } });
  await stand.journal.append({ ...entry, facts: { result: 'refused: CPA_ID_UNKNOWN' } });
  assert.match(said((await stand.ask('/overview/traffic')).text), /RCMR_IN010000UK05 spine 1 1/);
  const figures = said((await stand.ask('/overview/figures')).text);
  assert.match(
    figures,
    /2 messages in the last minute 50 % refused of 2 in five minutes 1 message not settled/,
  );
  const systems = said((await stand.ask('/overview/systems')).text);
  assert.match(systems, /Z99003 System under test ✓ connected 2026-01-05 09:00:00 0/);
  assert.match(systems, /Z99001 Riverside Surgery ✓ bundled • 1/);
});
