import type { SenderSettings } from '../../src/gp2gp/sender-state.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { PracticeRoom } from './practice-room.ts';

/** How the practice sends at the moment: as the world says, and as was changed since. */
export function senderSettings(
  { party, world }: Pick<PracticeRoom, 'party' | 'world'>,
  memory: Pick<PracticeMemory, 'settings'>,
): Partial<SenderSettings> {
  const set = world.current().practiceSettings(party.partyKey)?.transfers;
  const { gp2gp } = memory.settings();
  if (!set) return { gp2gp };
  const { requestAcknowledgement: acknowledgeRequest, recheck, window } = set;
  return { gp2gp, acknowledgeRequest, recheck, window };
}
