import type { Entry } from '../../src/journal/entry.ts';
import type { NhaisTransaction } from '../../src/nhais/interchange.ts';
import type { Timer } from '../../src/platform/clock.ts';
import { step } from './arrival.ts';
import { type AuthorityRoom, linkNamed, serviceOf } from './authority-room.ts';
import { readArrival } from './read-arrival.ts';

/** An FP69 flag that runs out, unless it is taken away. */
interface Running {
  readonly link: string;
  readonly nhsNumber: string | undefined;
  readonly work: string;
  readonly timer: Timer;
}

/** What the authorities know of flags that were announced (F9). */
export interface Flags {
  /** Puts on record that a deduction follows an announcement that is on record. Once, however often it is asked. */
  announce(composed: Entry): Promise<readonly string[]>;
  /** Takes up what an earlier run put on record. */
  resume(noted: Entry): Promise<void>;
  /** The flag is taken away (F10): no deduction follows. */
  lift(link: string, nhsNumber: string | undefined): Promise<readonly string[]>;
  clear(): void;
}

export function openFlags(
  room: AuthorityRoom,
  deduct: (link: string, of: NhaisTransaction, settles: string) => Promise<unknown>,
): Flags {
  const running = new Map<string, Running>();
  const run = async (work: string, link: string, composed: Entry) => {
    const flag = await announced(room, composed);
    if (!flag || running.has(work)) return;
    const timer = room.turns.at(expiryOf(flag.fp69ExpiryDate), async () => {
      running.delete(work);
      await deduct(link, flag, work);
    });
    running.set(work, { link, nhsNumber: flag.patient?.nhsNumber, work, timer });
  };
  return {
    async announce(composed) {
      const link = String(composed.facts?.link);
      const work = `nhais-fp69:${composed.messageId}`;
      if (composed.facts?.codes !== 'F9' || !linkNamed(room, link)?.deductAfterFp69) return [];
      if (running.has(work)) return [];
      await room.journal.append({
        ...{ kind: 'note', at: room.clock.now().toISOString(), service: serviceOf({ name: link }) },
        summary: `an F2 follows interchange ${composed.facts.sequence} when its FP69 has run out`,
        facts: { link, of: composed.sequence },
        opens: work,
      });
      await run(work, link, composed);
      return ['an F2 follows when the flag has run out, unless an F10 takes it away'];
    },
    async resume({ opens = '', facts }) {
      const composed = await room.journal.get(Number(facts?.of));
      if (composed) await run(opens, String(facts?.link), composed);
    },
    async lift(link, nhsNumber) {
      const found = [...running.values()].filter(
        (each) => each.link === link && each.nhsNumber === nhsNumber,
      );
      for (const { work, timer } of found) {
        timer.cancel();
        running.delete(work);
        await room.journal.append({
          ...{ kind: 'settled', at: room.clock.now().toISOString() },
          service: serviceOf({ name: link }),
          summary: 'an FP69 flag was taken away: no F2 follows',
          trace: [step('decide', 'an F10 for the same patient was sent')],
          settles: work,
        });
      }
      return found.map(() => 'the deduction that was to follow an F9 is called off');
    },
    clear: () => running.clear(),
  };
}

async function announced(
  { journal }: AuthorityRoom,
  { request }: Entry,
): Promise<NhaisTransaction | undefined> {
  if (!request?.body) return undefined;
  const { interchange } = readArrival(await journal.readBody(request.body));
  const message = interchange?.messages.find((each) => each.kind === 'registration');
  return message?.kind === 'registration' ? message.transactions[0] : undefined;
}

/** The end of the day, roughly: midnight UTC after it. */
function expiryOf(day = ''): number {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)].map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 1) + 1);
}
