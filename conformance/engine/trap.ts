import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemDeviation } from './departures.ts';
import type { Trial } from './trial.ts';

/** An address that nobody has a reason to fetch from. Who does has followed a reference in what it received. */
export interface Trap {
  readonly url: string;
  /** Paths that were fetched. */
  readonly visits: readonly string[];
}

/** Opened on the machine of the suite alone, and closed at the end of the scenario. */
export async function openTrap(trial: Trial): Promise<Trap> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('taken');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  trial.atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/outside`, visits };
}

/** Nothing was fetched, also once the system has had every occasion. Silence is to be made sure of before. */
export function expectUntouched(trial: Trial, { visits, url }: Trap): void {
  if (visits.length === 0) {
    trial.observed(`nobody fetched ${url}`);
    return;
  }
  throw new SystemDeviation({
    expected: 'a reference to something outside is never followed',
    observed: `${url} was fetched ${visits.length} times`,
    weight: 'unsafe',
  });
}
