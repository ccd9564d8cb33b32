import type { Readiness, TransferView } from '../simulator/doors/control-parts.ts';
import type { DoctorFinding } from '../simulator/doors/doctor.ts';
import type { ScenarioOrder, SituationView } from '../simulator/doors/scenario-desk.ts';
import type { WorldPatch } from '../simulator/world/world-config.ts';
import type { JournalQuery } from '../src/journal/journal.ts';
import type { EntryView } from './entry-view.ts';
import { SpineboxRefusedError, SpineboxUnreachableError } from './package-errors.ts';

/** Where the control API is, and what it wants to see. */
export interface ControlAddress {
  /** Up to and without `/api/v1`. */
  readonly url: string;
  readonly token?: string | undefined;
}

/** A transfer between practices that the simulator plays. */
export interface TransferRequest {
  /** ODS code of the practice that asks for the record. */
  readonly to: string;
  /** ODS code of the one that holds it; as PDS has it where `asRegistered`. */
  readonly from?: string;
  readonly asRegistered?: boolean;
  /** NHS number. */
  readonly patient: string;
  readonly attachments?: number;
  /** Bytes of the extract. */
  readonly size?: number;
}

/** Which entries; those of the journal's own query that the control API takes. */
export type EntryQuery = Omit<JournalQuery, 'newestFirst' | 'fromParty'>;

export interface EntryPage {
  /** Oldest first. */
  readonly entries: readonly EntryView[];
  /** Ask again with this as `after`; `null` on the last page. */
  readonly next: number | null;
}

/** The control API with its types. Everything rejects with SpineboxRefusedError or SpineboxUnreachableError. */
export interface SpineboxControl {
  /** Anything of the API by hand. `path` is below `/api/v1`. */
  request(method: string, path: string, body?: unknown): Promise<Response>;
  version(): Promise<string>;
  ready(): Promise<Readiness>;
  doctor(): Promise<readonly DoctorFinding[]>;
  world(): Promise<WorldPatch>;
  /** Lays a JSON merge patch over the world in force. */
  patchWorld(patch: WorldPatch): Promise<void>;
  startTransfer(order: TransferRequest): Promise<string>;
  transfer(conversationId: string): Promise<TransferView>;
  entries(query?: EntryQuery): Promise<EntryPage>;
  /** The exact bytes of one side of an exchange. */
  body(sequence: number, side: 'request' | 'response'): Promise<Uint8Array>;
  /** Why a message was answered as it was, for people. */
  explain(messageId: string): Promise<string>;
  loadScenario(order: ScenarioOrder): Promise<SituationView>;
  situation(id: string): Promise<SituationView>;
  startSituation(id: string): Promise<SituationView>;
  cue(id: string, name: string): Promise<SituationView>;
  removeSituation(id: string): Promise<void>;
  /** Back to the beginning: empty journal, no work, the world as it was loaded. */
  reset(): Promise<void>;
}

/** The control API at an address. */
export function controlClient(address: ControlAddress): SpineboxControl {
  const request = (method: string, path: string, body?: unknown) =>
    callControl(address, method, path, body);
  const json = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    (await request(method, path, body)).json() as Promise<T>;
  const none = async (method: string, path: string, body?: unknown): Promise<void> => {
    await (await request(method, path, body)).arrayBuffer();
  };
  const by = (id: string) => encodeURIComponent(id);
  return {
    request,
    version: async () => (await json<{ version: string }>('GET', '/health')).version,
    ready: () => json('GET', '/ready'),
    doctor: async () =>
      (await json<{ findings: readonly DoctorFinding[] }>('GET', '/doctor')).findings,
    world: () => json('GET', '/world'),
    patchWorld: (patch) => none('PATCH', '/world', patch),
    startTransfer: async (order) =>
      (await json<{ conversationId: string }>('POST', '/transfers', order)).conversationId,
    transfer: (id) => json('GET', `/transfers/${by(id)}`),
    entries: (query = {}) => json('GET', `/journal${searchOf(query)}`),
    body: async (sequence, side) =>
      new Uint8Array(
        await (await request('GET', `/journal/${sequence}/body?side=${side}`)).arrayBuffer(),
      ),
    explain: async (id) => (await json<{ text: string }>('GET', `/explain/${by(id)}`)).text,
    loadScenario: (order) => json('POST', '/scenarios', order),
    situation: (id) => json('GET', `/scenarios/${by(id)}`),
    startSituation: (id) => json('POST', `/scenarios/${by(id)}/start`),
    cue: (id, name) => json('POST', `/scenarios/${by(id)}/cues/${by(name)}`),
    removeSituation: (id) => none('DELETE', `/scenarios/${by(id)}`),
    reset: () => none('POST', '/reset'),
  };
}

/** One request to the control API; comes back with what is well, rejects with what was refused. */
export async function callControl(
  { url, token }: ControlAddress,
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw new SpineboxUnreachableError(url, error);
  });
  // Not ready is an answer, too: it says why.
  if (answer.ok || (path === '/ready' && answer.status === 503)) return answer;
  const said = (await answer.json().catch(() => ({}))) as Partial<Record<string, unknown>>;
  const word = (value: unknown, otherwise: string) =>
    typeof value === 'string' ? value : otherwise;
  throw new SpineboxRefusedError(
    answer.status,
    word(said.error, `HTTP_${answer.status}`),
    word(said.message, `${method} ${path} was answered with HTTP ${answer.status}`),
    word(said.remedy, 'Read docs/cli.md and the OpenAPI document at /api/v1/openapi.json.'),
  );
}

function searchOf({ conversationId, messageId, ...query }: EntryQuery): string {
  const search = new URLSearchParams();
  const named = { ...query, conversation: conversationId, message: messageId };
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}
