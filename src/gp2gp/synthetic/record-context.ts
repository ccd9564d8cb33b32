import type { Ids } from '../../platform/ids.ts';
import type { Random } from '../../platform/random.ts';

/** What the parts of a synthetic record are made from. All chance of a record comes from one seed. */
export interface RecordContext {
  readonly random: Random;
  readonly ids: Ids;
  /** The agents of the folder's directory that statements may refer to. */
  readonly agents: readonly [string, ...string[]];
  /** Observations that a problem can be made of. Grows as they are written, but never beyond a few. */
  readonly linkable: string[];
}

/** When an entry was made. */
export interface EntryTime {
  /** HL7 date, `yyyymmdd`. */
  readonly day: string;
  /** HL7 time, `yyyymmddHHMMss`. */
  readonly moment: string;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2012, 0, 2, 9);
const DAYS = 4_700;

/** A moment of a surgery day between 2012 and 2024. Does not depend on today. */
export function inventTime(random: Random): EntryTime {
  const at = FIRST_DAY + random.int(0, DAYS) * DAY_MS + random.int(0, 8 * 3600) * 1000;
  const moment = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14);
  return { day: moment.slice(0, 8), moment };
}

/** Keeps an observation for later links, forgetting the oldest. */
export function rememberLinkable(context: RecordContext, id: string): void {
  context.linkable.push(id);
  if (context.linkable.length > 8) context.linkable.shift();
}
