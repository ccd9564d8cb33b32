import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { adaptorSend } from './adaptor.ts';
import { consolePages } from './console.ts';
import { container } from './container.ts';
import { forward5M, forward6k } from './forward.ts';
import { ldapSearch } from './ldap.ts';
import { type Measurement, table } from './measurement.ts';
import { rssLarge, rssSoak } from './memory.ts';
import { mesh100M } from './mesh.ts';
import { odsRead } from './ods.ts';
import { pdsFhirRead, sdsFhirRead } from './pds-fhir.ts';
import { pdsRetrieval } from './pds-retrieval.ts';
import { ready } from './ready.ts';
import { registerLoad } from './register.ts';
import { suite } from './suite.ts';
import { tap } from './tap.ts';
import { concurrent1000, record450M } from './transfers.ts';

/** Every benchmark by the name that `--only` takes. */
const BENCHMARKS: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  'forward-6k': forward6k,
  'forward-4.9M': forward5M,
  ready,
  'rss-large': rssLarge,
  'rss-soak': rssSoak,
  'ldap-search': ldapSearch,
  'ods-read': odsRead,
  'pds-fhir-read': pdsFhirRead,
  'sds-fhir-read': sdsFhirRead,
  'pds-retrieval': pdsRetrieval,
  'register-load': registerLoad,
  'record-450M': record450M,
  'concurrent-1000': concurrent1000,
  console: consolePages,
  container,
  suite,
  tap,
  'adaptor-send': adaptorSend,
  'mesh-100M': mesh100M,
};

const { values } = parseArgs({
  options: { out: { type: 'string' }, only: { type: 'string', multiple: true } },
});
const names = values.only ?? Object.keys(BENCHMARKS);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(
    `no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`,
  );
  process.exit(3);
}
const measurements: Measurement[] = [];
for (const name of names) {
  process.stderr.write(`measuring ${name} ...\n`);
  measurements.push(...((await BENCHMARKS[name]?.()) ?? []));
}
console.log(table(measurements));
if (values.out) {
  const rows = measurements.map(({ name, unit, value, baseline, ratio }) => ({
    name,
    unit,
    value,
    ...(baseline === undefined ? {} : { baseline, ratio }),
  }));
  await writeFile(values.out, `${JSON.stringify(rows, undefined, 2)}\n`);
}
