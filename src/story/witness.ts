import { GP2GP_INTERACTIONS } from '../domain/interaction.ts';
import type { Entry } from '../journal/entry.ts';

const OF_TRANSFERS: ReadonlySet<string> = new Set(GP2GP_INTERACTIONS);
/** Who speaks for an end: a bundled practice, or the adaptor that is played in front of a system. */
const END = /^(?:practice|adaptor):/;

/** The ODS code of the bundled practice, or of the system behind a played adaptor, that wrote an entry. */
export function practiceOf({ service }: Pick<Entry, 'service'>): string | undefined {
  return END.test(service) ? service.replace(END, '') : undefined;
}

/**
 * Whether an entry is the record of a message by whoever stands between the practices: Spine, a tap, a capture. What a
 * practice received is the other end of a delivery, and is told with it.
 */
export function isWitnessed(entry: Entry): boolean {
  const { kind, messageId, conversationId } = entry;
  return (
    kind === 'received' &&
    messageId !== undefined &&
    conversationId !== undefined &&
    practiceOf(entry) === undefined
  );
}

/** The lane of whoever wrote an entry: both legs of a tap are one. */
export function hubOf({ service }: Pick<Entry, 'service'>): string {
  return service.split(':', 1)[0] ?? service;
}

/**
 * Whether a message was taken by whom it was given to. Spine says so; who only looks on has the answer to go by, and
 * where there is none on record nothing speaks against it.
 */
export function wasTaken({ facts = {}, response }: Entry): boolean {
  if (typeof facts.taken === 'boolean') return facts.taken;
  return (response?.status ?? 200) < 300 && !/\b(?:error|fault)\b/.test(String(facts.result ?? ''));
}

/** Whether it is a message of a record transfer. */
export function isOfTransfer({ interaction = '' }: Pick<Entry, 'interaction'>): boolean {
  return OF_TRANSFERS.has(interaction);
}

/** What was done to it on purpose, in the words of the record. */
export function faultsOf({ trace = [] }: Entry): readonly string[] {
  return trace.filter(({ stage }) => stage === 'disturb').map(({ text }) => text);
}

/** The ODS code of a party key; the text itself where it is none. */
export function odsOf(party: string): string {
  return party.replace(/-\d{6,7}$/, '');
}
