import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileOf, GROUP } from '../../nhais/interchanges.ts';
import { run } from './run-spinebox.ts';

const GOOD = fileOf('G2', [
  ...GROUP,
  'S02+2',
  'PNA+PAT+9990000018:OPI+++SU:TESTPATIENT+FO:%',
  'NAD+PAT++??:1 EXAMPLE ROAD::TESTTOWN:%+++++ZZ1  1ZZ',
]).replaceAll('\n', '\r\n');

async function folder(context: TestContext) {
  const path = await mkdtemp(join(tmpdir(), 'spinebox-nhais-'));
  context.after(() => rm(path, { recursive: true, force: true }));
  return async (name: string, text: string) => {
    await writeFile(join(path, name), text, 'latin1');
    return join(path, name);
  };
}

test('nhais read says what an interchange brings; its JSON is written again equal', async (context) => {
  const keep = await folder(context);
  const file = await keep('edifact.dat', GOOD);
  const { code, out } = await run('nhais', 'read', file, '--strict');
  assert.equal(code, 0);
  assert.match(out, /^interchange 41 from ABC1 to SO01/);
  assert.match(out, /message 57: G2 amendment, SO\n {4}transaction 1207, GP 1234567,Z99001/);
  assert.match(out, /forename: \(erased\)/);
  assert.match(out, /address: -, 1 EXAMPLE ROAD, -, TESTTOWN, \(erased\), ZZ1 {2}1ZZ\nnothing dev/);

  const json = await run('nhais', 'read', file, '--json');
  const written = await keep('again.dat', '');
  const told = await run('nhais', 'write', await keep('i.json', json.out), '--out', written);
  assert.deepEqual([told.code, told.told], [0, '']);
  assert.equal(await readFile(written, 'latin1'), GOOD);
});

test('nhais read tells what deviates with its place; strict does not take it', async (context) => {
  const keep = await folder(context);
  const file = await keep('edifact.dat', GOOD.replace('UNT+12', 'UNT+13'));
  const lenient = await run('nhais', 'read', file);
  assert.equal(lenient.code, 0);
  assert.match(
    lenient.out,
    /deviates: line 13, column 1 of message 57: UNT counts .* expected 12, found 13 \(nhais\.unt-count\)/,
  );
  const strict = await run('nhais', 'read', file, '--strict', '--json');
  assert.equal(strict.code, 1);
  const { ok, failure, interchange } = JSON.parse(strict.out);
  assert.deepEqual([ok, failure.code, interchange.sequence], [false, 'nhais.unt-count', 41]);
  const none = await run('nhais', 'read', await keep('none.dat', 'hello'));
  assert.deepEqual([none.code, /nhais\.no-unb/.test(none.out)], [1, true]);
});

test('nhais write refuses what breaks GP Links unless it is told to, and what is no interchange', async (context) => {
  const keep = await folder(context);
  const read = await run('nhais', 'read', await keep('edifact.dat', GOOD), '--json');
  const lower = await keep('lower.json', read.out.replace('TESTPATIENT', 'Testpatient'));
  const refused = await run('nhais', 'write', lower);
  assert.deepEqual([refused.code, refused.out], [3, '']);
  assert.match(refused.told, /line 11, column 30: .*edifact\.character/);
  assert.match(refused.told, /--as-is/);
  const forced = await run('nhais', 'write', lower, '--as-is', '--newline', 'none');
  assert.equal(forced.out, GOOD.replaceAll('\r\n', '').replace('TESTPATIENT', 'Testpatient'));

  for (const [text, why] of [
    ['{"sender":"A"}', /interchange\.messages/],
    ['nothing', /it is not JSON/],
    [read.out.replace('TESTPATIENT', '\\u0416'), /ISO 8859-1/],
  ] as const) {
    const { code, told } = await run('nhais', 'write', await keep('bad.json', text));
    assert.equal(code, 3);
    assert.match(told, why);
  }
});

test('inspect says of an interchange which command takes it apart', async (context) => {
  const keep = await folder(context);
  const { code, out } = await run('inspect', await keep('edifact.dat', GOOD));
  assert.equal(code, 1);
  assert.match(out, /This is EDIFACT: spinebox nhais read \S*edifact\.dat/);
  assert.doesNotMatch((await run('inspect', await keep('other.txt', 'hello'))).out, /EDIFACT/);
});
