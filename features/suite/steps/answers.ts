import {
  expectAnswer,
  expectEveryFragmentAccepted,
  expectFinalLast,
} from '../../../conformance/engine/acknowledging.ts';
import { parseAnswerSentence } from '../../../conformance/engine/answers.ts';
import { expectContinue, refuseContinue } from '../../../conformance/engine/large-messages.ts';
import { refuseSent } from '../../../conformance/engine/sending.ts';
import {
  expectNothingMore,
  expectStillWorks,
  keepQuiet,
  makeSure,
} from '../../../conformance/engine/silence.ts';
import { Then } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

const SUBJECT = 'the extract|the request|the continue|every fragment|"[^"]+"';
const SENTENCE = new RegExp(`^the system ((?:accepts|refuses|leaves) (?:${SUBJECT})(?: .*)?)$`);

Then(SENTENCE, async function (this: SuiteScene, sentence: string) {
  const [, whole = sentence, name] = /^(.*?)(?: in "([^"]+)")?$/.exec(sentence) ?? [];
  const read = parseAnswerSentence(whole);
  if (!read) throw new Error(`"the system ${sentence}" does not say which answers are right`);
  const { subject, allowed } = read;
  if (subject.kind === 'every-fragment') {
    if (!allowed.accept || allowed.codes.length > 0 || allowed.silence) {
      throw new Error('every fragment can only be expected to be accepted');
    }
    await expectEveryFragmentAccepted(this.trial, name);
    return;
  }
  const answer = await expectAnswer(this.trial, subject, allowed, name);
  // A request that is refused is not answered with a record all the same.
  if (subject.kind === 'request' && answer?.acknowledgement?.typeCode !== 'AA' && !allowed.accept) {
    await keepQuiet(this.trial, name);
    refuseSent(this.trial, 'extract', { unsafe: true, ...(name !== undefined && { in: name }) });
  }
});

Then('the final acknowledgement comes last', function (this: SuiteScene) {
  expectFinalLast(this.trial);
});

Then('the system sends one continue', async function (this: SuiteScene) {
  await expectContinue(this.trial);
});

Then('the system sends no continue', async function (this: SuiteScene) {
  await makeSure(this.trial);
  refuseContinue(this.trial);
});

Then('the system sends nothing more', async function (this: SuiteScene) {
  await expectNothingMore(this.trial);
});

Then('the system sends nothing more in {string}', async function (this: SuiteScene, name: string) {
  await expectNothingMore(this.trial, name);
});

Then('the system still works', async function (this: SuiteScene) {
  await expectStillWorks(this.trial);
});
