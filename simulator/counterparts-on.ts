import { type Counterparts, openCounterparts } from './counterpart/open-counterparts.ts';
import type { Neighbours } from './doors/neighbours.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Services } from './open-services.ts';
import type { Spine } from './spine/spine.ts';

/** Opens the counterparts when they are first asked for, and closes them with the simulator. */
export function counterpartsOn(
  ground: Ground,
  spine: Spine,
  { register, organisations }: Services,
  { mesh, nhais }: Neighbours,
  cleanUp: CleanUp,
): () => Promise<Counterparts> {
  let opened: Promise<Counterparts> | undefined;
  cleanUp.add(async () => (await opened?.catch(() => undefined))?.[Symbol.asyncDispose]());
  return () => {
    opened ??= openCounterparts({
      ...ground,
      register,
      desks: { organisations, mailboxes: mesh?.desk, nhais: nhais?.desk },
      spineUrl: () => spine.url,
      disturb: spine.disturb,
    });
    return opened;
  };
}
