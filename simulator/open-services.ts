import type { PatientRegister } from '../src/demographics/register/register.ts';
import { type FaultBook, faultBook } from '../src/faults/fault-book.ts';
import { type Random, seededRandom } from '../src/platform/random.ts';
import type { ApiMount } from './gateway/api-message.ts';
import type { CleanUp, Ground } from './ground.ts';
import { type Identity, openIdentity } from './identity/open-identity.ts';
import type { SigningKeys } from './identity/signing-keys.ts';
import { odsFaces } from './ods/ods-faces.ts';
import { type OrganisationStore, openOrganisationStore } from './ods/organisation-store.ts';
import { pdsFhir } from './pds/fhir/pds-fhir.ts';
import { type PdsApplication, pdsApplication } from './pds/hl7/pds-application.ts';
import { openRegister, practicesOf } from './pds/open-register.ts';
import { patientDesk } from './pds/patient-desk.ts';
import { smsp } from './pds/smsp/smsp.ts';
import { recordNote } from './record-note.ts';
import { type DirectoryStore, openDirectoryStore } from './sds/directory-store.ts';
import { sdsFhir } from './sds/fhir/sds-fhir.ts';

/** SDS, ODS, PDS and identity: one directory, one register and one book of faults behind all their faces. */
export interface Services {
  readonly random: Random;
  readonly faults: FaultBook;
  readonly register: PatientRegister;
  readonly directory: DirectoryStore;
  readonly organisations: OrganisationStore;
  /** The operator's hands on the register. */
  readonly patients: ReturnType<typeof patientDesk>;
  readonly identity: Identity;
  /** Answers for PDS behind Spine. */
  readonly pds: PdsApplication;
  /** The web faces, for the gateway. */
  readonly mounts: readonly ApiMount[];
  /** As at the start: patients, directory, sessions, tokens, counters. */
  reset(): void;
}

export interface ServiceOptions {
  /** Where the gateway is reached: known only when it listens. */
  readonly gatewayUrl: () => string;
  /** Keys that are open already, so that a start need not make one. */
  readonly signingKeys?: SigningKeys | undefined;
  /** Of everything that is drawn by chance. */
  readonly seed?: number | undefined;
}

/** Opens what the faces stand on. Throws a SimulatorError for files that cannot be read. */
export async function openServices(
  ground: Ground,
  { gatewayUrl, signingKeys, seed = 1 }: ServiceOptions,
  cleanUp: CleanUp,
): Promise<Services> {
  const { loaded, world, clock, ids } = ground;
  const random = seededRandom(seed);
  const faults = faultBook(() => world.current().faults);
  const register = await openRegister({
    settings: world.current().pds,
    directory: loaded.directory,
    practices: practicesOf(world.current()),
    clock,
    visibleAfterMs: () => world.current().pds.updateVisibleAfterMs,
    remark: (text) => ground.logger.warn({ service: 'pds' }, text),
  });
  const beginning = register.snapshot();
  // What an operator edits is on record before it counts; of patients without naming anybody.
  const directory = await openDirectoryStore({
    ...{ world, clock },
    before: ({ kind, names }) =>
      recordNote(ground, 'sds', `the directory was changed: ${kind}, ${names.length} entries`, {
        names: names.slice(0, 20).join(' '),
        more: Math.max(0, names.length - 20),
      }),
  });
  cleanUp.add(async () => directory.close());
  const organisations = openOrganisationStore({
    ...{ world, clock },
    before: ({ kind, odsCodes }) =>
      recordNote(
        ground,
        'ods',
        `the organisations were changed: ${kind}, ${odsCodes.length} records`,
        { codes: odsCodes.slice(0, 20).join(' '), more: Math.max(0, odsCodes.length - 20) },
      ),
  });
  cleanUp.add(async () => organisations.close());
  const patients = patientDesk({
    ...{ register, world, clock },
    before: ({ what, records }) => {
      const count = `${records} ${records === 1 ? 'record' : 'records'}`;
      return recordNote(ground, 'pds', `an operator changed the register: ${what}, ${count}`);
    },
  });
  const organisation = (ods: string) => directory.current().organisation(ods);
  const shared = { world, clock, ids, random, faults };
  const identity = await openIdentity({
    ...shared,
    baseUrl: gatewayUrl,
    ...(signingKeys ? { keys: signingKeys } : { material: await signingMaterial(ground) }),
  });
  cleanUp.add(() => identity.close());
  const { tokens, sessions } = identity;
  const pds = pdsApplication({ ...shared, register, organisation, sessions });
  const fhir = pdsFhir({ ...shared, register, organisation, tokens });
  const sds = sdsFhir({ ...shared, directory: () => directory.current() });
  const ods = odsFaces({ ...shared, organisations });
  return {
    ...{ random, faults, register, patients, directory, organisations, identity, pds },
    mounts: [fhir, sds, ...ods, smsp({ ...shared, register }), ...identity.mounts],
    reset() {
      register.restore(beginning);
      directory.reset();
      organisations.reset();
      for (const part of [identity, pds, fhir, sds, ...ods, faults]) part.reset();
    },
  };
}

/** The key of the gateway's certificate signs tokens, so that a start makes no new one. */
function signingMaterial({ certificates, loaded }: Ground) {
  return certificates.identity(loaded.world.gateway.fqdn);
}
