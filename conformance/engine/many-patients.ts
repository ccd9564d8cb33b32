import { SystemDeviation } from './departures.ts';
import { expectDocuments } from './filing.ts';
import { finalAnswer } from './final-answer.ts';
import { registerPatient } from './initiation.ts';
import { describeStatus, transferStatus } from './status.ts';
import type { Trial } from './trial.ts';

/** What a transfer more at the same time may take. */
const A_TRANSFER_MS = 1000;

/** So many situations of one file, each with a practice and a patient of its own. */
export async function loadMany(trial: Trial, count: number, file: string): Promise<void> {
  for (let number = 1; number <= count; number++) {
    await trial.load(file, { as: nameOf(number), parameters: { number: String(number) } });
  }
}

/** All at the same time. */
export async function registerAtOnce(trial: Trial, count: number): Promise<void> {
  const said = await Promise.all(
    Array.from({ length: count }, (_, index) => registerPatient(trial, { in: nameOf(index + 1) })),
  );
  const refused = said.filter(({ accepted }) => !accepted);
  if (refused.length === 0) return;
  throw new SystemDeviation({
    expected: `${count} registrations are accepted`,
    observed: `${refused.length} were refused: ${refused[0]?.because ?? 'without a reason'}`,
  });
}

/** No record holds anything of another, and nobody else's conversation has its messages (gp2gp 1.4, 6.1). */
export async function expectEachItsOwn(trial: Trial, count: number): Promise<void> {
  const owner = new Map<string, string>();
  for (let number = 1; number <= count; number++) {
    const name = nameOf(number);
    await answered(trial, name, trial.patienceMs + count * A_TRANSFER_MS);
    await expectDocuments(trial, { in: name });
    for (const { conversationId, from, sequence } of trial.transcript(name).messages) {
      const other = owner.get(conversationId);
      if (from === 'system' && other !== undefined && other !== name) {
        throw new SystemDeviation({
          expected: 'a conversation for each transfer',
          observed: `${conversationId} is used for two patients`,
          evidence: [sequence],
          weight: 'unsafe',
        });
      }
      owner.set(conversationId, name);
    }
  }
  trial.observed(`${count} records, ${owner.size} conversations`);
}

/** What the system says of a transfer that came to nothing belongs to the departure: nothing on the wire tells it. */
async function answered(trial: Trial, name: string, withinMs: number): Promise<void> {
  try {
    await finalAnswer(trial, { in: name, withinMs });
  } catch (error) {
    if (!(error instanceof SystemDeviation)) throw error;
    const shown = describeStatus(await transferStatus(trial, { in: name }));
    throw new SystemDeviation({ ...error, observed: `${error.observed}, shown as ${shown}` });
  }
}

function nameOf(number: number): string {
  return `patient ${number}`;
}
