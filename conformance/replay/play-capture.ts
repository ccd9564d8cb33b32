import {
  type CapturedConversation,
  capturedConversation,
} from '../../src/scenario/from-capture/captured-conversation.ts';
import { capturedDocuments } from '../../src/scenario/from-capture/captured-documents.ts';
import type { ScenarioDraft } from '../../src/scenario/from-capture/scenario-from-capture.ts';
import type { Engine, RunningScenario } from '../engine/engine.ts';
import { registerPatient } from '../engine/initiation.ts';
import { makeDocument } from '../engine/make-document.ts';
import type { Trial } from '../engine/trial.ts';

/** What became of a captured conversation that was played again. */
export interface PlayedCapture {
  /** `undefined` when the system sent nothing. */
  readonly now: CapturedConversation | undefined;
  /** Why it could not be played to its end: a hook that is missing, an error of ours. */
  readonly broken: string | undefined;
}

/** Plays the counterpart of a captured conversation against the engine's system, and waits for as much as came then. */
export async function playCapture(engine: Engine, draft: ScenarioDraft): Promise<PlayedCapture> {
  const { conversation, name, title } = draft;
  const role = conversation.plays === 'sender' ? 'requester' : 'sender';
  const running = await engine.begin({
    ...{ id: 'CAPTURE', title, feature: title, role, basis: 'N', row: draft.name },
    ...{ requirements: [], needs: [], exclusive: false },
  });
  let broken: string | undefined;
  let conversationId: string | undefined;
  if (!running.over) {
    try {
      conversationId = await play(running, conversation, name);
    } catch (error) {
      broken = error instanceof Error ? error.message : String(error);
      running.broke(error);
    }
  }
  const { verdict, reason } = await running.finish();
  if (
    broken === undefined &&
    (verdict === 'error' || verdict === 'skip' || verdict === 'notApplicable')
  )
    broken = reason ?? verdict;
  const now = conversationId === undefined ? undefined : await readNow(engine, conversationId);
  return { now, broken };
}

async function play(
  { trial }: RunningScenario,
  conversation: CapturedConversation,
  name: string,
): Promise<string | undefined> {
  const situation = await trial.load(name);
  if (situation.plays === 'requester') {
    await seed(trial, conversation);
    await situation.start();
  } else {
    await registerPatient(trial, { byUser: conversation.byUser });
  }
  const expected = conversation.messages.filter(
    ({ from, duplicate }) => from === 'system' && !duplicate,
  );
  try {
    await trial.until('as many messages of the system as then', ({ messages }) => {
      const own = messages.filter(({ from, duplicate }) => from === 'system' && !duplicate);
      return own.length >= expected.length ? true : undefined;
    });
  } catch {
    // That fewer came is what the comparison tells.
  }
  await trial.pause(trial.quietMs);
  await trial.settled();
  return trial.transcript().messages[0]?.conversationId;
}

async function seed(trial: Trial, conversation: CapturedConversation): Promise<void> {
  const { documents } = capturedDocuments(conversation);
  const held = await Promise.all(
    documents.map(async ({ name, contentType, bytes = 1000 }) => ({
      fileName: name.replace(/#\d+$/, ''),
      contentType: contentType ?? 'application/octet-stream',
      kind: 'other' as const,
      absent: false,
      ...(await makeDocument(trial, bytes)),
    })),
  );
  await trial.hook('seedRecord', {
    nhsNumber: trial.nhsNumber(),
    record: {
      ...{ registered: 'current', entries: 8, redactedEntries: 0, confidential: false },
      documents: held,
    },
  });
}

function readNow(engine: Engine, id: string): Promise<CapturedConversation | undefined> {
  return capturedConversation(engine.simulator.journal, id, engine.system.partyKey);
}
