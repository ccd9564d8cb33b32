import { parseDuration } from '../../../src/domain/duration.ts';
import { Given, When } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

interface Table {
  rowsHash(): Record<string, string>;
}

Given('the situation {string}', async function (this: SuiteScene, file: string) {
  await this.trial.load(file);
});

Given(
  'the situation {string} with:',
  async function (this: SuiteScene, file: string, table: Table) {
    await this.trial.load(file, { parameters: table.rowsHash() });
  },
);

Given(
  'the situation {string} as {string}',
  async function (this: SuiteScene, file: string, as: string) {
    await this.trial.load(file, { as });
  },
);

Given(
  'the situation {string} as {string} with:',
  async function (this: SuiteScene, file: string, as: string, table: Table) {
    await this.trial.load(file, { as, parameters: table.rowsHash() });
  },
);

When('the counterpart does {string}', async function (this: SuiteScene, cue: string) {
  await this.prepare();
  await this.trial.situation().cue(cue);
});

When(
  'the counterpart does {string} in {string}',
  async function (this: SuiteScene, cue: string, name: string) {
    await this.prepare(name);
    await this.trial.situation(name).cue(cue);
  },
);

When('the counterpart asks for the record', async function (this: SuiteScene) {
  await this.prepare();
  await this.trial.situation().start();
});

When(
  'the counterpart asks for the record in {string}',
  async function (this: SuiteScene, name: string) {
    await this.prepare(name);
    await this.trial.situation(name).start();
  },
);

When('the system is restarted', async function (this: SuiteScene) {
  await this.prepare();
  await this.trial.hook('restart', {});
});

When("the system's clock moves on by {string}", async function (this: SuiteScene, advance: string) {
  if (parseDuration(advance) === undefined) throw new Error(`${advance} is no duration`);
  await this.trial.hook('setClock', { advance });
});
