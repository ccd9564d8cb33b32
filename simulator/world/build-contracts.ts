import { createHash } from 'node:crypto';
import type { Contract } from '../../src/domain/contract.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import type { ContractConfig, OrganisationConfig } from './party-config.ts';
import {
  ASSUMED_CONTRACT,
  type ContractTerms,
  PUBLISHED_CONTRACTS,
  reliable,
  unreliable,
} from './published-contracts.ts';
import type { ServiceConfig } from './service-config.ts';
import type { WorldConfig } from './world-config.ts';

/** Milliseconds of a duration text in the world's time. */
export function scaledDuration(text: string, timeScale: number): number {
  return Math.round((parseDuration(text) ?? 0) * timeScale);
}

/** `urn:x:y:ACTION` in two; the interaction is what follows the last colon. */
export function splitInteraction(joined: string): { service: string; action: string } {
  const at = joined.lastIndexOf(':');
  return { service: joined.slice(0, at), action: joined.slice(at + 1) };
}

/**
 * A CPAId in the usual form of SDS, `S` digits `A` digits (sds-ods 1.5), that depends on party and
 * interaction alone, so that it survives a restart and a reordered file.
 */
export function derivedCpaId(partyKey: string, interaction: string): string {
  const digits = (text: string, length: number) =>
    String(createHash('sha256').update(text).digest().readUInt32BE() % 10 ** length);
  const owner = partyKey.toUpperCase();
  return `S${digits(owner, 5).padStart(5, '2')}A${digits(`${owner}:${interaction}`, 6).padStart(6, '0')}`;
}

interface Owner {
  readonly partyKey: string;
  readonly odsCode: string;
  readonly fqdn: string;
  readonly endpoint: string;
}

function contract(
  owner: Owner,
  interaction: string,
  published: ContractTerms,
  differences: ContractConfig,
  timeScale: number,
): Contract {
  const { cpaId, endpoint, actor, ...rest } = differences;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const terms: ContractTerms = { ...published, ...Object.fromEntries(given) };
  return {
    ...splitInteraction(interaction),
    cpaId: cpaId ?? derivedCpaId(owner.partyKey, interaction),
    partyKey: owner.partyKey,
    odsCode: owner.odsCode,
    endpoint: endpoint ?? owner.endpoint,
    fqdn: owner.fqdn,
    acknowledgement: terms.acknowledgement,
    reliability: {
      syncReply: terms.syncReply,
      duplicateElimination: terms.duplicateElimination,
      ackRequested: terms.ackRequested,
      actor: actor === undefined ? terms.actor : actor === 'none' ? undefined : actor,
      retries: terms.retries,
      retryIntervalMs: scaledDuration(terms.retryInterval, timeScale),
      persistDurationMs: scaledDuration(terms.persistDuration, timeScale),
    },
  };
}

/** The interactions that an organisation's system is accredited for. */
export function interactionsOf(organisation: OrganisationConfig): readonly string[] {
  return organisation.interactions ?? Object.keys(PUBLISHED_CONTRACTS);
}

/** A contract for every interaction that the organisation is accredited for or has written terms for. */
export function partyContracts(
  organisation: OrganisationConfig,
  endpoint: string,
  timeScale: number,
): Contract[] {
  const { partyKey, ods, fqdn, contracts } = organisation;
  const owner = { partyKey, odsCode: ods, fqdn, endpoint };
  const names = new Set([...interactionsOf(organisation), ...Object.keys(contracts)]);
  return [...names].map((name) =>
    contract(
      owner,
      name,
      PUBLISHED_CONTRACTS[name] ?? ASSUMED_CONTRACT,
      contracts[name] ?? {},
      timeScale,
    ),
  );
}

// Path and terms by pattern: mhs 1.1, 2.2 and 2.5.
const SPINE_SIDE: Readonly<Record<ServiceConfig['pattern'], readonly [string, ContractTerms]>> = {
  synchronous: ['/sync-service', unreliable('None')],
  'asynchronous-express': ['/reliablemessaging/queryrequest', unreliable('MSHSignalsOnly')],
  'asynchronous-reliable': ['/reliablemessaging/reliablerequest', reliable([2, 'PT1M', 'PT5M'])],
};

// Published under these ids for the intermediary (sds-ods 1.8).
const INTERMEDIARIES = [
  ['urn:nhs:names:services:tms:ReliableIntermediary', 'S20001A000192'],
  ['urn:nhs:names:services:tms:ExpressIntermediary', 'S20001A000190'],
] as const;

// The older form (mhs 1.1); a service that no source shows with one keeps the common path.
const OLDER_PATHS: Readonly<Record<string, string>> = {
  'urn:nhs:names:services:pds': '/syncservice-pds/pds',
  'urn:nhs:names:services:pdsquery': '/syncservice-pds/pds',
  'urn:nhs:names:services:psis': '/syncservice-psis/psis',
  'urn:nhs:names:services:psisquery': '/syncservice-psis/psis',
  'urn:nhs:names:services:lrs': '/syncservice-lrs/acf',
  'urn:nhs:names:services:lrsquery': '/syncservice-lrs/acf',
};

function perServicePath(interaction: string): string {
  return OLDER_PATHS[splitInteraction(interaction).service] ?? '/sync-service';
}

/** The contracts of Spine's own services and of Spine as intermediary. `base` has no closing slash. */
export function spineContracts(config: WorldConfig, base: string): Contract[] {
  const { spine, services, timeScale } = config;
  const owner = (path: string): Owner => ({ ...spine, endpoint: `${base}${path}` });
  const own = Object.entries(services).map(([name, service]) => {
    const [usual, terms] = SPINE_SIDE[service.pattern];
    const older = service.pattern === 'synchronous' && spine.paths.synchronous === 'per-service';
    const path = older ? perServicePath(name) : usual;
    return contract(owner(path), name, terms, service.contract, timeScale);
  });
  const intermediaries = INTERMEDIARIES.map(([name, cpaId]) =>
    contract(
      owner(`/reliablemessaging/${spine.paths.forward}`),
      name,
      unreliable('None'),
      { cpaId },
      timeScale,
    ),
  );
  return [...own, ...intermediaries];
}
