import type { Finding } from '../../src/domain/finding.ts';
import type {
  NhaisInterchange,
  NhaisMessage,
  NhaisTransaction,
} from '../../src/nhais/interchange.ts';
import { compareSequence, nextSequence } from '../../src/nhais/numbers.ts';
import type { NhaisLink } from '../world/world.ts';
import type { Asked } from './plan-replies.ts';

const ASKED = new Set(['G1', 'G2', 'G3', 'G5']);

export interface ArrivalContext {
  readonly link: Pick<NhaisLink, 'reading' | 'unknownTransaction'>;
  /** What the reader and the rules of each transaction found. */
  readonly findings: readonly Finding[];
  /** Of the interchange before; `undefined` for the first. */
  readonly lastIn: number | undefined;
  hasSeen(key: string): boolean;
}

/** What an interchange of a practice comes to. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** Of each message in order: complete or in error. */
  readonly results: readonly ('CP' | 'CA')[];
  /** `false` where the settings say that no RECEP is sent. */
  readonly receipted: boolean;
  /** What has an effect, by its key. */
  readonly fresh: readonly (Asked & { readonly key: string })[];
  /** Of all that was taken, to be remembered. */
  readonly keys: readonly string[];
  readonly trace: readonly string[];
}

/** A transaction is known again by the numbers of interchange, message and its own (mesh-nhais 2.6). */
export function transactionKey(
  interchange: Pick<NhaisInterchange, 'sender' | 'recipient' | 'sequence'>,
  message: number,
  transaction: number | undefined,
): string {
  const { sender, recipient, sequence } = interchange;
  return `${sender}>${recipient}:${sequence}/${message}/${transaction ?? ''}`;
}

/** Judges what a practice sent: what is wrong with it, what was there before, what is to be done. Pure. */
export function judgeArrival(interchange: NhaisInterchange, context: ArrivalContext): Judged {
  const { link, hasSeen } = context;
  const keys: string[] = [];
  const fresh: (Asked & { key: string })[] = [];
  const findings = [...context.findings];
  const trace: string[] = [];
  const deviates = findings.some(({ severity }) => severity === 'must');
  const strictly = link.reading === 'strict' && deviates;
  const results: ('CP' | 'CA')[] = [];
  const repeated: string[] = [];
  let receipted = true;
  for (const message of interchange.messages) {
    if (message.kind === 'receipt') {
      results.push('CP');
      continue;
    }
    const code = message.kind === 'registration' ? message.code : '';
    const known = ASKED.has(code);
    results.push(known && !strictly ? 'CP' : 'CA');
    if (!known) {
      findings.push(unknownCode(message));
      if (link.unknownTransaction === 'nothing') receipted = false;
    }
    for (const transaction of transactionsOf(message)) {
      const key = transactionKey(interchange, message.sequence, transaction?.number);
      // What is receipted in error may come again under its numbers, corrected.
      if (!known || strictly) continue;
      keys.push(key);
      if (hasSeen(key)) repeated.push(`${message.sequence}/${transaction?.number ?? ''}`);
      else if (transaction) {
        fresh.push({ code, transaction, key });
      }
    }
  }
  const isRepetition = keys.length > 0 && repeated.length === keys.length;
  if (repeated.length > 0) {
    const which = isRepetition ? 'all of it' : `message/transaction ${repeated.join(', ')}`;
    trace.push(`came before: ${which}; it is receipted again and has no effect again`);
  }
  const gap = isRepetition ? undefined : gapBefore(interchange.sequence, context.lastIn);
  if (gap) findings.push(gap);
  if (strictly)
    trace.push('reading is strict: with deviations it is receipted with CA, without effect');
  else if (deviates)
    trace.push(
      'reading is lenient: what deviates is told, and what is asked for is done all the same',
    );
  if (!receipted) trace.push('unknownTransaction is nothing: no RECEP is sent');
  const inError = results.filter((result) => result === 'CA').length;
  const complete = results.length - inError;
  trace.push(
    `messages complete: ${complete}, in error: ${inError}; transactions that have an effect: ${fresh.length}`,
  );
  return { findings, results, receipted, fresh, keys, trace };
}

function transactionsOf(message: NhaisMessage): readonly (NhaisTransaction | undefined)[] {
  const { transactions } = message.kind === 'registration' ? message : { transactions: [] };
  return transactions.length > 0 ? transactions : [undefined];
}

function unknownCode(message: NhaisMessage): Finding {
  const what = message.kind === 'registration' ? message.code : message.kind;
  return {
    check: 'NHAIS-CODE-01',
    severity: 'must',
    clause: 'mesh-nhais 2.2',
    message: `message ${message.sequence} brings ${what}, which no practice sends`,
    at: `/message[SMS=${message.sequence}]`,
    suggestion: 'Send G1, G2, G3 or G5.',
  };
}

/** What is odd about the number of an interchange, by the one before it. */
export function gapBefore(sequence: number, lastIn: number | undefined): Finding | undefined {
  const { kind, missing } = compareSequence(lastIn, sequence);
  if (lastIn === undefined || kind === 'first' || kind === 'next') return undefined;
  const expected = nextSequence(lastIn);
  const why = {
    gap: missing === 1 ? `${expected} is missing` : `${missing} from ${expected} on are missing`,
    repeated: 'the number was used twice',
    behind: 'numbers go up by one',
  }[kind];
  return {
    check: 'NHAIS-SEQUENCE-01',
    severity: 'should',
    clause: 'mesh-nhais 2.7',
    message: `interchange ${sequence} came after ${lastIn}: ${why}`,
    at: '/interchange',
    suggestion: `The next interchange after ${lastIn} is ${expected}.`,
  };
}
