import { breakSilence } from '../../../conformance/engine/silence.ts';
import { BeforeStep } from '../../support/cucumber.ts';
import type { SuiteScene } from './suite-scene.ts';

// A step that is no expectation does something to the system.
BeforeStep(function (this: SuiteScene, { pickleStep }) {
  if (String(pickleStep.type) !== 'Outcome' && this.running) breakSilence(this.running.trial);
});
