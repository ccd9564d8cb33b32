import { Worker } from 'node:worker_threads';
import { openSchema, type Schema, type SchemaViolation } from './xsd.ts';
import type { XsdTask } from './xsd-worker.ts';

export interface XsdPoolOptions {
  /** Bytes beyond which a document is validated in a thread of its own, so that the event loop goes on. */
  readonly inThreadFrom?: number;
}

/** Compiled schemas, each compiled once in each thread that needs it. */
export interface XsdPool extends AsyncDisposable {
  /** Compiles a schema now, so that a wrong file is told at the start. Throws SchemaUnusableError. */
  prepare(path: string): void;
  /** Empty when the document is valid. Rejects when the schema cannot be used, or the pool is closed. */
  violations(path: string, bytes: Uint8Array): Promise<readonly SchemaViolation[]>;
}

/** 256 kB validate in some 4 ms (`libraries.md`, numbers to design by): more would be felt. */
const IN_THREAD_FROM = 262_144;

type Waiting = PromiseWithResolvers<readonly SchemaViolation[]>;

interface Answer {
  readonly task: number;
  readonly violations?: readonly SchemaViolation[];
  readonly error?: string;
}

export function openXsdPool({ inThreadFrom = IN_THREAD_FROM }: XsdPoolOptions = {}): XsdPool {
  const schemas = new Map<string, Schema>();
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let tasks = 0;
  let closed = false;

  const own = (path: string): Schema => {
    const schema = schemas.get(path) ?? openSchema(path);
    schemas.set(path, schema);
    return schema;
  };
  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    thread = undefined;
  };
  const threadOf = (): Worker => {
    if (thread) return thread;
    const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
    const started = new Worker(new URL(`./xsd-worker${ending}`, import.meta.url), {
      workerData: { xsd: true },
    });
    started.on('message', ({ task, violations, error }: Answer) => {
      const asked = waiting.get(task);
      waiting.delete(task);
      if (violations) asked?.resolve(violations);
      else asked?.reject(new Error(error));
      // An idle thread keeps no process alive.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) =>
      failAll(error instanceof Error ? error : new Error(String(error))),
    );
    started.on('exit', () => {
      if (thread === started) failAll(new Error('the thread that validates has ended'));
    });
    thread = started;
    return started;
  };

  return {
    prepare: (path) => void own(path),
    async violations(path, bytes) {
      if (closed) throw new Error('the pool of schemas is closed');
      if (bytes.length <= inThreadFrom) return own(path).violations(bytes);
      const worker = threadOf();
      const task = ++tasks;
      const asked: Waiting = Promise.withResolvers();
      waiting.set(task, asked);
      worker.ref();
      // Copied, for the caller keeps its bytes.
      worker.postMessage({ task, path, bytes: new Uint8Array(bytes) } satisfies XsdTask);
      return asked.promise;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      const ending = thread;
      failAll(new Error('the pool of schemas is closed'));
      for (const schema of schemas.values()) schema.dispose();
      schemas.clear();
      await ending?.terminate();
    },
  };
}
