import {
  type MessageLimits,
  type SendingPolicy,
  SPINE_LIMITS,
} from '../../../src/gp2gp/plan/record-plan.ts';
import type { PracticeRoom } from '../practice-room.ts';

/** What no message of the practice exceeds: its own limits, and never those of Spine (gp2gp 3.1). */
export function messageLimits({
  conduct,
  world,
}: Pick<PracticeRoom, 'conduct' | 'world'>): MessageLimits {
  const held = conduct.limits({ limits: world.current().limits }, (asked) => asked.limits);
  return {
    messageBytes: Math.min(held.messageBytes, SPINE_LIMITS.messageBytes),
    parts: held.parts,
    attachmentChars: Math.min(held.partBytes, SPINE_LIMITS.attachmentChars),
  };
}

/** The practice's own choice within the limits. */
export function sendingPolicy({
  party,
  world,
}: Pick<PracticeRoom, 'party' | 'world'>): Partial<SendingPolicy> {
  const set = world.current().practiceSettings(party.partyKey)?.transfers;
  if (!set) return {};
  const { attachments, chunkBytes: chunkChars, extractThreshold: payloadBytes } = set;
  return { attachments, chunkChars, payloadBytes };
}
