import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownFindings } from '../../cli/commands/doctor.ts';
import { main } from '../../cli/main.ts';
import type { DoctorFinding } from '../../simulator/doors/doctor.ts';
import { ask, stand } from './stand.ts';

const finding: DoctorFinding = {
  id: 'PEER-REFUSED',
  severity: 'bad',
  message: 'spine did not let 192.0.2.7 in: expired',
  remedy: 'Make a new certificate for the client: spinebox certs create NAME.',
  sequence: 12,
};

test('the findings of the doctor are asked for over the API', async () => {
  await using api = await stand({}, { doctor: async () => [finding] });
  const { status, body } = await ask(`${api.url}/doctor`);
  assert.deepEqual([status, body], [200, { findings: [finding] }]);
});

test('a simulator without a doctor has no findings', async () => {
  await using api = await stand();
  assert.deepEqual((await ask(`${api.url}/doctor`)).body, { findings: [] });
});

test('the command ends with 1 when something is bad, and with 0 for warnings', async () => {
  let severity: DoctorFinding['severity'] = 'bad';
  await using api = await stand({}, { doctor: async () => [{ ...finding, severity }] });
  const run = async (...more: readonly string[]) => {
    const write = process.stdout.write;
    let text = '';
    process.stdout.write = ((chunk: string) => {
      text += chunk;
      return true;
    }) as typeof write;
    try {
      process.exitCode = undefined;
      return { code: await main(['', '', 'doctor', '--control', api.url, ...more]), text };
    } finally {
      process.stdout.write = write;
      process.exitCode = undefined;
    }
  };
  const bad = await run();
  assert.equal(bad.code, 1);
  assert.equal(bad.text, shownFindings([finding]));
  severity = 'warning';
  const { code, text } = await run('--json');
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(text), { findings: [{ ...finding, severity }] });
});

test('each finding is told with its remedy and the command that shows the evidence', () => {
  assert.equal(
    shownFindings([finding]),
    [
      'BAD      PEER-REFUSED: spine did not let 192.0.2.7 in: expired',
      '          -> Make a new certificate for the client: spinebox certs create NAME.',
      '          spinebox explain 12',
      '',
    ].join('\n'),
  );
  assert.equal(shownFindings([]), 'nothing is wrong as far as can be seen\n');
});
