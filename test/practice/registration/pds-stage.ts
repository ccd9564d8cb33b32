import assert from 'node:assert/strict';
import type { PracticeOptions } from '../../../simulator/practice/practice-room.ts';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import type { Entry } from '../../../src/journal/entry.ts';
import { person, registration } from '../../demographics/hl7v3/client/pds-answers.ts';
import { openStage, PATIENT, REQUESTER, SENDER, type Stage } from '../stage.ts';
import { type FakePds, fakePds } from './fake-pds.ts';

/** Two practices with a relay between them and a PDS behind it. */
export interface PdsStage extends Stage {
  readonly pds: FakePds;
  /** Starts a transfer whose previous practice only PDS knows. */
  ask(): Promise<string>;
  /** The steps of a practice in a conversation, as facts: `registering patient-retrieved`. */
  steps(odsCode: string, conversationId: string): Promise<readonly string[]>;
  /** How the transfer ended for the requester. */
  outcome(): { readonly result: string; readonly because: string } | undefined;
  /** Interactions that were relayed between the practices, in order. */
  relayed(): readonly string[];
}

/** The patient is registered at `SENDER`, as PDS has it. */
export async function openPdsStage(
  lookups: WorldPatch = {},
  options: Partial<PracticeOptions> = {},
): Promise<PdsStage> {
  const withPds: Parameters<typeof openStage>[0] = (spine) => ({
    pdsUrl: () => spine.url,
    ...options,
  });
  const stage = await openStage(withPds, { lookups });
  const pds = fakePds(stage.spine);
  pds.people.set(PATIENT, person({ nhsNumber: PATIENT, registrations: [registration(SENDER)] }));
  return {
    ...stage,
    pds,
    ask: () => stage.requester.request({ patient: PATIENT }),
    async steps(odsCode, conversationId) {
      const service = `practice:${odsCode}`;
      const entries = await stage.journal.find({ kind: 'transfer', service, conversationId });
      return entries.map(({ facts }) => `${facts?.state} ${facts?.event}`);
    },
    outcome: () => stage.requester.transfers()[0]?.outcome,
    relayed: () => stage.spine.relayed.map(({ message }) => message.envelope.action),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

/** Plays a transfer that ends before anything is asked, and gives its outcome. */
export async function failedBefore(stage: PdsStage, id: string): Promise<string> {
  await stage.ended(REQUESTER, id);
  assert.deepEqual(stage.relayed(), [], 'something was asked of another practice');
  const outcome = stage.outcome();
  return `${outcome?.result}: ${outcome?.because}`;
}

/** What of an entry people and logs see. */
export function shown({ summary, facts, trace }: Entry): string {
  return JSON.stringify([summary, facts, trace]);
}
