import type { Entry } from '../../src/journal/entry.ts';
import { outcomeOf } from '../../src/journal/outcome-of.ts';
import type { Metrics } from '../../src/platform/metrics.ts';
import { labelWords } from './label-words.ts';
import type { MetricName } from './metric-definitions.ts';

/** Counts what is put on record. Transfers of bundled practices are followed by their steps. */
export function countEntries(metrics: Metrics<MetricName>): {
  take(entry: Entry): void;
  /** Transfers under way by role. */
  open(): ReadonlyMap<string, number>;
  reset(): void;
} {
  const interactions = labelWords();
  const codes = labelWords();
  const services = labelWords();
  const open = new Map<string, Set<string>>([
    ['requester', new Set()],
    ['sender', new Set()],
  ]);

  const received = (entry: Entry) => {
    const { interaction, timings, request, findings = [] } = entry;
    const service = services.word(entry.service);
    const named = interactions.word(interaction);
    const { outcome, code } = outcomeOf(entry);
    const labels = { service, interaction: named };
    metrics.count('spinebox_messages_total', { ...labels, outcome, code: codes.word(code) });
    if (request?.body) {
      metrics.count('spinebox_received_bytes_total', { service }, request.body.length);
    }
    const ms = timings?.untilAnswer ?? timings?.total;
    if (ms !== undefined) metrics.observe('spinebox_answer_seconds', labels, ms / 1000);
    for (const { check, severity } of findings)
      metrics.count('spinebox_findings_total', { check: codes.word(check), severity });
  };
  const delivery = ({ service, interaction, facts = {}, timings }: Entry) => {
    const labels = { service: services.word(service), interaction: interactions.word(interaction) };
    const outcome = codes.word(String(facts.outcome ?? ''));
    metrics.count('spinebox_deliveries_total', { ...labels, outcome });
    if (timings?.total !== undefined)
      metrics.observe('spinebox_delivery_seconds', labels, timings.total / 1000);
  };
  const step = ({ facts = {}, conversationId, service }: Entry) => {
    const role = String(facts.role ?? '');
    const key = `${service} ${conversationId ?? ''}`;
    const under = open.get(role);
    if (!under) return;
    if (facts.outcome === null || facts.outcome === undefined) {
      under.add(key);
      return;
    }
    // Steps may follow the end of a transfer: it ended once.
    if (!under.delete(key)) return;
    metrics.count('spinebox_transfers_total', {
      role,
      outcome: codes.word(String(facts.outcome)),
      code: codes.word(typeof facts.code === 'string' ? facts.code : undefined),
    });
  };

  return {
    take(entry) {
      const { kind, service, facts = {}, interaction } = entry;
      if (kind === 'received') received(entry);
      else if (kind === 'delivery') delivery(entry);
      else if (kind === 'transfer') step(entry);
      else if (kind === 'handshake') {
        const labels = { service: services.word(service), cause: codes.word(String(facts.cause)) };
        metrics.count('spinebox_handshakes_refused_total', labels);
      } else if (kind === 'settled' && (facts.outcome === 'failed' || facts.outcome === 'held')) {
        const labels = { interaction: interactions.word(interaction), outcome: facts.outcome };
        metrics.count('spinebox_deliveries_ended_total', labels);
      }
    },
    open: () => new Map([...open].map(([role, { size }]) => [role, size])),
    reset() {
      for (const under of open.values()) under.clear();
    },
  };
}
