import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/domain/finding.ts';
import type { NewEntry } from '../../src/journal/entry.ts';

/** A directory that is gone when its scope ends. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'spinebox-journal-'));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** An entry worth nothing but its summary, with what a test adds. */
export function note(summary: string, more: Partial<NewEntry> = {}): NewEntry {
  return { kind: 'note', at: '2026-01-05T09:00:00.000Z', service: 'spine', summary, ...more };
}

/** A message that came in, with a body. */
export function received(body: Uint8Array, more: Partial<NewEntry> = {}): NewEntry {
  return {
    kind: 'received',
    at: '2026-01-05T09:00:00.000Z',
    service: 'spine',
    summary: 'a message',
    request: { method: 'POST', path: '/', headers: [['Content-Type', 'text/xml']], body },
    ...more,
  };
}

export function finding(check: string): Finding {
  return { check, severity: 'must', clause: 'ebMS 2.0 section 3.2', message: 'x', at: '/part[2]' };
}

/** Bytes of no pattern, the same for the same seed. */
export function bytesOf(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}
