import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Public entry points of the package, below `dist`. */
const ENTRIES = ['package/index.d.ts', 'package/testcontainers.d.ts'];
const IMPORTED = /(\bfrom\s+|\bimport\()(['"])(\.[^'"]+)\.[jt]s\2/g;

/**
 * Leaves only the types that somebody can reach from the entry points: most of the product is no library. What they import
 * is named as the modules are named that are shipped.
 *
 * @param dist where the compiled product lies
 */
export function pruneTypes(dist: string): { readonly kept: number; readonly removed: number } {
  const kept = new Set<string>();
  const todo = ENTRIES.map((entry) => join(dist, entry));
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (kept.has(file)) continue;
    kept.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, , , target] of text.matchAll(IMPORTED)) {
      const found = join(dirname(file), `${target}.d.ts`);
      if (!existsSync(found)) throw new Error(`${file} imports ${target}, which has no types`);
      todo.push(found);
    }
    writeFileSync(file, text.replaceAll(IMPORTED, '$1$2$3.js$2'));
  }
  const all = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(dist, name));
  const others = all.filter((file) => !kept.has(file));
  for (const file of others) rmSync(file);
  return { kept: kept.size, removed: others.length };
}

if (import.meta.main) {
  const { kept, removed } = pruneTypes(join(import.meta.dirname, '..', '..', 'dist'));
  process.stdout.write(`types: ${kept} files kept, ${removed} removed\n`);
}
