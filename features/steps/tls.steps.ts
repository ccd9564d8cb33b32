import assert from 'node:assert/strict';
import { Then, When } from '../support/cucumber.ts';
import type { Scene } from '../support/scene.ts';

When('somebody calls Spine with {}', async function (this: Scene, words: string) {
  const came = await this.callers.call(words);
  assert.doesNotMatch(came, /^HTTP\/1\.1 2/);
});

Then(
  'Spine refuses the handshake because of {word}:',
  async function (this: Scene, cause: string, message: string) {
    await this.callers.refused(cause, message);
  },
);
