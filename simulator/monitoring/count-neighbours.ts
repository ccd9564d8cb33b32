import type { Entry } from '../../src/journal/entry.ts';
import type { Metrics } from '../../src/platform/metrics.ts';
import { labelWords } from './label-words.ts';
import type { MetricName } from './metric-definitions.ts';

const STATES = ['uploading', 'accepted', 'acknowledged', 'undeliverable', 'error'];
const SEND_RESULTS = ['accepted', 'answered', 'refused by Spine', 'refused'];
/** Messages in queues whose end is waited for, to tell how long it took. */
const MOST_WAITING = 10_000;

/** Counts what is put on record of ODS, MESH, GP Links and MHS adaptors. */
export function countNeighbours(metrics: Metrics<MetricName>): {
  take(entry: Entry): void;
  reset(): void;
} {
  const workflows = labelWords();
  const links = labelWords();
  const codes = labelWords();
  const operations = labelWords();
  const adaptors = labelWords();
  /** When a message came into a queue, by its work. */
  const waiting = new Map<string, number>();

  const mesh = ({ facts = {}, request, response, kind }: Entry) => {
    const state = String(facts.status ?? '');
    if (STATES.includes(state)) {
      const workflow = workflows.word(textOf(facts.workflow));
      metrics.count('spinebox_mesh_messages_total', { workflow, state });
    }
    if (kind !== 'received') return;
    for (const [way, body] of [
      ['up', request?.body],
      ['down', response?.body],
    ] as const)
      if (body) metrics.count('spinebox_mesh_bytes_total', { way }, body.length);
  };
  const nhais = ({ facts = {}, kind, findings = [], service }: Entry) => {
    const link = links.word(service.slice('nhais:'.length));
    const { direction } = facts;
    const goesOut = kind === 'composed' && direction === 'out';
    if (!goesOut && !(kind === 'received' && direction === 'in')) return;
    const form = facts.kind === 'RECEP' ? 'RECEP' : 'FHSREG';
    metrics.count('spinebox_nhais_interchanges_total', { link, direction, kind: form });
    for (const code of (textOf(facts.codes) ?? '').split(';').slice(0, 100)) {
      const [word = ''] = code.split(' ');
      if (word !== '' && word !== 'RECEP')
        metrics.count('spinebox_nhais_messages_total', { link, direction, code: codes.word(word) });
    }
    if (findings.length > 0)
      metrics.count('spinebox_nhais_deviations_total', { link }, findings.length);
  };
  const ods = ({ service, interaction, response, kind }: Entry) => {
    if (kind !== 'received') return;
    const operation = operations.word(interaction);
    const status = String(response?.status ?? 'none');
    metrics.count('spinebox_ods_requests_total', { face: service, operation, status });
  };
  const adaptor = (entry: Entry) => {
    const { service, facts = {}, kind, opens, settles, at } = entry;
    const name = adaptors.word(service.slice('adaptor:'.length));
    if (kind === 'received' && facts.boundary === 'rest' && entry.messageId !== undefined)
      metrics.count('spinebox_adaptor_sends_total', { adaptor: name, outcome: sendOutcome(entry) });
    if (opens?.startsWith('queue:') && waiting.size < MOST_WAITING)
      waiting.set(opens, Date.parse(at));
    if (settles === undefined) return;
    const since = waiting.get(settles);
    if (since === undefined) return;
    waiting.delete(settles);
    const seconds = Math.max(0, Date.parse(at) - since) / 1000;
    metrics.observe('spinebox_adaptor_settle_seconds', { adaptor: name }, seconds);
  };

  return {
    take(entry) {
      const { service } = entry;
      if (service === 'mesh') mesh(entry);
      else if (service.startsWith('nhais:')) nhais(entry);
      else if (service.startsWith('ods-')) ods(entry);
      else if (service.startsWith('adaptor:')) adaptor(entry);
    },
    reset: () => waiting.clear(),
  };
}

function sendOutcome({ facts = {}, response }: Entry): string {
  const result = String(facts.result ?? '');
  const known = SEND_RESULTS.find((each) => result.startsWith(each));
  if (known !== undefined) return known.replaceAll(' ', '-').toLowerCase();
  return (response?.status ?? 500) >= 400 ? 'failed' : 'taken';
}

function textOf(fact: unknown): string | undefined {
  return typeof fact === 'string' ? fact : undefined;
}
