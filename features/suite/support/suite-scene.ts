import type { RunningScenario } from '../../../conformance/engine/engine.ts';
import type { Trial } from '../../../conformance/engine/trial.ts';
import type { HookCalls, SeededRecord } from '../../../conformance/sut/hook-calls.ts';
import { World } from '../../support/cucumber.ts';

/** What the steps of one scenario share. */
export class SuiteScene extends World {
  running: RunningScenario | undefined;
  /** The record that is put into the system before the scenario's first action. */
  draft: SeededRecord | undefined;
  /** The record that was put in last, to compare with what is sent. */
  seeded: SeededRecord | undefined;
  /** What the system said to the latest registration. */
  registration: HookCalls['registerPatient']['output'] | undefined;

  get trial(): Trial {
    if (!this.running) throw new Error('the scenario has not begun');
    return this.running.trial;
  }

  /** Puts the drafted record into the system, of the patient of the situation. */
  async prepare(situation?: string): Promise<void> {
    const record = this.draft;
    if (!record) return;
    this.draft = undefined;
    const nhsNumber = this.trial.nhsNumber(undefined, situation);
    await this.trial.hook('seedRecord', { nhsNumber, record });
    this.seeded = record;
  }
}
