import type { BenchProcess } from './process.ts';

/** Resolves with the state of a simulator's process once it has nothing more to deliver. */
export async function untilDrained<State extends { readonly pending: number }>(
  server: Pick<BenchProcess, 'ask'>,
): Promise<State> {
  let state = await server.ask<State>('state');
  while (state.pending > 0) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    state = await server.ask<State>('state');
  }
  return state;
}
