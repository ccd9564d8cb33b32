import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePatients } from '../../src/demographics/generated/generate-patients.ts';
import { writePatient } from '../../src/demographics/json/patient-json.ts';
import { type Measurement, measured } from './measurement.ts';
import { startProcess } from './process.ts';

const PATIENTS = 100_000;
const ENTRIES = 10_000;

interface Loaded {
  readonly seconds: number;
  readonly records: number;
  readonly peak: number;
}

/** 100,000 patients, invented or from a file, and 10,000 entries of the directory: time, and memory at its most. */
export async function registerLoad(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  try {
    const file = join(directory, 'patients.jsonl');
    await writePatients(file);
    return [
      ...(await loaded('register-load', { patients: [], generated: PATIENTS })),
      ...(await loaded('register-file', { patients: [file], generated: 0 })),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function loaded(
  name: string,
  settings: { readonly patients: readonly string[]; readonly generated: number },
): Promise<readonly Measurement[]> {
  const LOAD = JSON.stringify({ ...settings, entries: ENTRIES });
  await using loader = await startProcess('register-loader.ts', { LOAD });
  const { seconds, records, peak } = await loader.ask<Loaded>('figures');
  if (records < PATIENTS) throw new Error(`only ${records} patients were loaded`);
  return [
    measured(name, 's', seconds, '< 5'),
    measured(`${name}-rss`, 'MB', (peak * 1024) / 1_000_000, '< 400'),
  ];
}

async function writePatients(file: string): Promise<void> {
  await using handle = await open(file, 'w');
  let lines: string[] = [];
  const flush = async () => {
    await handle.write(lines.join(''));
    lines = [];
  };
  for (const patient of generatePatients({ count: PATIENTS, seed: 1, practices: ['Z99001'] })) {
    lines.push(`${writePatient(patient)}\n`);
    if (lines.length === 1000) await flush();
  }
  await flush();
}
