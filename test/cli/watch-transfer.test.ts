import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ControlUnreachableError } from '../../cli/control-client.ts';
import { HookCallError, watchTransfer } from '../../cli/watch-transfer.ts';
import { startPracticeProcess } from '../../simulator/practice-process.ts';
import { parsePracticeConfig } from '../../simulator/practice-process-config.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { silentLogger } from '../../src/platform/logger.ts';

const TOKEN = 'a-token-of-the-hooks';

/** A simulator with a practice beside it that is a system of its own. */
async function scene() {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-watch-'));
  const { config } = await loadWorld();
  const world = await loadWorld({
    overrides: mergePatch(anyPorts(config), { control: { port: 0 } }) as WorldPatch,
  });
  const common = { keyType: 'p-256', durable: false, logger: silentLogger } as const;
  const certificateDirectory = join(folder, 'certificates');
  const simulator = await startSimulator({ world, certificateDirectory, ...common });
  const { host, tlsPort } = simulator.ldap;
  const practices = await startPracticeProcess({
    config: parsePracticeConfig('a test', {
      spine: { url: simulator.spine.url, ldap: `ldaps://${host}:${tlsPort}` },
      certificates: certificateDirectory,
      practices: [
        {
          ...{ ods: 'Z99003', partyKey: 'Z99003-900003', asid: '999000000003' },
          ...{ fqdn: 'sut.spinebox.test', hooks: { token: TOKEN } },
        },
      ],
    }),
    ...common,
  });
  const [practice] = practices.practices;
  await simulator.settings.patch({ organisations: { sut: { endpoint: practice?.endpoint } } });
  return {
    control: simulator.control?.url ?? '',
    hooks: practice?.hooks ?? '',
    async [Symbol.asyncDispose]() {
      await practices.close();
      await simulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

test('a practice beside the simulator is made to ask, and every step is told until the record is filed', async () => {
  await using stage = await scene();
  const { control, hooks } = stage;
  const lines: string[] = [];
  const order = { control, hooks, hooksToken: TOKEN, patient: '9991001158', timeout: 60 };
  assert.equal(await watchTransfer(order, (line) => lines.push(line)), true);
  const text = lines.join('\n');
  assert.match(text, /RCMR_IN010000UK05 from Z99003-900003: taken/);
  assert.match(text, /RCMR_IN030000UK06 to Z99003-900003, attempt 1: acknowledged/);
  assert.match(lines.at(-1) ?? '', /^filed after \d+ ms, conversation [0-9A-F-]{36}$/);

  await assert.rejects(
    watchTransfer({ ...order, hooksToken: undefined }, () => {}),
    HookCallError,
  );
  await assert.rejects(
    watchTransfer({ ...order, control: 'http://127.0.0.1:9' }, () => {}),
    ControlUnreachableError,
  );
});
