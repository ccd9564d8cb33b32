import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleStand } from './stand.ts';

const TOKEN = 'a-token-of-sixteen-characters';
const sessionOf = (cookie: unknown) => String(cookie).split(';')[0] ?? '';

test('without a token, this machine looks and steers; other names and origins do not', async () => {
  await using stand = await consoleStand();
  const { host, port } = stand;
  assert.equal((await stand.ask('/')).status, 200);
  assert.equal((await stand.ask('/', { host: `localhost:${port}` })).status, 200);
  // A name that somebody else made lead here.
  assert.equal((await stand.ask('/', { host: `evil.example:${port}` })).status, 403);
  assert.equal((await stand.ask('/', { host, origin: 'https://evil.example' })).status, 403);
  assert.equal((await stand.ask('/', { host, origin: `http://${host}` })).status, 200);
  assert.equal((await stand.ask('/x', { host, origin: 'null' }, { a: 'b' })).status, 403);
  assert.equal((await stand.ask('/live', { host: `evil.example:${port}` })).status, 403);
});

test('with a token nothing is shown but the door, whatever is asked for', async () => {
  await using stand = await consoleStand({ token: TOKEN });
  for (const path of ['/', '/overview/figures', '/live', '/nowhere']) {
    const { text, headers } = await stand.ask(path);
    assert.match(text, /<form[^>]*action="\/console\/login"/, path);
    assert.doesNotMatch(text, /YES-0000806|Log out/, path);
    assert.match(String(headers['content-type']), /^text\/html/);
  }
});

test('the token opens a session that ends with logging out; the cookie is no token', async () => {
  await using stand = await consoleStand({ token: TOKEN });
  const wrong = await stand.ask('/login', {}, { token: 'not it' });
  assert.equal(wrong.status, 401);
  assert.match(wrong.text, /This is not the token/);
  assert.equal(wrong.headers['set-cookie'], undefined);

  const right = await stand.ask('/login', {}, { token: TOKEN });
  assert.deepEqual([right.status, right.headers.location], [303, '/console/']);
  const set = String(right.headers['set-cookie']);
  assert.match(set, /; Path=\/console; HttpOnly; SameSite=Strict/);
  assert.ok(!set.includes(TOKEN));

  const cookie = sessionOf(right.headers['set-cookie']);
  const page = await stand.ask('/', { cookie });
  assert.match(page.text, /YES-0000806/);
  assert.match(page.text, /Log out/);
  const elsewhere = { cookie, host: stand.host, origin: 'https://evil.example' };
  assert.equal((await stand.ask('/', elsewhere)).status, 403);
  assert.equal((await stand.ask('/logout', { cookie }, {})).status, 303);
  assert.doesNotMatch((await stand.ask('/', { cookie })).text, /YES-0000806/);
});

test('a made-up session opens nothing', async () => {
  await using stand = await consoleStand({ token: TOKEN });
  for (const cookie of ['spinebox-console=x', 'spinebox-console=', `spinebox-console=${TOKEN}`])
    assert.doesNotMatch((await stand.ask('/', { cookie })).text, /YES-0000806/);
});

test('many sessions crowd out the oldest, not the newest', async () => {
  await using stand = await consoleStand({ token: TOKEN });
  const login = async () =>
    sessionOf((await stand.ask('/login', {}, { token: TOKEN })).headers['set-cookie']);
  const first = await login();
  let last = first;
  for (let n = 0; n < 100; n++) last = await login();
  assert.doesNotMatch((await stand.ask('/', { cookie: first })).text, /YES-0000806/);
  assert.match((await stand.ask('/', { cookie: last })).text, /YES-0000806/);
});
