import type { SenderSettings } from '../../src/gp2gp/sender-state.ts';
import type { PracticeMemory } from './practice-memory.ts';
import type { PracticeRoom } from './practice-room.ts';
import { senderChecks } from './registration/practice-lookups.ts';

/** How the practice sends at the moment: as the world says, and as was changed since. */
export function senderSettings(
  room: PracticeRoom,
  memory: Pick<PracticeMemory, 'settings'>,
): Partial<SenderSettings> {
  const { party, world } = room;
  const set = world.current().practiceSettings(party.partyKey)?.transfers;
  const { gp2gp } = memory.settings();
  if (!set) return { gp2gp };
  const { requestAcknowledgement: acknowledgeRequest, window } = set;
  // Who is not asked at first is not asked again.
  const recheck = set.recheck && senderChecks(room).pds;
  return { gp2gp, acknowledgeRequest, recheck, window };
}
