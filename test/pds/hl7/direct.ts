import { type PdsApplication, pdsApplication } from '../../../simulator/pds/hl7/pds-application.ts';
import { buildWorld } from '../../../simulator/world/build-world.ts';
import { DEFAULT_CONFIG } from '../../../simulator/world/default-world.ts';
import { mergePatch } from '../../../simulator/world/merge-patch.ts';
import { type WorldPatch, worldConfig } from '../../../simulator/world/world-config.ts';
import { worldStore } from '../../../simulator/world/world-store.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { seededIds } from '../../../src/platform/ids.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { readSyncEnvelope } from '../../../src/wire/soap/read-sync-envelope.ts';
import { message } from '../../spine/messages.ts';
import { QUERY, UPDATE } from './requests.ts';

const NOW = new Date('2026-01-05T10:17:01Z');

export interface DirectOptions {
  readonly world?: WorldPatch;
  readonly patients?: readonly Patient[];
}

const PEER = { address: '127.0.0.1' };

/** PDS asked without Spine and sockets between: for samples, properties and hostile bytes. */
export function openDirect({
  world: patch = {},
  patients = specialPatients(NOW),
}: DirectOptions = {}) {
  // The systems of the published examples, and a small pool for their allocation.
  const examples: WorldPatch = {
    spine: { asid: '990000000001' },
    organisations: { riverside: { asid: '990000000101' } },
  };
  // Nothing goes wrong here but what a test asks for.
  const { faults: _, ...plain } = DEFAULT_CONFIG;
  const config = mergePatch(mergePatch(plain, examples), patch);
  const world = worldStore(buildWorld(worldConfig.parse(config)));
  const random = seededRandom(7);
  const clock = virtualClock(NOW);
  const register = memoryRegister({ patients, now: () => clock.now() });
  const application: PdsApplication = pdsApplication({
    ...{ world, register, clock, random, ids: seededIds(random) },
    organisation: (ods) => (/^Z9900[123]$/.test(ods) ? 'open' : 'unknown'),
    faults: faultBook(() => world.current().faults),
  });
  const ruleOf = (service: string, action: string) => {
    const rule = world.current().serviceRule(service, action);
    if (!rule) throw new Error(`the world does not serve ${service}:${action}`);
    return rule;
  };
  const sender = world.current().partyByAsid('990000000101');
  return {
    ...{ register, world, application },
    /** Answers the bytes of a SOAP request. */
    ask: (interaction: string, bytes: Uint8Array) =>
      application.answer({
        ...{ at: NOW, soapAction: `${QUERY}/${interaction}`, rule: ruleOf(QUERY, interaction) },
        ...{ bytes, envelope: readSyncEnvelope(bytes), peer: PEER, sender, findings: [] },
      }),
    /** Answers the bytes of a payload that came in an ebXML message. */
    send(interaction: string, payload: Uint8Array) {
      const service = interaction.startsWith('QUPA') ? QUERY : UPDATE;
      const posting = message(world.current(), { to: 'YES-0000806', service, action: interaction });
      const rule = ruleOf(service, interaction);
      const { envelope } = posting;
      return application.answerLater({ at: NOW, rule, envelope, payload, peer: PEER, sender });
    },
  };
}
