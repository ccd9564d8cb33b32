import { parentPort, workerData } from 'node:worker_threads';
import { openSchema, type Schema } from './xsd.ts';

/** What the thread is asked, and what it answers. */
export interface XsdTask {
  readonly task: number;
  readonly path: string;
  readonly bytes: Uint8Array;
}

// The thread is no module of the main one: it runs only when a pool has started it.
if (parentPort && (workerData as { readonly xsd?: boolean } | null)?.xsd) {
  const port = parentPort;
  const schemas = new Map<string, Schema>();
  port.on('message', ({ task, path, bytes }: XsdTask) => {
    try {
      const schema = schemas.get(path) ?? openSchema(path);
      schemas.set(path, schema);
      port.postMessage({ task, violations: schema.violations(bytes) });
    } catch (error) {
      port.postMessage({ task, error: error instanceof Error ? error.message : String(error) });
    }
  });
}
