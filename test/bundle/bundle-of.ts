import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleOptions, writeBundle } from '../../src/bundle/write-bundle.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';

export const CONVERSATION = '7F3B0A52-33C9-4D51-9E0E-1B6C2D0A9F11';
export const OTHER = '0A1B2C3D-33C9-4D51-9E0E-1B6C2D0A9F22';

/** A folder that goes with the test, and a journal in it. */
export async function bundleGround(): Promise<
  { readonly folder: string; readonly journal: Journal } & AsyncDisposable
> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-bundle-'));
  const journal = await openJournal({ directory: join(folder, 'journal'), sync: false });
  return {
    ...{ folder, journal },
    async [Symbol.asyncDispose]() {
      await journal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An exchange of a conversation: what it says besides is handed in. */
export function exchange(more: Partial<NewEntry> = {}): NewEntry {
  return {
    ...{ kind: 'received', at: '2026-01-05T09:00:00.000Z', service: 'spine' },
    ...{ summary: 'RCMR_IN010000UK05 taken', conversationId: CONVERSATION },
    request: {
      ...{ method: 'POST', path: '/reliablemessaging/reliablerequest' },
      headers: [['Content-Type', 'text/xml']],
      body: Buffer.from('<asked/>'),
    },
    response: { status: 202, headers: [], body: Buffer.from('<taken/>') },
    ...more,
  };
}

/** Options of a bundle of the one conversation. */
export function plainOptions(journal: Journal, out: string): BundleOptions {
  return {
    ...{ out, journal, kind: 'conversation', title: 'One conversation' },
    conversations: [CONVERSATION],
    world: { spine: { host: '127.0.0.1' }, control: { token: 'hush' } },
    certificates: [
      {
        name: 'spine.test',
        pem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nBBBB\n-----END PRIVATE KEY-----\n',
      },
    ],
    ...{ version: '0.1.0', now: new Date('2026-01-05T10:00:00Z') },
    environment: { node: 'v24.0.0', platform: 'linux', arch: 'x64' },
  };
}

export async function plainBundle(journal: Journal, out: string): Promise<void> {
  await journal.append(exchange({ messageId: 'A1' }));
  await journal.append(exchange({ conversationId: OTHER, messageId: 'B1' }));
  await journal.append(
    exchange({
      ...{ messageId: 'A2', refToMessageId: 'A1', at: '2026-01-05T09:00:01.000Z' },
      response: { status: 500, headers: [], body: Buffer.from('<refused/>') },
    }),
  );
  await writeBundle(plainOptions(journal, out));
}
