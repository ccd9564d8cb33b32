import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transferCommand } from '../../../cli/commands/transfer.ts';
import { processCertificates } from '../../../features/support/process-certificates.ts';

/** What the command prints, without the times, and whether it fails. */
async function transfer(...args: readonly string[]) {
  const { directory } = await processCertificates();
  const lines: string[] = [];
  const command = transferCommand((line) => lines.push(line.replace(/^ *\d+ ms {2}/, '')));
  const all = ['--to', 'Z99002', '--certs', directory, '--timeout', '20', ...args];
  const { exitCode } = process;
  await command.exitOverride().parseAsync(all, { from: 'user' });
  const failed = process.exitCode === 1;
  process.exitCode = exitCode;
  return { lines, failed };
}

/** The places of lines that begin so, which must all be there and come in this order. */
function assertInOrder(lines: readonly string[], beginnings: readonly string[]): void {
  const places = beginnings.map((text) => lines.findIndex((line) => line.startsWith(text)));
  for (const [at, place] of places.entries()) {
    assert.ok(place >= 0, `no line begins with "${beginnings[at]}":\n${lines.join('\n')}`);
  }
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
}

test('shows in order what is asked of PDS and SDS, then the record on its way', async () => {
  const { lines, failed } = await transfer('--as-registered', '--patient', '9991001158');
  assertInOrder(lines, [
    'practice:Z99002  requester retrieving (started)',
    'practice:Z99002  QUPA_IN000008UK02 to PDS: found',
    'practice:Z99002  requester registering (PDS names Z99001)',
    'practice:Z99002  PRPA_IN000203UK03 to Spine, attempt 1: acknowledged',
    'practice:Z99002  requester looking-up (PDS has the patient here now)',
    'practice:Z99002  SDS (ldaps): Z99001 for RCMR_IN010000UK05: ASID 999000000001',
    'practice:Z99002  requester requesting (SDS has the system of the other practice)',
    'practice:Z99001  sender looking-up (PDS names Z99002)',
    'practice:Z99001  sender sending (record-found)',
    'practice:Z99002  requester ended: integrated',
    'integrated, the record is filed',
  ]);
  assert.ok(lines.some((line) => / Z99002 asks the practice that PDS names /.test(line)));
  assert.equal(failed, false);
});

test('registers the patient where the order says the record lies, and tells it', async () => {
  const { lines } = await transfer('--from', 'Z99001', '--patient', '9990000018');
  assertInOrder(lines, [
    'pds              the patient is new on PDS, registered at Z99001',
    'practice:Z99002  requester retrieving (started)',
    'integrated, the record is filed',
  ]);
});

test('says why nobody was asked, and fails', async () => {
  const { lines, failed } = await transfer('--as-registered', '--patient', '9991001417');
  assert.equal(
    lines.find((line) => line.startsWith('not integrated')),
    'not integrated: sender-unknown, SDS has no system of Z99009 for RCMR_IN010000UK05',
  );
  assert.equal(failed, true);
});

test('without a practice to ask it says what to add', async () => {
  await assert.rejects(transfer('--patient', '9991001158'), {
    code: 'SIM_NO_SENDER',
    message: 'the order does not say which practice Z99002 is to ask',
  });
});
