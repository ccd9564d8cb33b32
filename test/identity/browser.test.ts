import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startHttpServer } from '../../src/platform/http-server.ts';
import { openPage, withoutBrowser } from './headless-browser.ts';
import { formOf, openStand, removeCertificates } from './stand.ts';

after(removeCertificates);

/** The address of an application to which a browser is sent back. */
async function startApplication() {
  let arrived: (query: URLSearchParams) => void = () => {};
  const arrival = new Promise<URLSearchParams>((resolve) => {
    arrived = resolve;
  });
  const listener = await startHttpServer({
    ...{ service: 'application', host: '127.0.0.1', port: 0, closeGraceMs: 0 },
    onRequest(request, response) {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (url.pathname === '/callback') arrived(url.searchParams);
      response.end('signed in');
    },
  });
  const callback = `http://127.0.0.1:${listener.port}/callback`;
  return { callback, arrival, [Symbol.asyncDispose]: () => listener.close() };
}

test('a browser completes the sign-in with the keyboard alone, under the policy of the page', {
  skip: withoutBrowser,
}, async () => {
  await using application = await startApplication();
  const { callback } = application;
  const clients = { sut: { redirectUris: [callback] } };
  await using stand = await openStand({ identity: { clients } });
  await using page = await openPage();
  const query = formOf({
    response_type: 'code',
    client_id: 'sut-api-key',
    redirect_uri: callback,
    scope: 'openid selectedrole',
    state: 'from-the-browser',
  });
  const focused = async () => page.run('document.activeElement.value');
  const tabTo = async (value: string) => {
    for (let count = 0; count < 40 && (await focused()) !== value; count++) await page.press('Tab');
    assert.equal(await focused(), value);
  };
  await page.open(`${stand.url}/openam/oauth2/realms/root/realms/oidc/authorize?${query}`);
  // The stylesheet is let in by its digest.
  const margin = await page.run('getComputedStyle(document.body).marginTop');
  assert.equal(margin, '0px');
  await tabTo('990000001005');
  const loaded = page.loaded();
  await page.press('Enter');
  await loaded;
  assert.equal(await page.run('document.title'), 'Choose a role - spinebox');
  await tabTo('990000002006');
  await page.press('Enter');
  const arrived = await application.arrival;
  assert.equal(arrived.get('state'), 'from-the-browser');
  assert.match(arrived.get('code') ?? '', /^[0-9a-f]{64}$/);
});
