import { openRegister } from '../../simulator/pds/open-register.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { benchEntries } from './ldap-entries.ts';

/** Loads a register and a directory in a process of its own, and says what it took. Settings come in `LOAD`. */
const { patients, generated, entries } = JSON.parse(process.env.LOAD ?? '{}');
const clock = systemClock();
const began = performance.now();
const register = await openRegister({
  settings: { patients, specialPatients: true, generated: { count: generated, seed: 1 } },
  directory: '/',
  practices: ['Z99001', 'Z99002', 'Z99003'],
  clock,
});
const directory = openDirectory(benchEntries(entries));
const seconds = (performance.now() - began) / 1000;
process.on('message', () =>
  process.send?.({
    ...{ seconds, records: register.size, held: Boolean(directory) },
    // The most that it held at any time, kilobytes.
    peak: process.resourceUsage().maxRSS,
  }),
);
process.on('disconnect', () => process.exit(0));
process.send?.({ port: 0 });
