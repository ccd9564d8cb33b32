import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from '../../simulator/console/element.ts';
import { type ConsoleRoute, NothingHereError } from '../../simulator/console/page.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';
import { consoleStand } from './stand.ts';

class WontError extends SimulatorError {
  readonly code = 'SIM_WONT';
  readonly remedy = 'Ask for something else.';
}

const route = (path: string, answer: ConsoleRoute['answer'], method: 'get' | 'post' = 'get') =>
  ({ method, path, section: 'world', answer }) as const satisfies ConsoleRoute;

const ROUTES: readonly ConsoleRoute[] = [
  route('/said/:text', async ({ params, query }) => ({
    title: params.text ?? '',
    body: h('p', { title: query.get('q') ?? '' }, query.get('q') ?? ''),
  })),
  route('/nothing', async () => {
    throw new NothingHereError('There is no such thing.', 'Look elsewhere.');
  }),
  route('/wont', async () => {
    throw new WontError('it will not do that');
  }),
  route('/broken', async () => {
    throw new Error('secret details');
  }),
  route('/piece', async () => ({ fragment: h('b', {}, '<piece>') })),
  route('/form', async ({ form }) => ({ seeOther: `/said/${form.get('to')}` }), 'post'),
  route('/file', async () => ({
    download: {
      name: '../"><script>\r\nx: y\u202etxt.exe',
      length: 4,
      write: async (response) => void response.end('body'),
    },
  })),
];

test('every answer carries a policy that lets no script but the own one run, and is not kept', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  for (const path of ['/said/x', '/piece', '/assets/console.css', '/nowhere', '/file', '/broken']) {
    const { headers } = await stand.ask(path);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; /, path);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'same-origin');
  }
});

test('what is said on a page is text, never markup', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  const evil = '"><script>alert(1)</script>';
  const { text } = await stand.ask(
    `/said/${encodeURIComponent(evil)}?q=${encodeURIComponent(evil)}`,
  );
  assert.ok(!text.includes('<script>alert'), text);
  assert.ok(text.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;'));
});

test('a page says where it belongs, and its title and version', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  const { status, text, headers } = await stand.ask('/said/hello');
  assert.equal(status, 200);
  assert.match(String(headers['content-type']), /^text\/html; charset=utf-8/);
  assert.match(text, /<title>hello · spinebox<\/title>/);
  assert.match(text, /<a href="\/console\/world" aria-current="page">World<\/a>/);
  assert.equal(text.match(/aria-current/g)?.length, 1);
  assert.match(text, /1\.2\.3/);
});

test('what is not there, cannot be done or fails is told as such, without inner details', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  const nothing = await stand.ask('/nothing');
  assert.equal(nothing.status, 404);
  assert.match(nothing.text, /There is no such thing\.[\s\S]*Look elsewhere\./);
  const wont = await stand.ask('/wont');
  assert.equal(wont.status, 409);
  assert.match(wont.text, /it will not do that[\s\S]*Ask for something else\./);
  const broken = await stand.ask('/broken');
  assert.equal(broken.status, 500);
  assert.doesNotMatch(broken.text, /secret/);
  assert.equal((await stand.ask('/nowhere')).status, 404);
  assert.equal((await stand.ask('/said/%E0%A4%A')).status, 400);
});

test('a piece comes without the frame, a form leads on', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  assert.equal((await stand.ask('/piece')).text, '<b>&lt;piece&gt;</b>');
  const { status, headers } = await stand.ask('/form', {}, { to: 'there' });
  assert.deepEqual([status, headers.location], [303, '/console/said/there']);
});

test('bytes of a peer are saved under a harmless name and never shown', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  const { headers, text } = await stand.ask('/file');
  assert.equal(text, 'body');
  assert.equal(headers['content-type'], 'application/octet-stream');
  assert.equal(headers['content-length'], '4');
  const disposition = String(headers['content-disposition']);
  assert.match(disposition, /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%~!-]+$/);
});

test('a form that is too large is refused, with another way', async () => {
  await using stand = await consoleStand({ routes: ROUTES });
  const large = await stand.ask('/form', {}, { to: 'x'.repeat(1_100_000) });
  assert.equal(large.status, 413);
  assert.match(large.text, /holds more than a megabyte.*by the command line/s);
});
