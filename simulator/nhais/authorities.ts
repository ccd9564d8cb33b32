import type { NhaisService } from '../doors/neighbours.ts';
import { type AuthorityGround, type AuthorityRoom, linkNamed } from './authority-room.ts';
import { openFlags } from './fp69.ts';
import { isForAuthority, takeMessage } from './intake.ts';
import { openLedger } from './ledger.ts';
import { nhaisDesk } from './nhais-desk.ts';
import { rebuildLedger } from './rebuild.ts';
import { resumeAuthorities } from './resume.ts';
import { deductionAfter, sendSpontaneous } from './send-spontaneous.ts';
import { openTurns } from './turns.ts';

export interface Authorities extends NhaisService {
  stop(): Promise<void>;
}

/** The health authorities of every link of the world, over mailboxes (mesh-nhais 2.8). */
export async function openAuthorities(ground: AuthorityGround): Promise<Authorities> {
  const { world, mailboxes, clock, logger } = ground;
  const turns = openTurns(clock, logger);
  const room: AuthorityRoom = { ...ground, ledger: openLedger(), turns, inHand: new Set() };
  const flags = openFlags(room, async (name, of, settles) => {
    const link = linkNamed(room, name);
    const why = 'the FP69 of an earlier F9 has run out';
    if (link)
      await sendSpontaneous(room, flags, link, deductionAfter(of, clock.now()), { why, settles });
  });
  await rebuildLedger(room);
  const unsubscribe = mailboxes.onArrival((message) => {
    if (isForAuthority(world.current().nhais, message))
      turns.soon(() => takeMessage(room, message));
  });
  return {
    desk: nhaisDesk(room, flags),
    resume: () => turns.take(() => resumeAuthorities(room, flags)),
    reset() {
      turns.forget();
      flags.clear();
      room.inHand.clear();
      room.ledger.clear();
    },
    async stop() {
      unsubscribe();
      await turns.stop();
    },
  };
}
