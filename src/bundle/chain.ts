import { createHash } from 'node:crypto';
import { canonicalJson } from '../wire/json/canonical-json.ts';
import type { BundleFile } from './manifest.ts';

/** What the first link is made from. */
const ORIGIN = 'spinebox bundle chain 1';

/** The last link over the files in their order, lower-case hexadecimal. */
export function chainOf(files: readonly BundleFile[]): string {
  let link = sha256(ORIGIN);
  for (const { name, bytes, sha256: digest } of files)
    link = sha256(`${link}\n${canonicalJson({ name, bytes, sha256: digest })}`);
  return link;
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
