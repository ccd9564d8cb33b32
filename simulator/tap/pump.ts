import type { Socket } from 'node:net';

export interface PumpOptions {
  readonly from: Socket;
  readonly to: Socket;
  /**
   * Sees each chunk. Without an answer the chunk goes on at once; the answer says how much of it goes on, and after what.
   */
  readonly see: (chunk: Buffer) => Holding | undefined;
  /** Something to wait for before more is taken. */
  readonly wait: () => Promise<void> | undefined;
  /** `false` looks at a chunk when it has gone on. */
  readonly seeFirst: boolean;
  readonly onEnd: () => void;
}

/** What is to become of a chunk that does not simply go on. */
export interface Holding {
  /** Bytes of it that go on. */
  readonly upTo: number;
  /** Resolves when they may. */
  readonly until?: Promise<void> | undefined;
  /** Happens when they have; nothing goes on after it. */
  readonly after?: (() => void) | undefined;
}

/**
 * Carries the bytes of one direction on as they are: no more is taken in than goes out, and the end of a direction is
 * the end of that direction alone.
 */
export function pump({ from, to, see, wait, seeFirst, onEnd }: PumpOptions): void {
  let over = false;
  let holds = 0;
  const hold = (until: Promise<void>): void => {
    holds++;
    from.pause();
    until.then(() => {
      if (--holds === 0 && !from.destroyed) from.resume();
    });
  };
  const goOn = (chunk: Buffer): void => {
    if (chunk.length === 0 || !to.writable || to.write(chunk)) return;
    hold(drained(to));
  };
  const afterwards = (): void => {
    const waiting = wait();
    if (waiting) hold(waiting);
  };

  from.on('data', (chunk: Buffer) => {
    if (over) return;
    if (!seeFirst) {
      goOn(chunk);
      see(chunk);
      afterwards();
      return;
    }
    const held = see(chunk);
    if (!held) goOn(chunk);
    else {
      over = held.after !== undefined;
      const part = chunk.subarray(0, held.upTo);
      const act = () => {
        if (part.length > 0 && to.writable && held.after) to.write(part, () => held.after?.());
        else {
          goOn(part);
          held.after?.();
        }
      };
      if (held.until) hold(held.until.then(act));
      else act();
    }
    afterwards();
  });
  from.on('end', () => {
    onEnd();
    if (!over && to.writable) to.end();
  });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}
