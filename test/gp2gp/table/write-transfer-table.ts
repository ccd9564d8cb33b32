import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTransferTable } from './render-transfer-table.ts';

/** `npm run docs:transfer`: writes docs/gp2gp-transfer.md from the state machines. */
writeFileSync(join(import.meta.dirname, '../../../docs/gp2gp-transfer.md'), renderTransferTable());
