/**
 * Resolves when the process is told to end. Taken before anything is started, so that a signal that comes meanwhile is not
 * lost: as the first process of a container there is nothing that would end it otherwise.
 */
export function toldToStop(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // The way out that stands while the command line is loaded goes only when ours is there: without any listener a
      // signal that has come and is not told yet would be lost.
      const before = process.listeners(signal);
      process.once(signal, () => stop());
      for (const listener of before) process.off(signal, listener);
    }
  });
}
