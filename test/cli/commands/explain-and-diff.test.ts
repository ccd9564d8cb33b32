import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, type TestContext, test } from 'node:test';
import { diffCommand } from '../../../cli/commands/diff.ts';
import { explainCommand } from '../../../cli/commands/explain.ts';
import { writeBundle } from '../../../src/bundle/write-bundle.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { bundleGround, CONVERSATION, exchange, plainOptions } from '../../bundle/bundle-of.ts';
import { received, stand } from '../../control/stand.ts';
import { GOOD } from '../../specimens/transfer.ts';

afterEach(() => {
  process.exitCode = undefined;
});

/** What a command writes. */
async function told(
  context: TestContext,
  command: ReturnType<typeof explainCommand>,
  ...words: readonly string[]
): Promise<string> {
  const lines: string[] = [];
  const kept = context.mock.method(process.stdout, 'write', (text: string) => {
    lines.push(text);
    return true;
  });
  try {
    await command.parseAsync([...words], { from: 'user' });
  } finally {
    kept.mock.restore();
  }
  return lines.join('');
}

const finding: Finding = {
  ...{ check: 'EBXML-HEADER-04', severity: 'must', clause: 'mhs 2.6', at: 'MessageData/MessageId' },
  message: 'MessageId "M-1" is not a UUID',
};

test('explain says of a journal and of a bundle the same, and gives problems field by field', async (context) => {
  await using ground = await bundleGround();
  await ground.journal.append(exchange({ messageId: 'M-1', findings: [finding] }));
  const out = join(ground.folder, 'failure.zip');
  await writeBundle(plainOptions(ground.journal, out));
  await ground.journal.close();
  const journal = join(ground.folder, 'journal');

  const text = await told(context, explainCommand(), 'M-1', '--journal', journal);
  assert.match(text, /BROKEN {4}EBXML-HEADER-04\n/);
  assert.match(text, /came {6}MessageId "M-1" is not a UUID\./);
  assert.equal(await told(context, explainCommand(), 'M-1', '--bundle', out), text);

  const json = JSON.parse(await told(context, explainCommand(), '#1', '--bundle', out, '--json'));
  assert.equal(json.problems[0].rule, 'EBXML-HEADER-04');
  assert.equal(json.problems[0].change, 'Make every MessageId a new UUID.');
  assert.equal(json.entries.length, 1);
  await assert.rejects(
    explainCommand().parseAsync([CONVERSATION.slice(0, 20), '--bundle', out], { from: 'user' }),
    { code: 'SIM_MESSAGE_UNKNOWN', remedy: new RegExp(`nearest on record: ${CONVERSATION}`) },
  );
});

test('explain asks the running simulator, and passes on which ids are near', async () => {
  await using api = await stand();
  await api.journal.append(received({ messageId: '7C3C4B2E-1B60' }));
  const { origin } = new URL(api.url);
  await assert.rejects(
    explainCommand().parseAsync(['7C3C4B2F-1B60', '--control', origin], { from: 'user' }),
    { code: 'SIM_MESSAGE_UNKNOWN', remedy: /nearest on record: 7C3C4B2E-1B60/ },
  );
});

test('diff compares files: the same is 0, other is 1 with the place', async (context) => {
  await using ground = await bundleGround();
  const file = async (name: string, body: Uint8Array) => {
    const path = join(ground.folder, name);
    await writeFile(path, body);
    return path;
  };
  const { body } = GOOD.request;
  const one = await file('one.mime', body);
  assert.equal(await told(context, diffCommand(), one, one), 'No difference.\n');
  assert.equal(process.exitCode, undefined);

  const changed = body.toString('latin1').replace('<eb:CPAId>', '<eb:CPAId>X');
  const other = await file('other.mime', Buffer.from(changed, 'latin1'));
  const text = await told(context, diffCommand(), one, other);
  assert.match(text, /^~ part\[1\]\/Envelope\/.*\/CPAId\/text\(\) {2}\(line \d+, column \d+\)\n/);
  assert.match(text, /\n1 difference\.\n$/);
  assert.equal(process.exitCode, 1);
});

test('diff compares entries of a journal, of a bundle and of a running simulator, either side', async (context) => {
  await using ground = await bundleGround();
  await ground.journal.append(exchange());
  await ground.journal.append(
    exchange({ response: { status: 202, headers: [], body: Buffer.from('<refused/>') } }),
  );
  const out = join(ground.folder, 'two.zip');
  await writeBundle(plainOptions(ground.journal, out));
  await ground.journal.close();
  const journal = ['--journal', join(ground.folder, 'journal')];
  assert.equal(await told(context, diffCommand(), '#1', '#2', ...journal), 'No difference.\n');
  for (const source of [journal, ['--bundle', out]]) {
    const text = await told(context, diffCommand(), '#1', '#2', '--side', 'response', ...source);
    assert.match(text, /was <taken>\n {4}is {2}<refused>/);
  }
  await assert.rejects(diffCommand().parseAsync(['#1', '#9', ...journal], { from: 'user' }), {
    code: 'SIM_NOTHING_TO_COMPARE',
  });

  await using api = await stand();
  await api.journal.append(exchange());
  await api.journal.append(exchange({ request: { headers: [], body: Buffer.from('<other/>') } }));
  const running = ['--control', new URL(api.url).origin];
  assert.match(await told(context, diffCommand(), '#1', '#2', ...running), /is {2}<other>/);
});
