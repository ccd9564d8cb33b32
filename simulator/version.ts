import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The product's version, from the package.json above this file, compiled or not. */
export const PRODUCT_VERSION: string = readVersion(import.meta.dirname);

function readVersion(directory: string): string {
  const file = join(directory, 'package.json');
  if (existsSync(file)) return String(JSON.parse(readFileSync(file, 'utf8')).version);
  const above = dirname(directory);
  if (above === directory) throw new Error('package.json of spinebox is missing');
  return readVersion(above);
}
