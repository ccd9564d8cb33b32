import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { conversationsOf } from '../../../src/gp2gp/outcome/conversation.ts';
import { readSpineLog } from '../../../src/gp2gp/outcome/read-spine-log.ts';
import type { SpineRow } from '../../../src/gp2gp/outcome/spine-row.ts';
import {
  summarizeTransfer,
  type TransferSummary,
} from '../../../src/gp2gp/outcome/summarize-transfer.ts';
import { writeSpineLog } from '../../../src/gp2gp/outcome/write-spine-log.ts';

const ROOT = join(import.meta.dirname, '../../../../shared/samples/gp2gp/classifier');
const missing = existsSync(ROOT) ? false : 'the samples are not on this machine';

type Columns = Readonly<Record<string, readonly unknown[]>>;

function rows(): SpineRow[] {
  return readdirSync(join(ROOT, 'inputs')).flatMap((name) => {
    const read = readSpineLog(readFileSync(join(ROOT, 'inputs', name), 'utf8'));
    assert.ok(read.ok, name);
    assert.deepEqual(read.deviations, [], name);
    return read.value;
  });
}

/** The fields of the published output that follow from the log; the others come from registers of practices. */
function published(transfer: TransferSummary): Record<string, unknown> {
  const time = (at: number | undefined) =>
    at === undefined ? null : `${new Date(at).toISOString().slice(0, -1)}000`;
  const codes = (of: readonly (string | undefined)[]) =>
    of.map((code) => (code === undefined ? null : Number(code)));
  return {
    conversation_id: transfer.conversationId,
    date_completed: time(transfer.completedAt),
    date_requested: time(transfer.requestedAt),
    final_error_codes: codes(transfer.finalCodes),
    intermediate_error_codes: codes(transfer.intermediateCodes),
    requesting_practice_asid: transfer.requestingAsid,
    requesting_supplier: transfer.requestingSupplier,
    sender_error_codes: codes(transfer.senderCodes),
    sending_practice_asid: transfer.sendingAsid,
    sending_supplier: transfer.sendingSupplier,
    sla_duration: transfer.slaSeconds ?? null,
    status: transfer.status,
    failure_reason: transfer.reason ?? null,
    last_sender_message_timestamp: time(transfer.lastSenderMessageAt),
  };
}

test('every transfer of the published classifier samples comes to the same', {
  skip: missing,
}, () => {
  const transfers = conversationsOf(rows(), { cutoffMs: 14 * 86_400_000 }).map(summarizeTransfer);
  const files = readdirSync(join(ROOT, 'expected_outputs')).filter((name) => /^\d/.test(name));
  assert.equal(files.length, 4);
  for (const name of files) {
    const expected: Columns = JSON.parse(
      readFileSync(join(ROOT, 'expected_outputs', name), 'utf8'),
    );
    const day = name.slice(0, 10);
    const found = transfers.filter(
      ({ requestedAt }) => new Date(requestedAt).toISOString().slice(0, 10) === day,
    );
    assert.equal(found.length, expected.conversation_id?.length, name);
    for (const [n, transfer] of found.entries()) {
      for (const [field, value] of Object.entries(published(transfer))) {
        const wanted = expected[field];
        assert.ok(wanted, `${name} has no ${field}`);
        assert.deepEqual(value, wanted[n], `${name}: ${field}`);
      }
    }
  }
});

test('the rows of the samples are written and read again the same', { skip: missing }, () => {
  const before = rows();
  const read = readSpineLog(writeSpineLog(before));
  assert.ok(read.ok);
  assert.deepEqual(read.value, before);
});
