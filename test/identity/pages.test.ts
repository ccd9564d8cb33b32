import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { html } from '../../simulator/identity/pages/html.ts';
import { CALLBACK, formOf, openStand, removeCertificates } from './stand.ts';

after(removeCertificates);

const OIDC = '/openam/oauth2/realms/root/realms/oidc';
const EVIL = `"><script>alert(1)</script><b x='`;

function path(redirect: string, client = 'sut-api-key'): string {
  return `${OIDC}/authorize?${formOf({
    ...{ response_type: 'code', client_id: client, redirect_uri: redirect, scope: 'openid' },
  })}`;
}

test('whatever is put into a page is text in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      const inside = /^<p title="([^"]*)">([^<]*)<\/p>$/s.exec(markup);
      assert.ok(inside, markup);
    }),
  );
  const item = html`<i>${'<'}</i>`;
  assert.equal(html`${[item, item]}${false}${undefined}${7}`.markup, '<i>&lt;</i><i>&lt;</i>7');
});

test('names with markup in them do no harm', async () => {
  const users = {
    evil: {
      userId: '990000009999',
      name: EVIL,
      roles: [{ roleProfileId: '990000009998', organisation: 'Z99001', jobRole: EVIL }],
    },
  };
  await using stand = await openStand({ identity: { users } });
  for (const { text } of [
    await stand.get(path(CALLBACK)),
    await stand.get('/login/authactivate'),
    await stand.post('/login/authactivate', { user: '990000009999' }),
    await stand.get(path('https://x.example/', EVIL)),
    await stand.get(path(EVIL)),
  ]) {
    assert.doesNotMatch(text, /<script|<b x=/);
    assert.match(text, /&lt;script&gt;/);
  }
});

test('pages run no script, load nothing, are not framed and lead only where they should', async () => {
  await using stand = await openStand();
  const { headers, text } = await stand.get(path(CALLBACK));
  const [style = ''] = /(?<=<style>).*(?=<\/style>)/s.exec(text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  assert.equal(
    headers.get('content-security-policy'),
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' http://localhost:9000; frame-ancestors 'none'; base-uri 'none'`,
  );
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.doesNotMatch(text, /<script| on\w+=|style="|https?:\/\//);
});

test('an application with a scheme of its own may be led to', async () => {
  const clients = { app: { clientId: 'app', secret: 'app-secret', redirectUris: ['myapp:/done'] } };
  await using stand = await openStand({ identity: { clients } });
  const { headers } = await stand.get(path('myapp:/done', 'app'));
  assert.match(headers.get('content-security-policy') ?? '', /form-action 'self' myapp:;/);
  const { headers: sent } = await stand.post(path('myapp:/done', 'app'), { user: '656005750105' });
  assert.match(sent.get('location') ?? '', /^myapp:\/done\?code=/);
});

test('a page can be read without seeing it: language, title, headings, buttons with names', async () => {
  await using stand = await openStand();
  const { text } = await stand.get('/login/authactivate');
  assert.match(text, /<html lang="en">/);
  assert.match(text, /<title>Choose who signs in - spinebox<\/title>/);
  assert.equal(text.match(/<h1>/g)?.length, 1);
  for (const [button] of text.matchAll(/<button[^>]*>.*?<\/button>/gs))
    assert.match(button, /<b>[^<]+/);
});
