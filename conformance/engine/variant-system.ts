import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conduct } from '../../simulator/practice/conduct.ts';
import { startPracticeProcess } from '../../simulator/practice-process.ts';
import { parsePracticeConfig } from '../../simulator/practice-process-config.ts';
import { HOOK_NAMES } from '../sut/hook-calls.ts';
import { openHooks } from '../sut/open-hooks.ts';
import { type SutProfile, sutProfile } from '../sut/sut-profile.ts';
import { type BundledOptions, behindIn, bundledProfile, LOOK_UPS } from './bundled-system.ts';
import type { SpinePlaces, StartedSystems, SystemSource } from './system-source.ts';

export interface VariantOptions extends BundledOptions {
  /** What the practices do otherwise than they should; each gets its own. Nothing for a good one. */
  readonly conduct?: () => Partial<Conduct>;
  readonly keyType?: 'rsa-2048' | 'p-256';
}

/** The bundled practice in this process, wrong on purpose or right, reached by its hooks like anyone's system. */
export function variantSystem(options: VariantOptions = {}): SystemSource {
  const profiles = Array.from({ length: options.practices ?? 1 }, (_, index) =>
    bundledProfile(index, options),
  );
  return { profiles, start: (places) => start(profiles, places, options) };
}

async function start(
  profiles: readonly SutProfile[],
  places: SpinePlaces,
  { conduct, keyType }: VariantOptions,
): Promise<StartedSystems> {
  const data = await mkdtemp(join(tmpdir(), 'spinebox-variant-'));
  const config = parsePracticeConfig('the variant', {
    spine: {
      ...places.spine,
      ...{ url: places.spineUrl, ldap: places.ldapUrl, gateway: places.gatewayUrl },
    },
    certificates: places.certificateDirectory,
    data,
    practices: profiles.map(({ odsCode, partyKey, asid, fqdn }) => ({
      ...{ ods: odsCode, partyKey, asid, fqdn },
      lookups: LOOK_UPS,
      ...behindIn(places, odsCode),
    })),
  });
  const running = await startPracticeProcess({
    config,
    durable: false,
    ...(conduct && { conducts: profiles.map(() => conduct()) }),
    ...(keyType && { keyType }),
  });
  const systems = profiles.map((profile, index) => {
    const practice = running.practices[index];
    if (!practice) throw new Error(`${profile.odsCode} did not start`);
    const hooks = Object.fromEntries(
      HOOK_NAMES.map((name) => [name, { http: { url: `${practice.hooks}/${name}` } }]),
    );
    const endpoint = places.adaptors.get(profile.odsCode)?.endpoint ?? practice.endpoint;
    const whole = sutProfile.parse({ ...profile, endpoint, hooks });
    return { profile: whole, hooks: openHooks(whole) };
  });
  return {
    systems,
    async [Symbol.asyncDispose]() {
      await running.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
