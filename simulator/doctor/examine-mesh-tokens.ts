import type { Entry } from '../../src/journal/entry.ts';
import { counted, type Examination } from './doctor-room.ts';

const OFTEN = 2;
const MOST = 10;
const HOUR_MS = 3_600_000;
/** What a token may be late by on its way, beside whole hours of another time zone. */
const SLACK_MS = 5 * 60_000;

/** Mailboxes whose authorization headers are refused again and again, with what it most likely is. */
export const examineMeshTokens: Examination = ({ evidence }) => {
  const refused = evidence
    .refusals()
    .filter(({ service, facts }) => service === 'mesh' && typeof facts?.refusal === 'string');
  const alike = Map.groupBy(refused, ({ facts }) =>
    JSON.stringify([facts?.caller ?? '', facts?.refusal]),
  );
  return [...alike.values()]
    .filter((entries) => entries.length >= OFTEN)
    .slice(0, MOST)
    .flatMap((entries) => {
      const last = entries.at(-1);
      if (!last) return [];
      const who = String(last.facts?.caller ?? 'somebody');
      const { why, remedy } = diagnosisOf(last);
      return {
        id: 'MESH-TOKEN-REFUSED',
        severity: 'warning' as const,
        message: `MESH refused ${counted(entries.length, 'authorization header')} of ${who} in ten minutes: ${why}`,
        remedy,
        sequence: last.sequence,
      };
    });
};

interface Diagnosis {
  readonly why: string;
  readonly remedy: string;
}

const DIAGNOSES: Readonly<Record<string, Diagnosis>> = {
  hash: {
    why: 'the hash is not the one of its parts',
    remedy:
      'Compare password and shared key (mesh.mailboxes.NAME.password, mesh.sharedKey) and the text that is hashed: mailbox:nonce:count:password:timestamp, HMAC-SHA256, lower-case hex.',
  },
  replayed: {
    why: 'a token was sent twice; each works once',
    remedy: 'Make a new nonce for every request, or count the same one up.',
  },
  mailbox: {
    why: 'the mailbox in the token is not the one in the path',
    remedy: 'Make the token for the mailbox that the request names, in upper case.',
  },
  malformed: {
    why: 'the header does not have its five parts',
    remedy: 'Write NHSMESH mailbox:nonce:count:yyyyMMddHHmm:hash, one blank after the scheme.',
  },
  missing: {
    why: 'there was no authorization header',
    remedy: 'Send the header Authorization: NHSMESH ... with every request for a mailbox.',
  },
  inactive: {
    why: 'the mailbox is not active',
    remedy: 'Set mesh.mailboxes.NAME.active to true.',
  },
  'unknown-mailbox': {
    why: 'there is no mailbox of that name',
    remedy: 'Name a mailbox of the world (spinebox mesh list), or add it under mesh.mailboxes.',
  },
};

function diagnosisOf({ facts = {} }: Entry): Diagnosis {
  if (facts.refusal === 'time') return timeDiagnosis(Number(facts.offsetMs));
  return (
    DIAGNOSES[String(facts.refusal)] ?? {
      why: String(facts.refusal),
      remedy: 'Open the newest one: its trace says what was expected.',
    }
  );
}

/** Whole hours ahead or behind are a time zone; anything else is a clock. */
function timeDiagnosis(offsetMs: number): Diagnosis {
  if (!Number.isFinite(offsetMs))
    return { why: 'its time is none', remedy: 'Write the time as yyyyMMddHHmm in UTC.' };
  const hours = Math.round(offsetMs / HOUR_MS);
  const sided = `${Math.abs(hours)} ${Math.abs(hours) === 1 ? 'hour' : 'hours'} ${hours > 0 ? 'ahead' : 'behind'}`;
  if (hours !== 0 && Math.abs(offsetMs - hours * HOUR_MS) <= SLACK_MS)
    return {
      why: `its time is ${sided} of ours: a time zone, most likely`,
      remedy:
        'Write the time in UTC, not in local time; mesh.authorization.time: london takes UK time too.',
    };
  return {
    why: `its time is ${Math.round(Math.abs(offsetMs) / 60_000)} minutes ${offsetMs > 0 ? 'ahead' : 'behind'} of ours`,
    remedy:
      'Set the clock of the client right; what it may differ by is mesh.authorization.window.',
  };
}
