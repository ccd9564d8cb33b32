import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spineboxCommand } from '../../cli/main.ts';
import { cliPage } from './cli-page.ts';
import { codesPage } from './codes-page.ts';

/** `npm run docs:pages`: writes docs/cli.md and docs/codes.md from the program. */
const DOCS = join(import.meta.dirname, '..', '..', 'docs');
writeFileSync(join(DOCS, 'cli.md'), cliPage(await spineboxCommand()));
writeFileSync(join(DOCS, 'codes.md'), codesPage());
