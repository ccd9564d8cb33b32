import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { openRedactor } from '../../src/bundle/redact/open-redactor.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { BodyRef, Entry } from '../../src/journal/entry.ts';
import type { JournalReader } from '../../src/journal/journal.ts';
import { type Captured, findingsIn } from '../specimens/captured.ts';
import { CONVERSATION_SPECIMENS } from '../specimens/conversation-specimens.ts';
import { findingsInAll } from '../specimens/judge-conversation.ts';
import { MESSAGE_SPECIMENS } from '../specimens/message-specimens.ts';
import { SPINE_GOOD } from '../specimens/spine-messages.ts';
import { GOOD, TRANSFER } from '../specimens/transfer.ts';

/** The messages as a bundle would hold them. */
async function redacted(messages: readonly Captured[]): Promise<readonly Captured[]> {
  await using redactor = openRedactor();
  const entries = messages.map((message, index) => entryOf(message, index));
  const journal = readerOf(messages);
  await redactor.learn(journal, entries);
  const done: Captured[] = [];
  for (const [index, message] of messages.entries()) {
    const entry = entries[index];
    assert.ok(entry?.request?.body);
    const { open, bytes } = await redactor.body(journal, entry.request.body, entry, 'request');
    const body = Buffer.concat((await open().toArray()) as Buffer[]);
    assert.deepEqual([bytes, body.length], [message.body.length, message.body.length]);
    done.push({ ...message, body });
  }
  return done;
}

function entryOf({ body, http }: Captured, index: number): Entry {
  return {
    ...{ sequence: index + 1, kind: 'received', at: '2026-01-05T09:00:00Z', service: 'spine' },
    summary: '',
    request: {
      headers: http?.contentType === undefined ? [] : [['Content-Type', http.contentType]],
      body: { where: String(index), offset: 0, length: body.length, crc: 0 },
    },
  };
}

function readerOf(messages: readonly Captured[]): JournalReader {
  const bodyOf = ({ where }: BodyRef) => messages[Number(where)]?.body ?? Buffer.alloc(0);
  return {
    ...{ get: async () => undefined, find: async () => [], count: async () => 0 },
    readBody: async (ref) => Buffer.from(bodyOf(ref)),
    streamBody: (ref) => Readable.from([bodyOf(ref)]),
  };
}

const placesOf = (findings: readonly Finding[]) =>
  findings
    .map(({ check, severity, at, part, line, column, offset }) =>
      JSON.stringify([check, severity, at, part, line, column, offset]),
    )
    .toSorted();

test('what the checks find in every specimen is what they find in its redaction, at the same places', async () => {
  const wrong: string[] = [];
  for (const { check, wrong: what, message } of MESSAGE_SPECIMENS) {
    const [before, after] = [findingsIn(message), (await redacted([message])).flatMap(findingsIn)];
    if (placesOf(after).join('\n') !== placesOf(before).join('\n'))
      wrong.push(`${check} (${what}):\n  ${placesOf(before).join()}\n  ${placesOf(after).join()}`);
  }
  assert.deepEqual(wrong, []);
});

test('what the checks find in conversations stays, pieces of attachments and packed extracts included', async () => {
  const wrong: string[] = [];
  for (const { check, wrong: what, messages } of CONVERSATION_SPECIMENS) {
    const [before, after] = [findingsInAll(messages), findingsInAll(await redacted(messages))];
    if (placesOf(after).join('\n') !== placesOf(before).join('\n'))
      wrong.push(`${check} (${what}):\n  ${placesOf(before).join()}\n  ${placesOf(after).join()}`);
  }
  assert.deepEqual(wrong, []);
});

test('right messages and a right transfer stay right', async () => {
  for (const message of [...Object.values(GOOD), ...Object.values(SPINE_GOOD)])
    assert.deepEqual((await redacted([message])).flatMap(findingsIn), [], message.name);
  assert.deepEqual(findingsInAll(await redacted(TRANSFER)), []);
});
