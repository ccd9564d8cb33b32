import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import type { PracticeProcess, PracticeProcessOptions } from '../../simulator/practice-process.ts';
import { OTHER, OTHER_KEY, openProcessStage, SYSTEM, SYSTEM_KEY } from './process-stage.ts';

const CLI = join(import.meta.dirname, '../../cli/spinebox.mjs');
const PATIENT = '9990000018';
// A record in memory takes more: its text and its bytes, twice 100 MB and more.
const LARGEST_RSS = 350_000_000;

interface Child extends PracticeProcess {
  readonly process: ChildProcess;
}

/** `spinebox practice` as a child of the test, told to end by closing its pipe. */
async function spawnPractice(
  { config }: PracticeProcessOptions,
  where?: string,
): Promise<Child & { readonly directory: string }> {
  const directory = where ?? (await mkdtemp(join(tmpdir(), 'spinebox-command-')));
  const file = join(directory, 'practices.json');
  await writeFile(file, JSON.stringify({ ...config, data: join(directory, 'data') }));
  const child = spawn(process.execPath, [CLI, 'practice', '--config', file, '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const ready = JSON.parse(line) as { practices: PracticeProcess['practices'] };
  const settled = async () => undefined;
  const close = async () => {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(directory, { recursive: true, force: true });
  };
  return {
    process: child,
    directory,
    // What is asked of the practice itself is not to be had from another process.
    practices: ready.practices.map((each) => ({
      ...each,
      current: async () => ({ settled }) as never,
    })),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function open() {
  let child: Child | undefined;
  const stage = await openProcessStage({
    start: async (options) => {
      child = await spawnPractice(options);
      return child;
    },
  });
  if (!child) throw new Error('no child');
  return Object.assign(stage, { child });
}

/** The most that a process ever had in memory, where the system tells; `undefined` elsewhere. */
async function peakOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

async function bounded(context: TestContext, pid: number | undefined): Promise<void> {
  const peak = await peakOf(pid);
  if (peak === undefined) return context.diagnostic('this system does not tell the memory used');
  context.diagnostic(`at most ${Math.round(peak / 1e6)} MB`);
  assert.ok(peak < LARGEST_RSS, `${peak} bytes were in memory`);
}

test('the command starts practices, tells where they are in one line, and ends with its pipe', async () => {
  await using stage = await open();
  const { child } = stage;
  const [practice] = child.practices;
  assert.equal(practice?.odsCode, SYSTEM);
  assert.match(practice?.hooks ?? '', /^http:\/\/127\.0\.0\.1:\d+\/hooks$/);
  assert.deepEqual(await stage.status(PATIENT), { state: 'none' });
  await child.close();
  assert.equal(child.process.exitCode, 0);
});

test('a record of more than 100 MB comes in without being in memory', async (context) => {
  await using stage = await open();
  const hillside = stage.simulator.shelves.get(OTHER);
  const attachments = { count: 26, sizes: [4_100_000], contentTypes: ['image/tiff'] };
  hillside?.put(PATIENT, { kind: 'synthetic', options: { seed: 1, attachments } });
  stage.place(PATIENT, OTHER);
  const registration = { registration: 'permanent', returning: false, byUser: false } as const;
  await stage.hook('registerPatient', { nhsNumber: PATIENT, ...registration });
  // Twice 26 documents, in an index and two chunks each, and the record itself.
  await stage.entry(
    'the end of the transfer',
    ({ kind, service, facts }) =>
      kind === 'transfer' && service === `practice:${OTHER}` && facts?.state === 'ended',
    60_000,
  );
  const { state, record } = await stage.status(PATIENT);
  assert.equal(state, 'filed');
  assert.equal(
    record?.documents.reduce((sum, { bytes }) => sum + bytes, 0),
    26 * 4_100_000,
  );
  await bounded(context, stage.child.process.pid);
});

test('a record of more than 100 MB goes out without being in memory', async (context) => {
  await using stage = await open();
  const documents = await Promise.all(
    Array.from({ length: 3 }, (_, index) =>
      stage.document(`scan ${index}.tif`, 35_000_000 + index),
    ),
  );
  const record = {
    registered: 'current',
    entries: 3,
    redactedEntries: 0,
    confidential: false,
  } as const;
  await stage.hook('seedRecord', { nhsNumber: PATIENT, record: { ...record, documents } });
  stage.place(PATIENT, SYSTEM);
  const hillside = stage.simulator.practices.get(OTHER);
  const id = await hillside?.request({ patient: PATIENT, fromOds: SYSTEM });
  await stage.entry(
    'the end of the transfer',
    ({ kind, conversationId, facts }) =>
      kind === 'transfer' && conversationId === id && facts?.state === 'ended',
    60_000,
  );
  const status = await hillside?.transferStatus(PATIENT, id);
  assert.deepEqual(
    status?.record?.documents.map(({ sha256 }) => sha256),
    documents.map(({ sha256 }) => sha256),
  );
  await bounded(context, stage.child.process.pid);
});

test('a process that is killed goes on where it was when it is started again', async () => {
  let options: PracticeProcessOptions | undefined;
  let killed: Awaited<ReturnType<typeof spawnPractice>> | undefined;
  await using stage = await openProcessStage({
    start: async (given) => {
      options = given;
      killed = await spawnPractice(given);
      return killed;
    },
  });
  const [seat] = options?.config.practices ?? [];
  const [practice] = killed?.practices ?? [];
  if (!options || !killed || !seat || !practice) throw new Error('nothing has started');
  stage.place(PATIENT, OTHER);
  await stage.hook('decideFiling', { nhsNumber: PATIENT, decision: 'undecided' });
  const registration = { registration: 'permanent', returning: false, byUser: false } as const;
  await stage.hook('registerPatient', { nhsNumber: PATIENT, ...registration });
  const { messageId } = await stage.sent(OTHER_KEY, 'RCMR_IN030000UK06');
  await stage.entry(
    'the delivery of the extract',
    (each) => each.kind === 'delivery' && each.service === 'spine' && each.messageId === messageId,
  );
  killed.process.kill('SIGKILL');
  await once(killed.process, 'exit');
  const port = Number(new URL(practice.endpoint).port);
  const hooks = { ...seat.hooks, port: Number(new URL(practice.hooks).port) };
  const config = { ...options.config, practices: [{ ...seat, port, hooks }] };
  await using again = await spawnPractice({ ...options, config }, killed.directory);
  assert.equal(again.practices[0]?.endpoint, practice.endpoint);
  assert.equal((await stage.status(PATIENT)).state, 'deciding');
  await stage.hook('decideFiling', { nhsNumber: PATIENT, decision: 'accept' });
  await stage.sent(SYSTEM_KEY, 'MCCI_IN010000UK13');
  const { state, record } = await stage.status(PATIENT);
  assert.equal(state, 'filed');
  assert.equal(record?.folders, 1);
});
