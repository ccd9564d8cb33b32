import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worldCommand } from '../../cli/commands/world.ts';
import { worldFileSchema } from '../../simulator/world/json-schema.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { WorldError } from '../../simulator/world/world-problem.ts';

async function run(words: readonly string[], environment: Record<string, string> = {}) {
  const printed: string[] = [];
  const command = worldCommand({ environment, print: (text) => void printed.push(text) });
  await command.parseAsync(words, { from: 'user' });
  return printed.join('');
}

test('world check says what stands and lists warnings', async () => {
  assert.equal(
    await run(['check']),
    'the world stands: Spine, 2 bundled and 2 external parties, 1 of them behind an MHS adaptor, 86 contracts, 16 services, 95 patients, 0 warnings\n',
  );
  const warned = await run(['check'], { SPINEBOX_ORGANISATIONS__SUT__PORT: '1' });
  assert.match(
    warned,
    /^warning: environment SPINEBOX_ORGANISATIONS__SUT__PORT: organisations\.sut\.port: has no effect/,
  );
});

test('world check refuses a world that cannot stand', async () => {
  await assert.rejects(run(['check'], { SPINEBOX_TIME_SCALE: '0' }), WorldError);
});

test('world check reads the patients that a world names', async () => {
  const missing = run(['check'], { SPINEBOX_PDS__PATIENTS: '["no-such-file.json"]' });
  await assert.rejects(missing, { code: 'SIM_PATIENT_FILE_UNREADABLE' });
  const printed = await run(['check'], { SPINEBOX_PDS__GENERATED__COUNT: '5' });
  assert.match(printed, / 100 patients, /);
});

test('world show prints a configuration that can be loaded again, without the token', async () => {
  const token = 'a-secret-of-some-length';
  const printed = await run(['show'], { SPINEBOX_CONTROL__TOKEN: token });
  assert.ok(!printed.includes(token));
  const config = JSON.parse(printed) as { spine: { partyKey: string }; control: object };
  assert.equal(config.spine.partyKey, 'YES-0000806');
  assert.deepEqual(config.control, { host: '127.0.0.1', port: 8470 });
  const again = await loadWorld({ overrides: config });
  assert.deepEqual(again.config, (await loadWorld()).config);
});

test('world show --contracts prints a line for each contract', async () => {
  const lines = (await run(['show', '--contracts'])).trimEnd().split('\n');
  assert.equal(lines.length, 86);
  assert.match(
    lines.find((line) => line.startsWith('Z99001') && line.includes('COPC_IN000001UK01')) ?? '',
    /urn:nhs:names:services:gp2gp:COPC_IN000001UK01 {2}None\/always\/nextMSH {2}2\/PT2H\/PT7H/,
  );
});

test('world schema prints the schema of world files', async () => {
  assert.deepEqual(
    JSON.parse(await run(['schema'])),
    JSON.parse(JSON.stringify(worldFileSchema())),
  );
});
