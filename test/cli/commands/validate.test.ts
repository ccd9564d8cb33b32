import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { validateCommand } from '../../../cli/commands/validate.ts';
import { main } from '../../../cli/main.ts';
import { type Captured, edited, inTurn, swap, swapAll } from '../../specimens/captured.ts';
import { GOOD, TRANSFER } from '../../specimens/transfer.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinebox-validate-'));
after(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  process.exitCode = undefined;
});

/** Keeps a message in a file, with the head of its request or without. */
function kept(name: string, { http, body }: Captured, head = true): string {
  const file = join(folder, name);
  const lines = [
    `POST ${http?.path} HTTP/1.1`,
    `SOAPAction: ${http?.soapAction}`,
    `Content-Type: ${http?.contentType}`,
    `Content-Length: ${body.length}`,
    '',
    '',
  ].join('\r\n');
  writeFileSync(file, head ? Buffer.concat([Buffer.from(lines), body]) : body);
  return file;
}

async function validate(...args: readonly string[]): Promise<{ text: string; code: number }> {
  let text = '';
  const command = validateCommand({ print: (more) => (text += more), colour: false });
  await command.exitOverride().parseAsync(['node', 'validate', ...args]);
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { text, code };
}

const wrongId = edited(GOOD.extract, {
  body: swap('<processingModeCode code="T"', '<processingModeCode code="X"'),
});
const noPrior = edited(GOOD.extract, {
  body: swap(/<inFulfillmentOf[\s\S]*<\/inFulfillmentOf>/, ''),
});

test('a right message has nothing against it, with its head, without, and as a payload alone', async () => {
  const payload =
    /<RCMR_[\s\S]*<\/RCMR_IN030000UK06>/.exec(GOOD.extract.body.toString())?.[0] ?? '';
  const alone = join(folder, 'payload.xml');
  writeFileSync(alone, payload);
  const files = [kept('with.http', GOOD.extract), kept('without.mime', GOOD.extract, false), alone];
  const { text, code } = await validate(...files);
  assert.equal(code, 0);
  assert.equal(text.match(/nothing found/g)?.length, 3);
  assert.match(text, /3 messages: 0 broken, 0 departures, 0 notes/);
});

test('what was not run is told and not taken for passed', async () => {
  const { text } = await validate(kept('with.http', GOOD.request));
  assert.match(text, /Not run:\n {2}SCHEMA-01: no schemas were given \(--schemas DIR\)/);
  assert.match(text, /CONVERSATION-01 .*judged one by one/);
  assert.match(text, /DIRECTORY-01 .*need a directory/);
});

test('a broken rule is told with its place in the file and its clause, and the exit code is 1', async () => {
  const file = kept('broken.http', noPrior);
  const { text, code } = await validate(file);
  assert.equal(code, 1);
  assert.match(text, /MUST +EXTRACT-06: .*priorEhrRequest\/id is missing/);
  const [, line, byte] = /of part 2; line (\d+) of the file, byte (\d+)/.exec(text) ?? [];
  const bytes = readFileSync(file);
  assert.equal(bytes.subarray(Number(byte), Number(byte) + 11).toString(), '<EhrExtract');
  assert.equal(bytes.subarray(0, Number(byte)).toString().split('\n').length, Number(line));
  assert.match(text, /gp2gp 1\.4, 2\.7 \(N\)/);
});

test('a departure fails only when it is to be strict', async () => {
  const file = kept('departure.http', wrongId);
  assert.equal((await validate(file)).code, 0);
  assert.equal((await validate('--strict', file)).code, 1);
});

test('a conversation is judged in the order of its times, however its files are named', async () => {
  const files = TRANSFER.map((message, n) => kept(`${99 - n}-${message.name}.http`, message));
  const { text, code } = await validate('--conversation', ...files.toReversed());
  assert.equal(code, 0, text);
  assert.match(text, /13 messages: 0 broken/);
  const early = files.filter((file) => !/continue|final-ack/.test(file));
  const told = await validate('--conversation', ...early);
  assert.equal(told.code, 1);
  assert.match(told.text, /MUST +CONVERSATION-20: the fragment came, and no continue/);
});

test('chunks are joined from the files, so that damage in the second one is found', async () => {
  const damaged = TRANSFER.map((message) => {
    if (message.name !== 'chunk-1') return message;
    const digits = /base64\r\n\r\n([A-Za-z0-9+/]{800})/.exec(message.body.toString())?.[1] ?? '';
    const other = `${digits.slice(0, 400)}AAAAAAAA${digits.slice(408)}`;
    return edited(message, { body: swap(digits, other) });
  });
  const files = damaged.map((message) => kept(`damaged-${message.name}.http`, message));
  const { text, code } = await validate('--conversation', ...files);
  assert.equal(code, 1);
  assert.match(text, /CONVERSATION-15: the 2 chunks join to what cannot be expanded/);
});

test('JSON has counts, files and the place of each finding', async () => {
  const { text } = await validate('--format', 'json', kept('broken.http', noPrior));
  const { files, counts, notRun } = JSON.parse(text);
  assert.deepEqual(counts, { must: 1, should: 0, note: 0 });
  assert.equal(files[0].interaction, 'RCMR_IN030000UK06');
  assert.equal(files[0].findings[0].place.exact, true);
  assert.ok(notRun.length > 2);
});

test('a file that is none, no file, and a folder without schemas are bad arguments', async () => {
  const quiet = process.stderr.write;
  process.stderr.write = () => true;
  try {
    const run = (...args: readonly string[]) => main(['node', 'spinebox', 'validate', ...args]);
    assert.equal(await run(join(folder, 'nowhere')), 3);
    assert.equal(await run(), 3);
    assert.equal(await run('--schemas', join(folder, 'none'), kept('a.http', GOOD.request)), 3);
    assert.equal(await run('--format', 'xml', kept('a.http', GOOD.request)), 3);
  } finally {
    process.stderr.write = quiet;
  }
});

test('bytes that are no message are told as unreadable; an empty file breaks nothing else', async () => {
  const file = join(folder, 'noise.bin');
  writeFileSync(file, Buffer.from([0, 1, 2, 250, 251]));
  const { text, code } = await validate(file);
  assert.equal(code, 1);
  assert.match(text, /READ-03/);
});

test('one check tells of a file five times, and how many more there are', async () => {
  const many = edited(GOOD.extract, {
    body: inTurn(swapAll('<statusCode code="COMPLETE"/>', '<statusCode code=""/>')),
  });
  const { text } = await validate(kept('many.http', many));
  assert.equal(text.match(/SHOULD HL7-WRAPPER-13/g)?.length, 5);
  assert.match(text, /HL7-WRAPPER-13: \d more/);
});

test('the checks can be listed', async () => {
  const { text, code } = await validate('--list-checks');
  assert.equal(code, 0);
  assert.match(text, /EXTRACT-06 +must +N +an extract names the request/);
});
