import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPages } from '../../src/report/check-pages.ts';
import { exampleOf } from './example-of.ts';

/** `npm run docs:checks`: writes docs/checks from the checks themselves. */
const folder = join(import.meta.dirname, '..', '..', 'docs', 'checks');
mkdirSync(folder, { recursive: true });
for (const [file, text] of checkPages(exampleOf)) writeFileSync(join(folder, file), text);
