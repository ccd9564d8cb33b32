import { type Counterparts, openCounterparts } from './counterpart/open-counterparts.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';
import type { Spine } from './spine/spine.ts';

/** Opens the counterparts when they are first asked for, and closes them with the simulator. */
export function counterpartsOn(
  ground: Ground,
  spine: Spine,
  { register }: Services,
  cleanUp: CleanUp,
): () => Promise<Counterparts> {
  let opened: Promise<Counterparts> | undefined;
  cleanUp.add(async () => (await opened?.catch(() => undefined))?.[Symbol.asyncDispose]());
  return () => {
    opened ??= openCounterparts({
      ...ground,
      register,
      spineUrl: () => spine.url,
      disturb: spine.disturb,
    });
    return opened;
  };
}
