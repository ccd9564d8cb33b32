import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { before, describe, test } from 'node:test';
import { SpineboxContainer } from '../../package/spinebox-container.ts';
import { docker, withoutEngine } from '../container/engine/engine.ts';
import { buildImage, IMAGE } from '../container/engine/stage.ts';
import { trySurface } from './surface.ts';

const skip = await withoutEngine();

describe('the testcontainers module', { skip }, () => {
  before(async () => {
    // Of a test before, or made now.
    if ((await docker('image', 'inspect', IMAGE)).code !== 0) await buildImage();
  });

  test('a container keeps what the surface promises, and calls a system on the host', async (t) => {
    // Where the engine's host-gateway leads to on Linux. An engine may name its network alone.
    const inspected = await docker('network', 'inspect', 'bridge');
    const [config] = JSON.parse(inspected.out)[0].IPAM.Config;
    const host: string = config.Gateway ?? config.Subnet.replace(/\.0\/\d+$/, '.1');
    if (!(await ours(host))) return t.skip(`the bridge of the engine is not on this machine`);
    await trySurface({
      host,
      start({ world, practices = [], scenarios = [], sutEndpoint, clientCertificate }) {
        const container = new SpineboxContainer(IMAGE);
        if (world) container.withWorld(world);
        for (const practice of practices) container.withPractice(practice);
        for (const scenario of scenarios) container.withScenario(scenario);
        if (sutEndpoint) container.withSutEndpoint(sutEndpoint, { through: 'gateway' });
        if (clientCertificate) container.withClientCertificate(clientCertificate);
        return container.start();
      },
    });
  });

  test('by the forwarder of testcontainers Spine reaches what listens on loopback alone', async (t) => {
    const forwarder = process.env.SSHD_CONTAINER_IMAGE ?? 'testcontainers/sshd:1.4.0';
    if ((await docker('image', 'inspect', forwarder)).code !== 0)
      return t.skip(`the image of the forwarder is not here: ${forwarder}`);
    const before = await forwarders();
    try {
      await trySurface({
        host: '127.0.0.1',
        start: (options) => new SpineboxContainer(IMAGE).withOptions(options).start(),
      });
    } finally {
      // Nothing else takes it away where the reaper of testcontainers is off.
      const made = (await forwarders()).filter((id) => !before.includes(id));
      if (made.length > 0) await docker('rm', '--force', '--volumes', ...made);
    }
  });

  test('a world that cannot stand starts no container', async () => {
    const container = new SpineboxContainer(IMAGE).withWorld({ spine: { prot: 1 } });
    await assert.rejects(container.start(), /prot/);
  });
});

/** Whether this machine can listen at an address. */
async function ours(host: string): Promise<boolean> {
  const server = createServer().listen(0, host);
  const heard = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return heard;
}

async function forwarders(): Promise<readonly string[]> {
  const label = 'label=org.testcontainers.sshd=true';
  const { out } = await docker('ps', '--all', '--quiet', '--filter', label);
  return out.split('\n').filter(Boolean);
}
