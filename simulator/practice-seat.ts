import { join } from 'node:path';
import { openJournal } from '../src/journal/open-journal.ts';
import type { CertificateStore } from '../src/pki/certificate-store.ts';
import { type Clock, jumpingClock } from '../src/platform/clock.ts';
import { systemIds } from '../src/platform/ids.ts';
import { localHost } from '../src/platform/local-host.ts';
import type { Logger } from '../src/platform/logger.ts';
import { onFileChange } from '../src/platform/watch-file.ts';
import { behindConfigured } from './behind-of.ts';
import { keptToken } from './kept-token.ts';
import type { Conduct } from './practice/conduct.ts';
import { practiceHooks } from './practice/hooks/practice-hooks.ts';
import { startHooks } from './practice/hooks/start-hooks.ts';
import type { Practice } from './practice/practice-room.ts';
import { recordShelf } from './practice/record-source.ts';
import { startPractice } from './practice/start-practice.ts';
import type { SeatedPractice } from './practice-process.ts';
import type { PracticeProcessConfig, SeatConfig } from './practice-process-config.ts';
import { buildWorld } from './world/build-world.ts';
import { SPINE_ALONE } from './world/default-world.ts';
import { PDS_SERVICES } from './world/pds-services.ts';
import type { World } from './world/world.ts';
import { worldConfig } from './world/world-config.ts';
import { worldStore } from './world/world-store.ts';

export interface SeatOptions {
  readonly config: PracticeProcessConfig;
  readonly seat: SeatConfig;
  readonly certificates: CertificateStore;
  /** Where its journal lies. */
  readonly dataDirectory: string;
  readonly conduct?: Partial<Conduct>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly durable: boolean;
}

/** Starts one practice with its journal and its hooks. It can be restarted, on the same port. */
export async function openPracticeSeat(
  options: SeatOptions,
): Promise<SeatedPractice & { close(): Promise<void> }> {
  const { config, seat, certificates, conduct, logger } = options;
  const world = worldStore(worldOf(config, seat));
  let identity = await certificates.identity(seat.fqdn);
  const clock = jumpingClock(options.clock);
  const { url, ldap, gateway } = config.spine;

  const start = async (port: number) => {
    const journal = await openJournal({
      directory: options.dataDirectory,
      logger,
      sync: options.durable,
    });
    try {
      const practice = await startPractice({
        party: partyAt(world.current(), seat, port),
        ...{ world, identity, journal, clock, logger },
        ids: systemIds(),
        records: recordShelf(),
        priorRequest: 'enforce',
        ...(seat.behind && { behind: behindConfigured(seat.behind) }),
        spineUrl: () => withoutSlash(url),
        pdsUrl: () => withoutSlash(url),
        ...(ldap && { ldapUrl: () => withoutSlash(ldap) }),
        ...(gateway && { fhirUrl: () => withoutSlash(gateway) }),
        ...(conduct && { conduct }),
      });
      return {
        practice,
        async stop() {
          await practice.close();
          await journal.close();
        },
      };
    } catch (error) {
      await journal.close();
      throw error;
    }
  };

  const first = await start(seat.port ?? 0);
  const { port } = first.practice;
  let running = Promise.resolve(first);
  const current = async (): Promise<Practice> => (await running).practice;
  const restart = async (): Promise<void> => {
    // Whoever asks meanwhile waits for the one that comes.
    running = running.then(async ({ stop }) => {
      await stop();
      return start(port);
    });
    await running;
  };
  // Who is revoked while it runs is refused from the next connection on.
  const unwatch = onFileChange(join(config.certificates, 'crl.pem'), () => {
    const readAgain = async () => {
      identity = await certificates.identity(seat.fqdn);
      (await current()).reload(identity);
    };
    readAgain().catch((error: unknown) =>
      logger.error({ error: String(error) }, 'revocation lists could not be read again'),
    );
  });
  const { host: hooksHost, port: hooksPort } = seat.hooks;
  const hooks = await startHooks({
    ...{ host: hooksHost, port: hooksPort, token: await keptToken(seat.hooks) },
    hooks: practiceHooks({ current, restart, advance: (byMs) => clock.advance(byMs) }),
    logger,
  }).catch(async (error: unknown) => {
    unwatch();
    await first.stop();
    throw error;
  });
  const { host } = first.practice;
  return {
    odsCode: seat.ods,
    partyKey: seat.partyKey,
    asid: seat.asid,
    fqdn: seat.fqdn,
    endpoint: seat.behind ? '' : `https://${localHost(host)}:${port}/`,
    ...(seat.behind && { adaptor: seat.behind.rest }),
    hooks: hooks.url,
    current,
    async close() {
      unwatch();
      await hooks.close();
      await (await running).stop();
    },
  };
}

/** A system of its own obeys the contracts of others in everything: with them its time goes faster. */
const PACE = { timers: { extractWait: 'contract' } };

/** A world of Spine, its PDS and this practice alone. */
function worldOf({ spine, timeScale }: PracticeProcessConfig, seat: SeatConfig): World {
  const { odsCode, partyKey, asid, fqdn } = spine;
  const { hooks: _hooks, ...organisation } = seat;
  return buildWorld(
    worldConfig.parse({
      base: 'empty',
      timeScale,
      spine: {
        ...(SPINE_ALONE.spine as object),
        ...(odsCode && { odsCode }),
        ...(partyKey && { partyKey }),
        ...(asid && { asid }),
        ...(fqdn && { fqdn }),
      },
      organisations: {
        own: { transfers: PACE, ...organisation, played: 'bundled', port: seat.port ?? 0 },
      },
      services: PDS_SERVICES,
    }),
  );
}

function partyAt(world: World, { ods, host = '127.0.0.1' }: SeatConfig, port: number) {
  const party = world.partyByOds(ods);
  if (!party) throw new Error(`the world lost ${ods}`);
  return { ...party, listen: { host, port } };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
