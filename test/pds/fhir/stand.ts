import type { Principal, TokenJudge } from '../../../simulator/doors/token-judge.ts';
import { pdsFhir } from '../../../simulator/pds/fhir/pds-fhir.ts';
import { buildWorld } from '../../../simulator/world/build-world.ts';
import { DEFAULT_CONFIG } from '../../../simulator/world/default-world.ts';
import { worldConfig } from '../../../simulator/world/world-config.ts';
import { type WorldStore, worldStore } from '../../../simulator/world/world-store.ts';
import type { Json, JsonObject } from '../../../src/demographics/fhir/json.ts';
import type { Patient } from '../../../src/demographics/patient.ts';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import { SPECIAL_FAULTS } from '../../../src/demographics/special/special-faults.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import { type VirtualClock, virtualClock } from '../../../src/platform/clock.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { type GatewayStand, gatewayStand } from '../../gateway/stand.ts';

export const PREFIX = '/personal-demographics/FHIR/R4';
export const REQUEST_ID = '60E0B220-8136-4CA5-AE46-1D97EF59D068';

export interface FhirReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` where the body is no JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
  /** `CODE` or `CODE: diagnostics` of an OperationOutcome. */
  readonly error: string;
}

/** PDS FHIR behind the real gateway, with the special patients. */
export interface FhirStand extends GatewayStand {
  readonly register: PatientRegister;
  readonly world: WorldStore;
  readonly clock: VirtualClock;
  /** As after a reset of the simulator. */
  reset(): void;
  /** Changes settings of PDS FHIR, at once. */
  set(fhir: JsonObject): void;
  /** Sends a request below the prefix; with X-Request-ID unless the headers say otherwise. */
  ask(path: string, options?: AskOptions): Promise<FhirReply>;
  patch(number: string, patches: Json, headers?: Record<string, string>): Promise<FhirReply>;
}

export interface AskOptions {
  readonly method?: string;
  /** An empty value leaves a header out. */
  readonly headers?: Record<string, string>;
  readonly body?: Json | string;
}

export interface FhirStandOptions {
  readonly fhir?: JsonObject;
  readonly pds?: JsonObject;
  readonly faults?: JsonObject;
  readonly patients?: readonly Patient[];
  /** In place of one of its own: to share it with another face. */
  readonly register?: PatientRegister;
  readonly principals?: Readonly<Record<string, Principal>>;
}

export const WORKER: Principal = {
  mode: 'healthcare-worker',
  clientId: 'client-hcw',
  asid: '999000000002',
  userId: '555000000101',
  roles: [{ roleProfileId: '555000000201', organisation: 'Z99002', activities: ['B8009'] }],
  mayUpdateGp: true,
  mayUpdateDemographics: true,
  seesConfidentialRemovals: false,
};

export async function fhirStand(options: FhirStandOptions = {}): Promise<FhirStand> {
  const clock = virtualClock();
  const worldOf = (fhir: JsonObject) =>
    buildWorld(
      worldConfig.parse({
        ...DEFAULT_CONFIG,
        pds: { ...options.pds, fhir },
        faults: { ...SPECIAL_FAULTS, ...options.faults },
      }),
    );
  const world = worldStore(worldOf(options.fhir ?? {}));
  const own = memoryRegister({
    patients: options.patients ?? specialPatients(clock.now()),
    now: () => clock.now(),
    visibleAfterMs: () => world.current().pds.updateVisibleAfterMs,
  });
  const register = options.register ?? own;
  const random = seededRandom(1);
  const mount = pdsFhir({
    ...{ world, register, clock, random },
    organisation: (ods) => (/^Z9900[123]$/.test(ods) ? 'open' : 'unknown'),
    tokens: judgeOf(options.principals ?? {}),
    faults: faultBook(() => world.current().faults),
  });
  const stand = await gatewayStand([mount], { clock });
  const ask = async (path: string, { method = 'GET', headers, body }: AskOptions = {}) => {
    const all = { 'X-Request-ID': REQUEST_ID, ...headers };
    const response = await fetch(`${stand.url}${PREFIX}${path}`, {
      method,
      headers: Object.entries(all).filter(([, value]) => value !== ''),
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return replyOf(response);
  };
  return {
    ...stand,
    ...{ register, world, clock, ask },
    reset: () => mount.reset(),
    set: (fhir) => world.replace(worldOf({ ...options.fhir, ...fhir })),
    patch: (number, patches, headers = {}) =>
      ask(`/Patient/${number}`, {
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/json-patch+json',
          'If-Match': `W/"${register.get(number)?.scn ?? 1}"`,
          ...headers,
        },
        body: { patches },
      }),
    [Symbol.asyncDispose]: () => stand[Symbol.asyncDispose](),
  };
}

/** Tokens are the names of principals. */
function judgeOf(principals: Readonly<Record<string, Principal>>): TokenJudge {
  return {
    judge({ authorization }) {
      if (authorization === undefined) return { ok: false, outcome: { kind: 'missing-header' } };
      const [type = '', token] = authorization.trim().split(' ');
      if (type === '') return { ok: false, outcome: { kind: 'empty-header' } };
      if (type !== 'Bearer') return { ok: false, outcome: { kind: 'wrong-type', type } };
      if (token === undefined) return { ok: false, outcome: { kind: 'missing-token' } };
      const principal = principals[token];
      return principal
        ? { ok: true, principal }
        : { ok: false, outcome: { kind: 'invalid-token' } };
    },
  };
}

async function replyOf(response: Response): Promise<FhirReply> {
  const { status, headers } = response;
  const text = await response.text();
  let body: ReturnType<typeof JSON.parse>;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const [issue] = body?.issue ?? [];
  const code = issue?.details?.coding?.[0]?.code ?? '';
  const error = issue?.diagnostics === undefined ? code : `${code}: ${issue.diagnostics}`;
  return { status, headers, text, body, error };
}
