import { messageChecks } from '../../src/checks/catalogue.ts';
import { examineAll } from '../../src/checks/check.ts';
import type { DirectoryFacts, InboundMessage } from '../../src/checks/inbound-message.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Deviation } from '../../src/wire/reading.ts';
import type { World } from '../world/world.ts';
import type { Arrival } from './arrival.ts';
import { identify } from './identify.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOf, refuse } from './refusal.ts';

/** What examining a message gave. */
export interface Examined {
  readonly findings: readonly Finding[];
  readonly refusals: readonly Refusal[];
  readonly trace: readonly TraceStep[];
}

/** The check that TimeToLive lies in the future; the world's policy says what comes of it. */
const TIME_TO_LIVE = 'EBXML-HEADER-07';

/** What the checks of an arrival look at. */
export function inboundOf(
  world: World,
  arrival: Arrival,
  envelope: EbxmlMessage,
  envelopeDeviations: readonly Deviation[],
  directory: DirectoryFacts | undefined,
): InboundMessage {
  const mime = arrival.mime?.ok ? arrival.mime : undefined;
  return {
    http: arrival.http,
    mime: mime?.value,
    mimeDeviations: mime?.deviations ?? [],
    envelope,
    envelopeDeviations,
    directory,
    limits: world.limits,
    now: arrival.at,
  };
}

/** Runs every check and says which findings Spine refuses for. */
export function examineMessage(world: World, message: InboundMessage, arrival: Arrival): Examined {
  const { refusals: forms, timeToLive } = world.policies;
  const findings = examineAll(messageChecks, message).filter(
    ({ check }) => check !== TIME_TO_LIVE || timeToLive !== 'ignore',
  );
  const stranger = identify(world, arrival.peer, message.envelope.from.id);
  if (stranger) findings.push(stranger);
  const refusals = [...refusalsOf(findings, forms)];
  if (stranger?.severity === 'must') {
    refusals.push(refuse('PARTY_NOT_SPOKEN_FOR', stranger.message, stranger.at, forms));
  }
  const late = findings.find(({ check }) => check === TIME_TO_LIVE);
  if (late && timeToLive === 'enforce') {
    refusals.push(refuse('TIME_TO_LIVE_EXPIRED', late.message, late.at, forms));
  }
  const counted = { must: 0, should: 0, note: 0 };
  for (const { severity } of findings) counted[severity]++;
  const text = `${messageChecks.length} checks: ${counted.must} broken, ${counted.should} departures, ${counted.note} notes`;
  return { findings, refusals, trace: [{ stage: 'examine', text, facts: counted }] };
}
