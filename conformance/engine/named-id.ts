import { SystemDeviation } from './departures.ts';
import { describeMessage } from './describe.ts';
import { finalAnswer } from './final-answer.ts';
import type { Trial } from './trial.ts';

const WORDS = {
  'hl7-id': 'the HL7 id of the message',
  'message-id': 'the ebXML MessageId',
  'extract-id': 'EhrExtract/id',
} as const;

/** Where the ids of an extract differ: which of them the acknowledgement names is put on record (gp2gp 1.5 D2). */
export async function recordNamedId(trial: Trial): Promise<void> {
  const answer = await finalAnswer(trial);
  const names = answer.acknowledgement?.names;
  if (names === undefined) {
    throw new SystemDeviation({
      expected: 'an acknowledgement that names the extract',
      observed: `${describeMessage(answer)} names ${answer.acknowledgement?.refTo ?? 'nothing'}`,
      evidence: [answer.sequence],
    });
  }
  trial.chose(`it names ${WORDS[names]}`);
}
