import type { ControlParts } from './control/control-parts.ts';
import { explainMessage } from './explain-message.ts';
import type { CleanUp, Ground } from './ground.ts';
import type { Spine } from './spine/spine.ts';
import type { Practices } from './start-practices.ts';
import { transferBoard } from './transfers.ts';
import type { WorldSettings } from './world/world-settings.ts';

/** What the control API and the command line steer, for a simulator that is up. */
export function controlPartsOf(
  { world, journal }: Ground,
  settings: WorldSettings,
  spine: Spine,
  { running, shelves }: Practices,
  cleanUp: CleanUp,
): ControlParts {
  let ready = true;
  cleanUp.add(async () => {
    ready = false;
  });
  return {
    world,
    settings,
    journal,
    readiness: () => ({
      ready,
      checks: [
        { name: 'spine', ready, detail: spine.url },
        ...[...running].map(([ods, { host, port }]) => ({
          name: `practice ${ods}`,
          ready,
          detail: `https://${host}:${port}/`,
        })),
      ],
    }),
    ...transferBoard(running, shelves),
    explain: (messageId) => explainMessage(journal, messageId),
    async reset() {
      spine.reset();
      for (const practice of running.values()) practice.reset();
      await settings.restore();
      await journal.clear();
    },
  };
}
