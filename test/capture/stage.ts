import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gatherSources } from '../../src/capture/gather-sources.ts';
import {
  type ImportOptions,
  type ImportReport,
  importCaptures,
} from '../../src/capture/import-captures.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import type { Captured } from '../specimens/captured.ts';

/** A folder of captures, and a journal that they go to. */
export interface CaptureStage extends AsyncDisposable {
  readonly folder: string;
  readonly journal: Journal;
  keep(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  import(options?: Partial<ImportOptions>, paths?: readonly string[]): Promise<ImportReport>;
  bodyOf(entry: Entry | undefined, side: 'request' | 'response'): Promise<Buffer>;
}

export async function openCaptureStage(): Promise<CaptureStage> {
  const root = await mkdtemp(join(tmpdir(), 'spinebox-capture-'));
  const folder = join(root, 'captures');
  await mkdir(folder);
  const journal = await openJournal({ directory: join(root, 'journal'), sync: false });
  return {
    folder,
    journal,
    async keep(files) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), content);
      }
    },
    async import(options = {}, paths = [folder]) {
      return importCaptures(await gatherSources(paths), {
        ...{ journal: async () => journal, now: new Date('2026-06-01T00:00:00Z') },
        ...options,
      });
    },
    async bodyOf(entry, side) {
      const ref = entry?.[side]?.body;
      return ref ? journal.readBody(ref) : Buffer.alloc(0);
    },
    async [Symbol.asyncDispose]() {
      await journal.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** The whole request of a message. */
export function requestOf({ http, body }: Captured): Buffer {
  const head = [
    `POST ${http?.path} HTTP/1.1`,
    `SOAPAction: ${http?.soapAction}`,
    `Content-Type: ${http?.contentType}`,
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
