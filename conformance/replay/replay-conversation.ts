import type { OpenBundle } from '../../src/bundle/open-bundle.ts';
import { scenarioFromCapture } from '../../src/scenario/from-capture/scenario-from-capture.ts';
import { type EngineOptions, openEngine } from '../engine/open-engine.ts';
import { captureFiles } from './capture-files.ts';
import { capturedFindings } from './captured-findings.ts';
import { compareCaptures, type ExaminedCapture } from './compare-captures.ts';
import type { Comparison } from './compare-results.ts';
import { differenceInMeaning } from './difference-in-meaning.ts';
import { playCapture } from './play-capture.ts';
import { recordedLetters } from './recorded-letters.ts';
import { NothingToReplayError } from './replay-errors.ts';

/** A capture that goes on for so long after the last message shows that no more came. */
const SILENCE_MS = 10_000;

export interface ConversationReplayOptions
  extends Omit<EngineOptions, 'scenarioFolder' | 'recorded'> {
  readonly bundle: Pick<OpenBundle, 'journal' | 'manifest'>;
  readonly conversationId: string;
  /** Party key of the system that was judged then; who asked for the record unless given. */
  readonly judged?: string | undefined;
}

export interface ReplayedConversation extends Comparison {
  readonly was: ExaminedCapture;
  readonly now: ExaminedCapture | undefined;
  /** What could not be told for certain of the capture. */
  readonly doubts: readonly string[];
}

/**
 * Plays the other side of a conversation on record against a system: the same messages in the same order with the same
 * faults, pauses cut short, and compares what the system says to it. Throws NothingToReplayError where no message
 * is on record, and what stops the engine from starting.
 */
export async function replayConversation(
  options: ConversationReplayOptions,
): Promise<ReplayedConversation> {
  const { bundle, conversationId, judged, ...rest } = options;
  const { journal, manifest } = bundle;
  const draft = await scenarioFromCapture(journal, {
    ...{ conversationId, system: judged, source: manifest.title },
  });
  if (!draft) {
    throw new NothingToReplayError(
      `no message of a transfer is in the bundle of conversation ${conversationId}`,
      `It holds ${manifest.conversations.join(', ') || 'none'}.`,
    );
  }
  const { conversation } = draft;
  const last = Date.parse(conversation.messages.at(-1)?.at ?? '');
  const was = {
    conversation,
    findings: await capturedFindings(journal, conversation),
    openEnd: Date.parse(manifest.createdAt) - last < SILENCE_MS,
  };
  const { doubts } = conversation;
  await using files = await captureFiles(draft);
  await using engine = await openEngine({
    ...rest,
    scenarioFolder: files.folder,
    recorded: recordedLetters(journal, conversation),
  });
  const { now: came, broken } = await playCapture(engine, draft);
  const now = came && {
    conversation: came,
    findings: await capturedFindings(engine.simulator.journal, came),
  };
  const inMeaning =
    came &&
    (await differenceInMeaning(
      { journal, conversation },
      { journal: engine.simulator.journal, conversation: came },
    ));
  if (broken !== undefined)
    return {
      was,
      now,
      doubts,
      outcome: 'not-played',
      difference: `it could not be played: ${broken}`,
    };
  return { was, now, doubts, ...compareCaptures(was, now, inMeaning) };
}
