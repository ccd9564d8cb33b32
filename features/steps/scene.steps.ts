import { PRACTICE_NAMES } from '../support/cast.ts';
import {
  After,
  defineParameterType,
  setDefaultTimeout,
  setWorldConstructor,
} from '../support/cucumber.ts';
import { MESSAGE_KINDS } from '../support/message-kinds.ts';
import { ANSWER_WORDS } from '../support/reactions.ts';
import { Scene } from '../support/scene.ts';

setWorldConstructor(Scene);
// Nothing takes seconds; what waits in vain says so itself before this.
setDefaultTimeout(20_000);

defineParameterType({ name: 'practice', regexp: new RegExp(PRACTICE_NAMES.join('|')) });
defineParameterType({ name: 'party', regexp: new RegExp([...PRACTICE_NAMES, 'Spine'].join('|')) });
defineParameterType({ name: 'kind', regexp: new RegExp(Object.keys(MESSAGE_KINDS).join('|')) });
defineParameterType({ name: 'answer', regexp: ANSWER_WORDS });
defineParameterType({
  name: 'duration',
  regexp: /\d+ (?:hours?|minutes?|seconds?)(?: \d+ (?:minutes?|seconds?))?/,
});
defineParameterType({ name: 'code', regexp: /[A-Za-z0-9_]+/ });

After(async function (this: Scene) {
  await this.close();
});
