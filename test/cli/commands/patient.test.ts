import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { patientCommand } from '../../../cli/commands/patient.ts';
import { patientTable } from '../../../cli/commands/patient-views.ts';
import { ControlRefusedError, ControlUnreachableError } from '../../../cli/control-client.ts';
import { patientDesk } from '../../../simulator/pds/patient-desk.ts';
import { openDirectoryStore } from '../../../simulator/sds/directory-store.ts';
import { defaultWorld } from '../../../simulator/world/default-world.ts';
import { worldStore } from '../../../simulator/world/world-store.ts';
import { generatePatients } from '../../../src/demographics/generated/generate-patients.ts';
import { writePatient } from '../../../src/demographics/json/patient-json.ts';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import { virtualClock } from '../../../src/platform/clock.ts';
import { stand } from '../../control/stand.ts';

const NOW = new Date('2026-01-05T10:17:00Z');

/** A running control API with the special patients, a folder, and the command against them. */
async function desk() {
  const register = memoryRegister({ patients: specialPatients(NOW), now: () => NOW });
  const world = worldStore(defaultWorld());
  const patients = patientDesk({ register, world, clock: virtualClock(NOW) });
  const directory = await openDirectoryStore({ world, clock: virtualClock(NOW) });
  const api = await stand({}, { patients, directory });
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-patient-'));
  const notes: string[] = [];
  return {
    register,
    notes,
    file: (name: string) => join(folder, name),
    async run(name: string, ...options: readonly string[]) {
      const lines: string[] = [];
      const before = process.exitCode;
      process.exitCode = undefined;
      const argv = [name, '--control', api.control.url, ...options];
      const command = patientCommand(
        (line) => lines.push(line),
        (line) => notes.push(line),
      );
      for (const each of command.commands) each.exitOverride().configureOutput({ writeErr() {} });
      await command.parseAsync(argv, { from: 'user' });
      const { exitCode } = process;
      process.exitCode = before;
      return { lines, exitCode };
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

test('show prints a card: what is in force, then the past', async () => {
  await using at = await desk();
  const { lines } = await at.run('show', '999 100 1166');
  assert.deepEqual(lines, [
    '999 100 1166  serial number 15',
    '  gender             female',
    '  born               1977-03-11',
    '  name L             NOVEMBER ABAPATIENT  since 1977-03-11',
    '  address H          15 SYNTHETIC STREET, TESTTOWN, ZZ1 5AA  since 2020-01-01',
    '  phone H            01632960015  since 2020-01-01',
    '  practice           Z99001  since 2024-04-01',
    '  practice           Z99002  2022-09-01 to 2024-04-01',
    '  practice           Z99001  2012-01-01 to 2022-09-01',
  ]);
});

test('show says what is special about a record', async () => {
  await using at = await desk();
  const first = async (number: string) => (await at.run('show', number)).lines.slice(0, 1).join();
  assert.equal(
    await first('9991001050'),
    '999 100 1050  serial number 5, superseded by 999 100 1069',
  );
  assert.equal(await first('9991001085'), '999 100 1085  serial number 4, sensitive (Y)');
  assert.equal(await first('9991001042'), '999 100 1042  serial number 3, deceased');
  assert.equal(await first('9991001123'), '999 100 1123  serial number 5, removed (SCT)');
  const { lines } = await at.run('show', '9991001182');
  assert.ok(lines.includes('  address H          ZZ99 3VZ  since 2020-01-01'));
});

test('show prints the record whole as JSON, and its history', async () => {
  await using at = await desk();
  const { lines } = await at.run('show', '9991001018', '--json');
  assert.deepEqual(JSON.parse(lines.join('\n')), at.register.get('9991001018'));
  await at.run('move', '9991001158', '--to', 'Z99002');
  const history = await at.run('show', '9991001158', '--history');
  assert.deepEqual(history.lines, [
    '2026-01-05T10:17:00.000Z  serial number 9     operator world: loaded',
    '2026-01-05T10:17:00.000Z  serial number 10    operator control API: moved',
  ]);
});

test('list prints a table and says how to go on', async () => {
  await using at = await desk();
  const { lines } = await at.run('list', '--limit', '2');
  assert.deepEqual(lines, [
    'NHS NUMBER    SERIAL  NAME                       BORN        POSTCODE  PRACTICE',
    '999 100 1018  12      MS ALPHA TESTPATIENT       1980-02-29  ZZ1 1AA   Z99001',
    '999 100 1026  37      MRS BRAVO ANN LONGHISTORY  1961-11-05  ZZ1 2AA   Z99001',
    'more: --after 9991001026',
  ]);
  const found = await at.run('list', '--family', 'SMOV*', '--json');
  assert.deepEqual(
    found.lines.map((line) => JSON.parse(line)),
    [at.register.get('9991001158')],
  );
  const none = await at.run('list', '--practice', 'Z00000');
  assert.deepEqual([none.lines, none.exitCode], [['nothing found'], 1]);
});

test('on a narrow terminal names give way, so that a record stays a line', () => {
  const lines = patientTable(specialPatients(NOW), undefined, 80);
  assert.ok(lines.every((line) => line.length <= 95));
  const short = patientTable(specialPatients(NOW).slice(0, 2), undefined, 72);
  assert.deepEqual(short.slice(1, 3), [
    '999 100 1018  12      MS ALPHA TEST...  1980-02-29  ZZ1 1AA   Z99001',
    '999 100 1026  37      MRS BRAVO ANN...  1961-11-05  ZZ1 2AA   Z99001',
  ]);
});

test('add takes up somebody with what the options say, over a file', async () => {
  await using at = await desk();
  const options = ['--family', 'NEWCOMER', '--given', 'NINA', 'MAY', '--gender', '2'];
  const { lines } = await at.run(
    ...(['add', ...options, '--born', '19900301', '--practice', 'Z99001'] as const),
    ...['--postcode', 'ZZ1 1AA', '--line', '1 HIGH STREET'],
  );
  assert.deepEqual(lines, [
    '999 100 1638  serial number 1',
    '  gender             female',
    '  born               1990-03-01',
    '  name L             NINA MAY NEWCOMER',
    '  address H          1 HIGH STREET, ZZ1 1AA',
    '  practice           Z99001',
  ]);
  await writeFile(at.file('draft.json'), '{"gender":"1","birthTime":"1955","scn":9}');
  const draft = ['--file', at.file('draft.json'), '--gender', '9', '--nhs-number', '9991001409'];
  await at.run('add', ...draft);
  const added = at.register.get('9991001409');
  assert.deepEqual([added?.scn, added?.birthTime, added?.gender], [9, '1955', '9']);
  await assert.rejects(at.run('add', '--nhs-number', '9991001018'), (error: unknown) => {
    assert.ok(error instanceof ControlRefusedError);
    assert.equal(error.code, 'SIM_PATIENT_EXISTS');
    return true;
  });
});

test('numbers, dates and codes are taken as people write them, and judged before anything is asked', async () => {
  await using at = await desk();
  await at.run('move', '999 100 1158', '--to', 'z99002', '--from', '2026-01-01');
  const [now] = at.register.get('9991001158')?.provisions.filter(({ to }) => !to) ?? [];
  assert.deepEqual([now?.ods, now?.from], ['Z99002', '20260101']);
  const { lines } = await at.run('list', '--practice', 'z99002', '--json');
  assert.equal(lines.length, 1);
  for (const argv of [
    ['show', '9991001159'],
    ['move', '123', '--to', 'Z99002'],
    ['add', '--nhs-number', '9991001010'],
    ['add', '--born', 'yesterday'],
  ])
    await assert.rejects(at.run(...(argv as [string, ...string[]])), {
      code: 'commander.invalidArgument',
    });
});

test('a practice that the directory does not know is noted, and the patient is there all the same', async () => {
  await using at = await desk();
  await at.run('add', '--family', 'X', '--practice', 'Z99777');
  assert.match(at.notes.join(), /^note: Z99777 is not in the directory/);
  await at.run('move', '9991001158', '--to', 'Z99002');
  assert.equal(at.notes.length, 1);
  assert.equal(
    at.register.list({ limit: 100 }).filter(({ provisions: [first] }) => first?.ods === 'Z99777')
      .length,
    1,
  );
});

test('move changes the practice and shows the record', async () => {
  await using at = await desk();
  const { lines } = await at.run('move', '9991001158', '--to', 'Z99002', '--from', '20260101');
  assert.ok(lines.includes('  practice           Z99002  since 2026-01-01'));
  assert.ok(lines.includes('  practice           Z99001  2020-01-01 to 2026-01-01'));
  await assert.rejects(at.run('move', '9991001409', '--to', 'Z99002'), /no record of 9991001409/);
});

test('what is exported is imported again, in as many requests as it takes', async () => {
  await using at = await desk();
  for (const patient of generatePatients({ count: 2000, seed: 1, practices: ['Z99001'] }))
    at.register.put(patient, { at: '', face: 'operator', by: 'test', what: 'added' });
  const all = at.register.list({ limit: 5000 });
  for (const [form, name] of [
    ['json', 'all.jsonl'],
    ['fhir', 'all.json'],
  ] as const) {
    const written = await at.run('export', '--form', form, '--out', at.file(name));
    assert.deepEqual(written.lines, [`written to ${at.file(name)}`]);
    for (const { nhsNumber } of all) at.register.remove(nhsNumber);
    const { lines } = await at.run('import', at.file(name));
    assert.equal(lines.at(-1), `${all.length} records taken in`);
    assert.equal(at.register.size, all.length);
    if (form === 'json') assert.deepEqual(at.register.list({ limit: 5000 }), all);
  }
  const printed = await at.run('export');
  assert.equal(printed.lines.join('\n').split('\n').length, all.length);
  assert.ok((await readFile(at.file('all.json'), 'utf8')).startsWith('{"resourceType":"Bundle"'));
});

test('a file with a fault is not taken in at all', async () => {
  await using at = await desk();
  const good = writePatient({ ...(at.register.get('9991001018') ?? assert.fail()), scn: 99 });
  await writeFile(at.file('bad.jsonl'), `${good}\n{"nhsNumber":"9991001010"}\n{}\n`);
  await assert.rejects(
    at.run('import', at.file('bad.jsonl')),
    /bad\.jsonl: record 2 \(line 2\), nhsNumber: is no NHS number.*, and 1 more$/,
  );
  assert.equal(at.register.get('9991001018')?.scn, 12);
  await assert.rejects(at.run('import', at.file('none.jsonl')), /none\.jsonl cannot be read/);
});

test('without a simulator the error says how to get one', async () => {
  const command = patientCommand(() => undefined);
  const argv = ['list', '--control', 'http://127.0.0.1:9'];
  await assert.rejects(command.parseAsync(argv, { from: 'user' }), ControlUnreachableError);
});
