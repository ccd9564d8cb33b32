import { parseDuration } from '../../src/domain/duration.ts';
import { NotApplicable, SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { finalAnswer } from './final-answer.ts';
import { openMessage } from './opened-message.ts';
import { transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

/** A timer may not run short; clocks of two machines differ by a little. */
const EARLY_MS = 250;
/** Share of the patience by which it may be late: systems look at their timers only now and then. */
const LATE_SHARE = 0.4;

/**
 * The extract is refused when the overall time is over: A x P(extract) + B x N x P(COPC), from the core's timestamp, with
 * A = B = 1 (gp2gp 4.6). A system with other weights, or with times of its own, shows here.
 */
export async function expectGivenUpAfter(
  trial: Trial,
  ofExtract: string,
  ofPart: string,
  parts: number,
): Promise<void> {
  if (trial.system.timers === 'fixed') {
    throw new NotApplicable('its timers do not follow the durations that SDS advertises');
  }
  const [first = 0, each = 0] = [ofExtract, ofPart].map(parseDuration);
  const dueMs = first + parts * each;
  const answer = await finalAnswer(trial, { withinMs: dueMs + trial.patienceMs });
  const extract = trial
    .transcript()
    .messages.find(({ from, role }) => from !== 'system' && role === 'extract');
  if (!extract) throw new Error('an answer to an extract that is not on record');
  // The time begins with the core's own timestamp, which may be whole seconds, and is told late on a busy system.
  const sentAt = Date.parse((await openMessage(trial, extract)).message.envelope.timestamp);
  const answeredAt = Date.parse(answer.at);
  const tookMs = answeredAt - (Number.isNaN(sentAt) ? Date.parse(extract.at) : sentAt);
  const sinceTakenMs = answeredAt - Date.parse(extract.at);
  trial.measured(dueMs, tookMs);
  const evidence = [extract.sequence, answer.sequence];
  const expected = `the extract refused ${dueMs} ms after it, by ${ofExtract} and ${parts} times ${ofPart}`;
  if (answer.acknowledgement?.typeCode === 'AA') {
    throw new SystemDeviation({
      expected,
      observed: `it was accepted: ${describeMessage(answer)}`,
      evidence,
      weight: 'unsafe',
    });
  }
  if (tookMs < dueMs - EARLY_MS || sinceTakenMs > dueMs + trial.patienceMs * LATE_SHARE) {
    throw new SystemDeviation({
      expected,
      observed: `${describeMessage(answer)} after ${tookMs} ms`,
      evidence,
    });
  }
  trial.observed(`${describeMessage(answer)} after ${tookMs} ms, due after ${dueMs} ms`);
}

/** Nobody decides: 99 once the time is over, or the record still waits, and is shown as waiting (gp2gp 4.6). */
export async function expectTimedOutOrUndecided(trial: Trial, code: string): Promise<void> {
  const within = { withinMs: trial.patienceMs / 2 };
  const answer = await finalAnswer(trial, within).catch((error: unknown) => {
    if (error instanceof SystemDeviation) return undefined;
    throw error;
  });
  if (!answer) {
    const { state } = await transferStatus(trial);
    if (state === 'deciding' || state === 'receiving') return trial.chose(`still ${state}`);
    throw new SystemDeviation({
      expected: `a refusal with ${code}, or the record still shown as undecided`,
      observed: `no answer, and the transfer is shown as ${state}`,
    });
  }
  const { typeCode, code: given } = answer.acknowledgement ?? {};
  if (typeCode === 'AA' || given !== code) {
    throw new SystemDeviation({
      expected: `a refusal with ${code}`,
      observed: describeMessage(answer),
      evidence: [answer.sequence],
    });
  }
  trial.chose(describeMessage(answer));
}
