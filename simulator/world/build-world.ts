import { parseDuration } from '../../src/domain/duration.ts';
import {
  interactionsOf,
  partyContracts,
  scaledDuration,
  spineContracts,
  splitInteraction,
} from './build-contracts.ts';
import { buildFaults } from './fault-config.ts';
import type { OrganisationConfig } from './party-config.ts';
import type { Payloads } from './read-payloads.ts';
import type { ServiceConfig } from './service-config.ts';
import type {
  Limits,
  MeshSettings,
  NhaisLink,
  Party,
  PdsSettings,
  Policies,
  PracticeSettings,
  SpineServiceAnswer,
  SpineServiceRule,
  TimerSettings,
  World,
} from './world.ts';
import type { WorldConfig } from './world-config.ts';

/** Where a listener can be reached from this machine, without a closing slash. */
export function localAddress(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `https://localhost:${port}`;
  return `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function buildParty(organisation: OrganisationConfig): Party {
  const { ods, partyKey, asid, fqdn, played } = organisation;
  const host = organisation.host ?? '127.0.0.1';
  const port = organisation.port ?? 0;
  return {
    partyKey,
    odsCode: ods,
    name: organisation.name ?? ods,
    asid,
    fqdn,
    endpoint: organisation.endpoint ?? `${localAddress(host, port)}/`,
    played,
    interactions: interactionsOf(organisation),
    listen: played === 'bundled' || organisation.adaptor ? { host, port } : undefined,
    ...(organisation.adaptor && { adaptor: organisation.adaptor }),
    ...(organisation.behind && { behind: organisation.behind }),
  };
}

function buildAnswer(answer: ServiceConfig['answer'], payloads: Payloads): SpineServiceAnswer {
  switch (answer.kind) {
    case 'acknowledge': {
      const { kind, typeCode, code, text } = answer;
      return { kind, typeCode, ...(code && { code }), ...(text && { text }) };
    }
    case 'payload': {
      const { kind, action, wrapper, file } = answer;
      const xml = file === undefined ? answer.xml : payloads.get(file);
      return { kind, action, ...(wrapper && { wrapper }), xml: xml ?? '' };
    }
    default:
      return answer;
  }
}

function buildPolicies({ deliveryTimeout, refusals, ...rest }: WorldConfig['policies']): Policies {
  const forms = Object.entries(refusals).map(([constant, { channel, code, text }]) => [
    constant,
    { channel, code, ...(text && { text }) },
  ]);
  return {
    ...rest,
    refusals: Object.fromEntries(forms),
    deliveryTimeoutMs: parseDuration(deliveryTimeout) ?? 0,
  };
}

function buildLimits({ requestTimeout, ...rest }: WorldConfig['limits']): Limits {
  return { ...rest, requestTimeoutMs: parseDuration(requestTimeout) ?? 0 };
}

function buildPds({ pds, timeScale }: WorldConfig): PdsSettings {
  const { updateVisibleAfter, asyncAnswerDelay, ...rest } = pds;
  return {
    ...rest,
    updateVisibleAfterMs: scaledDuration(updateVisibleAfter, timeScale),
    asyncAnswerDelayMs: scaledDuration(asyncAnswerDelay, timeScale),
  };
}

function buildTimers(
  { transfers: { timers } }: OrganisationConfig,
  timeScale: number,
): TimerSettings {
  const { extractWeight, partWeight, cap, scan, extractWait, finalAcknowledgementWait } = timers;
  return {
    extractWeight,
    partWeight,
    capMs: cap === undefined ? undefined : scaledDuration(cap, timeScale),
    scanMs: scaledDuration(scan, timeScale),
    extractWaitMs:
      extractWait === 'contract' ? extractWait : scaledDuration(extractWait, timeScale),
    finalAcknowledgementWaitMs: scaledDuration(finalAcknowledgementWait, timeScale),
  };
}

function buildPractice(organisation: OrganisationConfig, timeScale: number): PracticeSettings {
  const { lookups, records, transfers } = organisation;
  const { pdsTimeout, updateTimeout, sdsTimeout, sdsCache, ...rest } = lookups;
  return {
    records,
    transfers: { ...transfers, timers: buildTimers(organisation, timeScale) },
    lookups: {
      ...rest,
      pdsTimeoutMs: scaledDuration(pdsTimeout, 1),
      updateTimeoutMs: scaledDuration(updateTimeout, timeScale),
      sdsTimeoutMs: scaledDuration(sdsTimeout, 1),
      sdsCacheMs: scaledDuration(sdsCache, 1),
    },
  };
}

function buildMesh({ mesh, timeScale }: WorldConfig): MeshSettings {
  const { collectWithin, keepFor, authorization, ...rest } = mesh;
  const { window, ...how } = authorization;
  return {
    ...rest,
    authorization: { ...how, windowMs: scaledDuration(window, 1) },
    collectWithinMs: scaledDuration(collectWithin, timeScale),
    collectWithinDays: Math.round(scaledDuration(collectWithin, 1) / 86_400_000),
    keepForMs: scaledDuration(keepFor, timeScale),
  };
}

function buildLinks({ nhais, timeScale }: WorldConfig): readonly NhaisLink[] {
  return Object.entries(nhais.links).map(([name, link]) => {
    const { receiptDelay, receiptsMissingAfter, replies, ...rest } = link;
    const { delay, ...how } = replies;
    return {
      name,
      ...rest,
      receiptDelayMs: scaledDuration(receiptDelay, timeScale),
      receiptsMissingAfterMs: scaledDuration(receiptsMissingAfter, timeScale),
      replies: { ...how, delayMs: scaledDuration(delay, timeScale) },
    };
  });
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, readonly T[]> {
  return Map.groupBy(items, key);
}

/** The world that a configuration describes. `payloads` holds the files that its answers name. */
export function buildWorld(config: WorldConfig, payloads: Payloads = new Map()): World {
  const { timeScale, spine } = config;
  const organisations = Object.values(config.organisations);
  const parties = organisations.map(buildParty);
  const contracts = [
    ...spineContracts(
      config,
      (spine.endpoint ?? localAddress(spine.host, spine.port)).replace(/\/+$/, ''),
    ),
    ...organisations.flatMap((organisation) =>
      partyContracts(organisation, buildParty(organisation).endpoint, timeScale),
    ),
  ];
  const services = Object.entries(config.services).map(
    ([name, { pattern, answer, delay }]): SpineServiceRule => ({
      ...splitInteraction(name),
      pattern,
      answer: buildAnswer(answer, payloads),
      delayMs: scaledDuration(delay, timeScale),
    }),
  );

  const upper = (text: string) => text.toUpperCase();
  const practices = new Map(
    organisations.map((each) => [upper(each.partyKey), buildPractice(each, timeScale)]),
  );
  const byKey = groupBy(parties, ({ partyKey }) => upper(partyKey));
  const byOds = groupBy(parties, ({ odsCode }) => odsCode);
  const byAsid = groupBy(parties, ({ asid }) => asid);
  const byFqdn = groupBy([spine, ...parties], ({ fqdn }) => fqdn.toLowerCase());
  const byInteraction = groupBy(contracts, ({ partyKey, service, action }) =>
    JSON.stringify([upper(partyKey), service, action]),
  );
  const byCpaId = groupBy(contracts, ({ cpaId }) => cpaId);
  const rules = groupBy(services, ({ service, action }) => JSON.stringify([service, action]));

  return {
    profile: config.profile,
    timeScale,
    spine: {
      odsCode: spine.odsCode,
      partyKey: spine.partyKey,
      asid: spine.asid,
      fqdn: spine.fqdn,
      listen: { host: spine.host, port: spine.port },
      plainListen:
        spine.plainPort === undefined ? undefined : { host: spine.host, port: spine.plainPort },
    },
    policies: buildPolicies(config.policies),
    limits: buildLimits(config.limits),
    parties,
    contracts,
    services,
    sds: config.sds,
    directoryFiles: config.sds.entries.map((file) => ({ file, text: payloads.get(file) ?? '' })),
    pds: buildPds(config),
    identity: config.identity,
    gateway: config.gateway,
    ods: config.ods,
    organisationFiles: config.ods.records.map((file) => ({ file, text: payloads.get(file) ?? '' })),
    mesh: buildMesh(config),
    nhais: buildLinks(config),
    faults: buildFaults(config.faults),
    party: (key) => byKey.get(upper(key))?.[0],
    partyByOds: (code) => byOds.get(code)?.[0],
    partyByAsid: (asid) => byAsid.get(asid)?.[0],
    practiceSettings: (key) => practices.get(upper(key)),
    partyKeysOf: (fqdn) => (byFqdn.get(fqdn.toLowerCase()) ?? []).map(({ partyKey }) => partyKey),
    contractFor: (key, service, action) =>
      byInteraction.get(JSON.stringify([upper(key), service, action]))?.[0],
    contractsById: (cpaId) => byCpaId.get(cpaId) ?? [],
    serviceRule: (service, action) => rules.get(JSON.stringify([service, action]))?.[0],
  };
}
