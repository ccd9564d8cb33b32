import { startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { certificates, RIVERSIDE_FQDN } from '../spine/stand.ts';

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A whole simulator with its console on a free port, and one who may send to it as Riverside. */
export async function consoleSimulator(patch: WorldPatch = {}) {
  const { directory, store } = await certificates();
  const world = await loadWorld({
    overrides: { ...FREE_SERVICE_PORTS, control: { port: 0 }, ...patch },
  });
  const simulator = await startSimulator({
    ...{ world, certificateDirectory: directory, keyType: 'p-256', durable: false },
    ...{ logger: silentLogger, practices: false },
  });
  const client = openHttpClient({ identity: await store.identity(RIVERSIDE_FQDN) });
  const base = `${simulator.control?.url}/console`;
  const taken = async (response: Response): Promise<Page> => {
    const bytes = Buffer.from(await response.arrayBuffer());
    const { status, headers } = response;
    return { status, headers, bytes, text: bytes.toString('utf8') };
  };
  return {
    simulator,
    /** Posts to Spine and gives the number of the entry. */
    async send({
      path,
      headers,
      body,
    }: {
      readonly path: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: Uint8Array;
    }): Promise<number> {
      const answer = await client.post(`${simulator.spine.url}${path}`, { headers, body });
      if ('failed' in answer) throw new Error(`no answer: ${answer.message}`);
      const [newest] = await simulator.journal.find({
        ...{ service: 'spine', kind: 'received', newestFirst: true, limit: 1 },
      });
      return newest?.sequence ?? 0;
    },
    get: async (path: string) => taken(await fetch(base + path, { redirect: 'manual' })),
    post: async (path: string, form: Readonly<Record<string, string>>) =>
      taken(
        await fetch(base + path, {
          ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
        }),
      ),
    async [Symbol.asyncDispose]() {
      await client.close();
      await simulator.stop();
    },
  };
}
