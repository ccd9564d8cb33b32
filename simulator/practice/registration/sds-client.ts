import type { Identity } from '../../../src/pki/identity.ts';
import type { WebClient } from '../../../src/platform/http-client.ts';
import { openLdapClient } from '../../../src/platform/ldap-client.ts';
import type { PracticeRoom } from '../practice-room.ts';
import { findInFhir } from './find-in-fhir.ts';
import { findInLdap } from './find-in-ldap.ts';
import { findInWorld } from './find-in-world.ts';
import type { Patience } from './patience.ts';
import { type Directory, directoryOf, lookupsOf } from './practice-lookups.ts';
import { type RememberingFinder, rememberSystems } from './remember-systems.ts';
import {
  notFound,
  type SystemFinder,
  type SystemOutcome,
  type SystemQuery,
} from './system-finder.ts';

/** A practice's side of SDS: asks the directory that is configured at the moment (sds-ods 1.6, 2.8). */
export interface SdsClient {
  /** `undefined` when the practice was reset or closed in the meantime. */
  find(query: SystemQuery, conversationId: string): Promise<SystemOutcome | undefined>;
  /** Forgets what it remembers. */
  forget(): void;
}

export interface SdsTools {
  readonly client: Pick<WebClient, 'get'>;
  readonly identity: Identity;
  readonly patience: Patience;
}

export function sdsClient(room: PracticeRoom, tools: SdsTools): SdsClient {
  const { clock, journal, service, world } = room;
  const ways = waysTo(room, tools);
  const timeToLiveMs = () => lookupsOf(room).sdsCacheMs;
  const remembering = new Map<Directory, RememberingFinder>(
    [...ways].map(([way, finder]) => [way, rememberSystems(finder, clock, timeToLiveMs)]),
  );

  const patiently = async (query: SystemQuery): Promise<SystemOutcome | undefined> => {
    const finder = remembering.get(directoryOf(room)) ?? findInWorld(world);
    const { sdsTimeoutMs } = lookupsOf(room);
    const waited = await tools.patience.wait(finder.find(query), sdsTimeoutMs);
    if (waited.kind === 'ended') return undefined;
    if (waited.kind === 'done') return waited.value;
    return notFound('failed', `SDS gave no answer within ${sdsTimeoutMs} ms`);
  };

  return {
    async find(query, conversationId) {
      const via = directoryOf(room);
      const outcome = await patiently(query);
      if (!outcome) return undefined;
      const { odsCode, action } = query;
      const system = outcome.kind === 'found' ? outcome.system : undefined;
      await journal.append({
        kind: 'note',
        at: clock.now().toISOString(),
        service,
        summary: `SDS (${via}): ${odsCode} for ${action}: ${resultOf(outcome)}`,
        conversationId,
        interaction: action,
        facts: {
          via,
          odsCode,
          result: outcome.kind === 'found' ? 'found' : outcome.why,
          asid: system?.asid ?? null,
          partyKey: system?.partyKey ?? null,
          cpaId: system?.contract.cpaId ?? null,
        },
      });
      return outcome;
    },
    forget() {
      for (const { forget } of remembering.values()) forget();
    },
  };
}

function waysTo(room: PracticeRoom, tools: SdsTools): Map<Directory, SystemFinder> {
  const { ids, ldapUrl, fhirUrl, world } = room;
  const ways = new Map<Directory, SystemFinder>();
  if (ldapUrl) {
    const { identity } = tools;
    for (const scheme of ['ldap', 'ldaps'] as const) {
      const open = () =>
        openLdapClient({
          url: ldapUrl(scheme),
          identity,
          timeoutMs: lookupsOf(room).sdsTimeoutMs,
        });
      ways.set(scheme, findInLdap(open));
    }
  }
  if (fhirUrl) {
    const url = () => `${fhirUrl()}${world.current().sds.fhir.prefix}`;
    // Where keys are demanded the practice has one of them; the sandbox takes any.
    const apiKey = () => world.current().sds.fhir.apiKeys?.[0] ?? 'spinebox';
    ways.set('fhir', findInFhir({ client: tools.client, url, apiKey, ids }));
  }
  return ways;
}

function resultOf(outcome: SystemOutcome): string {
  if (outcome.kind === 'not-found') return outcome.because;
  const { asid, partyKey, contract } = outcome.system;
  return `ASID ${asid}, party key ${partyKey}, CPAId ${contract.cpaId}`;
}
