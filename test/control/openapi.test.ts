import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlApp } from '../../simulator/control/control-app.ts';
import { eventStreams } from '../../simulator/control/event-streams.ts';
import { documentedPath } from '../../simulator/control/openapi.ts';
import { controlRoutes } from '../../simulator/control/routes.ts';
import type { ControlParts } from '../../simulator/doors/control-parts.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { ask, json, received, stand } from './stand.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: { $ref?: string } }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

async function documentOf(url: string): Promise<Document> {
  return (await ask(`${url}/openapi.json`)).body as unknown as Document;
}

const METHODS = ['get', 'put', 'patch', 'post', 'delete'];

test('every registered route is documented, and nothing else is', async () => {
  await using api = await stand();
  const { paths } = await documentOf(api.url);
  // Building routes asks nothing of the parts: they are only called by requests.
  const parts = { journal: api.journal } as unknown as ControlParts;
  const events = eventStreams({ journal: api.journal, clock: virtualClock() });
  const routes = controlRoutes(parts, events, '1');
  const app = controlApp({ routes, token: undefined, logger: silentLogger, maxBodyBytes: 1 });
  const registered = app.router.stack.flatMap(({ route }) => {
    if (!route || typeof route.path !== 'string') return [];
    const path = documentedPath(route.path.replace('/api/v1', ''));
    // The route that answers 405 takes every method and is none of the operations.
    const methods = [...new Set(route.stack.map(({ method }) => method))];
    return methods.flatMap((method) => (method ? [`${method} ${path}`] : []));
  });
  const documented = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  assert.deepEqual(registered.sort(), documented.sort());
  assert.equal(documented.length, 17);
});

test('what is documented is answered, what is not is refused with 405', async () => {
  await using api = await stand();
  await api.journal.append(received({ request: { headers: [], body: Buffer.from('x') } }));
  const { paths } = await documentOf(api.url);
  for (const [path, operations] of Object.entries(paths)) {
    const address = path.replaceAll(/\{\w+\}/g, '1');
    for (const method of METHODS) {
      const response = await fetch(`${api.control.url}${address}`, {
        method: method.toUpperCase(),
      });
      await response.body?.cancel();
      assert.equal(response.status === 405, !(method in operations), `${method} ${path}`);
    }
  }
});

test('every reference leads somewhere and every operation has a name of its own', async () => {
  await using api = await stand();
  const document = await documentOf(api.url);
  assert.equal(document.openapi, '3.1.0');
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
  assert.ok(references.length > 30);
  for (const target of new Set(references)) {
    const name = target.replace('#/components/schemas/', '');
    assert.ok(name in document.components.schemas, target);
  }
  const ids = Object.values(document.paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId }) => operationId),
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(!text.includes('"$id"'));
});

test('every operation documents its parameters, its body and the errors that all have', async () => {
  await using api = await stand();
  const { paths } = await documentOf(api.url);
  for (const [path, operations] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const [method, { parameters, requestBody, responses }] of Object.entries(operations)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        inPath.map(({ name }) => name),
        names,
      );
      assert.equal(
        requestBody !== undefined,
        ['put', 'patch'].includes(method) || (path.endsWith('/transfers') && method === 'post'),
        path,
      );
      for (const status of ['400', '401', '403', '500'])
        assert.equal(
          responses[status]?.content?.['application/json']?.schema.$ref,
          '#/components/schemas/Error',
        );
      assert.equal('404' in responses, names.length > 0);
      assert.ok(Object.keys(responses).some((status) => status.startsWith('2')));
    }
  }
});

test('answers have the shape that is documented', async () => {
  await using api = await stand();
  const finding = {
    check: 'A',
    severity: 'note',
    clause: 'b',
    message: 'c',
    at: 'd',
    line: 1,
  } as const;
  await api.journal.append(
    received({
      findings: [finding],
      trace: [{ stage: 'read', text: 'x', facts: { bytes: 1 } }],
      peer: { address: '127.0.0.1', fqdn: 'a.test' },
      request: { method: 'POST', path: '/', headers: [['A', 'b']], body: Buffer.from('x') },
      timings: { total: 1 },
    }),
  );
  const order = { from: 'Z99001', to: 'Z99002', patient: '9990000018' };
  const answers: readonly [string, string, RequestInit?][] = [
    ['getHealth', '/health'],
    ['getReadiness', '/ready'],
    ['getWorld', '/world'],
    ['patchWorld', '/world', json('PATCH', { organisations: { sut: { port: 1 } } })],
    ['replaceWorld', '/world', json('PUT', {})],
    ['replaceWorld', '/world', json('PUT', { x: 1 })],
    ['listParties', '/world/parties'],
    ['startTransfer', '/transfers', json('POST', order)],
    ['startTransfer', '/transfers', json('POST', {})],
    ['listTransfers', '/transfers'],
    ['getTransfer', '/transfers/C-0'],
    ['getTransfer', '/transfers/none'],
    ['findEntries', '/journal'],
    ['getEntry', '/journal/1'],
    ['explainMessage', '/explain/MSG-1'],
    ['getOpenApi', '/openapi.json'],
  ];
  const parts = { journal: api.journal } as unknown as ControlParts;
  const events = eventStreams({ journal: api.journal, clock: virtualClock() });
  const routes = controlRoutes(parts, events, '1');
  const { paths } = await documentOf(api.url);
  const errors = routes.flatMap(({ answers }) => answers[422]?.schema ?? [])[0];
  for (const [operation, path, init] of answers) {
    const { status, body } = await ask(`${api.url}${path}`, init);
    const route = routes.find((candidate) => candidate.operation === operation);
    assert.ok(route, operation);
    const documented = paths[documentedPath(route.path)]?.[route.method]?.responses;
    assert.ok(documented && String(status) in documented, `${operation} ${status}`);
    const schema = route.answers[status]?.schema ?? errors;
    const result = schema?.safeParse(body);
    assert.ok(result?.success, `${operation} ${status}: ${result?.error?.message}`);
  }
});
