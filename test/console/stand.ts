import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConsole } from '../../simulator/console/console-app.ts';
import type { ConsoleParts } from '../../simulator/console/console-parts.ts';
import type { ConsoleRoute } from '../../simulator/console/page.ts';
import { overviewRoutes } from '../../simulator/console/pages/overview.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { worldSettings } from '../../simulator/world/world-settings.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { express } from '../../src/platform/express.ts';
import { silentLogger } from '../../src/platform/logger.ts';

export interface ConsoleStandOptions {
  readonly token?: string;
  readonly parts?: Partial<ConsoleParts>;
  /** Those of the Overview unless given. */
  readonly routes?: readonly ConsoleRoute[] | ((parts: ConsoleParts) => readonly ConsoleRoute[]);
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The console on a real listener, over a real journal and a clock that stands still. */
export async function consoleStand({ token, parts, routes }: ConsoleStandOptions = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-console-'));
  const journal = await openJournal({ directory, sync: false });
  const clock = virtualClock();
  const world = worldStore(defaultWorld());
  const settings = worldSettings({ store: world, loaded: await loadWorld() });
  const whole: ConsoleParts = {
    ...{ world, settings, journal, clock },
    readiness: () => ({
      ready: true,
      checks: [{ name: 'spine', ready: true, detail: 'https://s' }],
    }),
    startTransfer: async () => ({ conversationId: 'C-1' }),
    transfers: () => [],
    transfer: () => undefined,
    explain: async () => undefined,
    reset: async () => undefined,
    certificates: async () => [],
    ready: () => ({
      spine: {
        url: 'https://spine',
        partyKey: 'YES-0000806',
        asid: '928942012545',
        odsCode: 'YES',
      },
      sds: { ldaps: 'ldaps://sds', fhir: 'https://web/sds' },
      pds: { fhir: 'https://web/pds', smsp: 'https://web/smsp', patients: 3 },
      identity: {
        token: 'https://web/t',
        cis2: 'https://web/c',
        smartcard: 'https://web/s',
        users: 2,
      },
      ods: { ord: 'https://web/ORD/2-0-0', fhir: 'https://web/odt/fhir' },
      mesh: { url: 'https://mesh/messageexchange', mailboxes: 2 },
      nhais: { links: 1 },
      adaptors: [],
      profile: 'local',
      gateway: { url: 'https://web' },
      control: 'http://127.0.0.1:8470/api/v1',
      certificates: { directory: 'certs/generated', trust: 'certs/generated/trust.pem' },
      practices: [],
    }),
    ...parts,
  };
  const pages = openConsole({
    ...{ parts: whole, token, clock, version: '1.2.3', logger: silentLogger },
    routes: typeof routes === 'function' ? routes(whole) : (routes ?? overviewRoutes(whole)),
  });
  const app = express();
  app.use('/console', pages.app);
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;

  /** As a browser asks, without following: `host` and `origin` can be given as headers. */
  const ask = (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    form?: Readonly<Record<string, string>>,
  ): Promise<Got> =>
    new Promise((resolve, reject) => {
      const type = form && { 'content-type': 'application/x-www-form-urlencoded' };
      const method = form ? 'POST' : 'GET';
      const call = request(
        {
          host: '127.0.0.1',
          port,
          path: `/console${path}`,
          method,
          headers: { ...type, ...headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        },
      );
      call.once('error', reject);
      call.end(form && new URLSearchParams(form).toString());
    });
  return {
    ...{ ask, clock, journal, world, host, server, port, parts: whole },
    async [Symbol.asyncDispose]() {
      pages.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
