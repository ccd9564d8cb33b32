import { smsp } from '../../../simulator/pds/smsp/smsp.ts';
import { buildWorld } from '../../../simulator/world/build-world.ts';
import { DEFAULT_CONFIG } from '../../../simulator/world/default-world.ts';
import { type WorldPatch, worldConfig } from '../../../simulator/world/world-config.ts';
import { worldStore } from '../../../simulator/world/world-store.ts';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import { readSmspAnswer } from '../../../src/demographics/smsp/read-answer.ts';
import type { SmspAnswer, SmspRequest } from '../../../src/demographics/smsp/smsp-message.ts';
import { writeSmspRequest } from '../../../src/demographics/smsp/write-request.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import type { FaultRule } from '../../../src/faults/fault.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { seededIds } from '../../../src/platform/ids.ts';
import { seededRandom } from '../../../src/platform/random.ts';

const NOW = new Date('2026-01-05T10:17:00Z');

/** The mini services over the special patients, without a network. */
export function smspStand(pds: WorldPatch = {}) {
  const world = worldStore(buildWorld(worldConfig.parse({ ...DEFAULT_CONFIG, pds })));
  const rules: FaultRule[] = [];
  const clock = virtualClock(NOW);
  const register = memoryRegister({ patients: specialPatients(NOW), now: clock.now });
  const random = seededRandom(1);
  const mount = smsp({
    ...{ world, register, clock, random, ids: seededIds(random) },
    faults: faultBook(() => rules),
  });
  const post = (body: string | Uint8Array, method = 'POST', path = '/') =>
    mount.handle({
      ...{ method, path, query: '', headers: [], at: clock.now() },
      url: 'https://127.0.0.1/smsp/pds',
      body: Buffer.from(body),
      peer: { address: '127.0.0.1' },
    });
  return {
    ...{ mount, rules, clock, register, post },
    async ask(request: SmspRequest): Promise<SmspAnswer> {
      const { status, body } = await post(writeSmspRequest(request));
      const reading = readSmspAnswer(Buffer.from(body));
      if (status !== 200 || !reading.ok) throw new Error(`HTTP ${status}: ${String(body)}`);
      return reading.value;
    },
  };
}
