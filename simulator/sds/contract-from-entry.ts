import { type DirectoryEntry, firstValueOf } from '../../src/directory/entry.ts';
import { parseDuration } from '../../src/domain/duration.ts';
import type { z } from '../../src/platform/zod.ts';
import { contractConfig } from '../world/party-config.ts';
import { ASSUMED_CONTRACT, PUBLISHED_CONTRACTS } from '../world/published-contracts.ts';

export type ContractPatch = z.input<typeof contractConfig>;

/**
 * What a message handler's terms differ in from the published contract of its interaction, as a world file
 * holds them; or why they cannot be said there. What the directory leaves out is never, none and nothing.
 */
export function contractFromEntry(
  entry: DirectoryEntry,
  interaction: string,
  endpoint: string,
): { readonly patch: ContractPatch } | { readonly wrong: string } {
  const value = (name: string) => firstValueOf(entry, name)?.trim() || undefined;
  const published = PUBLISHED_CONTRACTS[interaction] ?? ASSUMED_CONTRACT;
  const retries = Number(value('nhsMHSRetries') ?? 0);
  const retryInterval = value('nhsMHSRetryInterval') ?? 'PT0S';
  const persistDuration = value('nhsMHSPersistDuration') ?? 'PT0S';
  const actor = value('nhsMHSActor')?.split(':').at(-1) ?? 'none';
  const own = value('nhsMHSEndPoint');
  const patch: Record<string, unknown> = {
    cpaId: value('nhsMhsCPAId'),
    ...(own !== undefined && own !== endpoint && { endpoint: own }),
    ...different(published, {
      syncReply:
        value('nhsMHSSyncReplyMode')?.toLowerCase() === 'mshsignalsonly'
          ? 'MSHSignalsOnly'
          : 'None',
      duplicateElimination: value('nhsMHSDuplicateElimination')?.toLowerCase() ?? 'never',
      ackRequested: value('nhsMHSAckRequested')?.toLowerCase() ?? 'never',
    }),
    ...(actor !== (published.actor ?? 'none') && { actor }),
    ...(retries !== published.retries && { retries }),
    ...(sameTime(retryInterval, published.retryInterval) ? {} : { retryInterval }),
    ...(sameTime(persistDuration, published.persistDuration) ? {} : { persistDuration }),
  };
  const result = contractConfig.safeParse(patch);
  if (result.success) return { patch: patch as ContractPatch };
  const [issue] = result.error.issues;
  return { wrong: `${issue?.path.join('.')}: ${issue?.message}` };
}

function different<T extends object>(published: T, given: Partial<Record<keyof T, unknown>>) {
  const changed = Object.entries(given).filter(
    ([name, value]) => published[name as keyof T] !== value,
  );
  return Object.fromEntries(changed);
}

function sameTime(a: string, b: string): boolean {
  return parseDuration(a) === parseDuration(b);
}
