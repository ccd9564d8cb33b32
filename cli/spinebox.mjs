#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one gets a sentence and not a stack.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';

const NEEDED = 24;
const found = Number(process.versions.node.split('.')[0]);

if (found < NEEDED) {
  process.stderr.write(
    `spinebox needs Node.js ${NEEDED} or newer; this is ${process.version}.\n` +
      'Install it from https://nodejs.org, or run spinebox through npm scripts or npx in a project\n' +
      'that has the "node" package (npm install --save-dev node@24).\n',
  );
  process.exitCode = 3;
} else {
  // Whoever reads the output may stop before its end, as `head` does: that is no failure of anybody's.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // The first process of a container is ended by no signal that it does not listen to. Commands that have something to
  // finish take this over.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.once(signal, () => process.exit(code));
  }
  // Compiled code is kept between runs: half of the time to ready is loading modules.
  nodeModule.enableCompileCache?.();
  // A checkout runs its TypeScript as it is; the published package carries it compiled.
  const source = new URL('./main.ts', import.meta.url);
  const compiled = new URL('../dist/cli/main.js', import.meta.url);
  const { main } = await import((existsSync(source) ? source : compiled).href);
  process.exitCode = await main(process.argv);
}
