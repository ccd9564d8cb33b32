/** What has the same key is done one after the other; keys that nothing waits for are forgotten. */
export function turnsByKey(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, Promise<void>>();
  return (key, task) => {
    const run = (turns.get(key) ?? Promise.resolve()).then(task);
    // Whatever became of it, the next one has its turn.
    const turn = run.then(
      () => undefined,
      () => undefined,
    );
    turns.set(key, turn);
    void turn.then(() => turns.get(key) === turn && turns.delete(key));
    return run;
  };
}
