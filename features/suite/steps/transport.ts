import { expectAgainOrFailed } from '../../../conformance/engine/again-or-failed.ts';
import {
  type Delivered,
  expectAcknowledgedFirst,
  expectAnsweredOnce,
  expectEveryDeliveryAcknowledged,
  expectReached,
  expectSignalTaken,
} from '../../../conformance/engine/arrivals.ts';
import {
  expectNoTryAfter,
  expectOneOfThemTried,
  expectSpacing,
  expectTries,
  expectTriesInAll,
  rolesNamed,
  triesOf,
} from '../../../conformance/engine/tries.ts';
import { parseDuration } from '../../../src/domain/duration.ts';
import { Then } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

const MESSAGE =
  'request|extract|continue|fragment|request acknowledgement|fragment acknowledgement|final acknowledgement';

function milliseconds(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`${text} is no duration`);
  return ms;
}

/** `"second continue"` by its label, `the final acknowledgement` by what it is. */
function delivered(words: string): Delivered {
  const label = /^"(.+)"$/.exec(words)?.[1];
  if (label !== undefined) return { label };
  const [role] = rolesNamed(words.replace(/^the /, ''));
  if (!role) throw new Error(`no message is called ${words}`);
  return { role };
}

const WHICH = '("[^"]+"|the (?:request|extract|continue|final acknowledgement))';

Then(
  new RegExp(`^${WHICH} reaches the system(?: (\\d+) times)?$`),
  async function (this: SuiteScene, words: string, times: string | undefined) {
    await expectReached(this.trial, delivered(words), { times: Number(times ?? 1) });
  },
);

Then(
  new RegExp(`^every delivery of ${WHICH} is acknowledged$`),
  async function (this: SuiteScene, words: string) {
    await expectEveryDeliveryAcknowledged(this.trial, delivered(words));
  },
);

Then(
  new RegExp(`^the delivery of ${WHICH} was acknowledged in good time and before it was answered$`),
  async function (this: SuiteScene, words: string) {
    await expectAcknowledgedFirst(this.trial, delivered(words));
  },
);

Then(
  new RegExp(`^the system has answered ${WHICH} once$`),
  async function (this: SuiteScene, words: string) {
    await expectAnsweredOnce(this.trial, delivered(words));
  },
);

Then(
  new RegExp(`^the system sends the (${MESSAGE}) (\\d+) times, as one message$`),
  async function (this: SuiteScene, words: string, count: string) {
    await expectTries(this.trial, words, Number(count));
  },
);

Then(
  new RegExp(`^one of the (${MESSAGE})s was sent (\\d+) times, as one message$`),
  async function (this: SuiteScene, words: string, count: string) {
    await expectOneOfThemTried(this.trial, words, Number(count));
  },
);

Then(
  new RegExp(
    `^the system has given up on the (${MESSAGE}) after (\\d+) to (\\d+) tries "([^"]+)" apart, as one message$`,
  ),
  async function (this: SuiteScene, words: string, least: string, most: string, interval: string) {
    await expectTriesInAll(this.trial, words, {
      least: Number(least),
      most: Number(most),
      intervalMs: milliseconds(interval),
    });
  },
);

Then(
  new RegExp(`^the system has tried the (${MESSAGE}) once, though "([^"]+)" went by$`),
  async function (this: SuiteScene, words: string, interval: string) {
    await expectTriesInAll(this.trial, words, {
      least: 1,
      most: 1,
      intervalMs: milliseconds(interval),
    });
  },
);

Then(
  new RegExp(`^the tries of the (${MESSAGE}) were "([^"]+)" apart$`),
  function (this: SuiteScene, words: string, interval: string) {
    expectSpacing(this.trial, milliseconds(interval), words);
  },
);

Then(
  new RegExp(`^no try of the (${MESSAGE}) came later than "([^"]+)" after the first$`),
  function (this: SuiteScene, words: string, limit: string) {
    expectNoTryAfter(this.trial, milliseconds(limit), words);
  },
);

Then(
  new RegExp(`^the acknowledgement of the (${MESSAGE}) is taken by the system$`),
  async function (this: SuiteScene, words: string) {
    const [own] = triesOf(this.trial.transcript().messages, rolesNamed(words));
    if (!own) throw new Error(`the system has sent no ${words}`);
    await expectSignalTaken(this.trial, own);
  },
);

Then('the system tries to send the extract', async function (this: SuiteScene) {
  const tried = await this.trial.until('a try to send the extract', ({ messages }) => {
    const found = triesOf(messages, ['extract']);
    return found.length > 0 ? found : undefined;
  });
  this.trial.account(...tried);
});

Then(
  /^the system sends the (request|extract) again as one message and the (?:record|transfer) is (?:filed|transferred), or has failed$/,
  async function (this: SuiteScene, words: string) {
    await expectAgainOrFailed(this.trial, words === 'extract' ? 'extract' : 'request');
  },
);
