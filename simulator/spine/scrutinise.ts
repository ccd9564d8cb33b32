import type { Finding } from '../../src/domain/finding.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { SpineServiceRule } from '../world/world.ts';
import { answerObjection } from './answer-objection.ts';
import type { Answer, Arrival } from './arrival.ts';
import { applicationOf } from './ask-application.ts';
import type { Examined } from './examine-message.ts';
import { judgePayload, judgesUsers } from './judge-author.ts';
import { refuse } from './refusal.ts';
import { refuseMessage } from './refuse-message.ts';
import type { SpineRoom } from './spine-room.ts';

/** What a look into the payload gives. */
export interface Scrutiny {
  /** The answer of a message that is not taken after all; it is on record. */
  readonly refused?: Answer;
  /** Besides those of the envelope. */
  readonly findings: readonly Finding[];
}

/** A message that its envelope says nothing against. */
export interface Scrutinised {
  readonly arrival: Arrival;
  readonly envelope: EbxmlMessage;
  readonly examined: Examined;
  readonly pattern: string;
  /** Spine's own service, where Spine is the recipient. */
  readonly rule: SpineServiceRule | undefined;
}

/** How the payload of a new message is looked into; `undefined` where nobody wants to. */
export function scrutinyOf(
  room: SpineRoom,
  message: Scrutinised,
): (() => Promise<Scrutiny>) | undefined {
  const { rule } = message;
  // An application judges users by what they set about, and says no in the words of its service.
  if (rule && applicationOf(room, rule)) return () => askObjection(room, message, rule);
  return judgesUsers(room) ? () => askForUser(room, message) : undefined;
}

async function askObjection(
  room: SpineRoom,
  { arrival, envelope, examined }: Scrutinised,
  rule: SpineServiceRule,
): Promise<Scrutiny> {
  const refused = await answerObjection(room, arrival, envelope, examined, rule);
  return { findings: [], ...(refused ? { refused } : {}) };
}

async function askForUser(
  room: SpineRoom,
  { arrival, envelope, examined, pattern }: Scrutinised,
): Promise<Scrutiny> {
  const finding = await judgePayload(room, arrival, envelope);
  if (finding?.severity !== 'must') return { findings: finding ? [finding] : [] };
  const { refusals: forms } = room.world.current().policies;
  const refusal = refuse('USER_WITHOUT_SESSION', finding.message, finding.at, forms);
  const refused = await refuseMessage(
    room,
    arrival,
    envelope,
    { ...examined, findings: [...examined.findings, finding], refusals: [refusal] },
    pattern,
  );
  return { refused, findings: [] };
}
