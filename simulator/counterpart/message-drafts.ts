import { EHR_EXTRACT, EHR_EXTRACT_WITH_REDACTIONS } from '../../src/domain/interaction.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import { nearest } from '../../src/platform/nearest.ts';
import type { Random } from '../../src/platform/random.ts';
import {
  type Draft,
  type DraftIds,
  draftAcknowledgement,
  draftContinue,
  draftPart,
  draftRequest,
  type Ends,
} from '../../src/scenario/draft.ts';
import { inOrder } from '../../src/scenario/in-order.ts';
import type { RecordInPlay } from '../../src/scenario/play-record.ts';
import type { Conversation, PlayTask, Went } from '../../src/scenario/play-state.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { AcknowledgeAction, SendAction } from '../../src/scenario/step-shape.ts';
import type { WirePart } from '../../src/scenario/wire-part.ts';
import { StepError } from './counterpart-errors.ts';
import type { RecordBook } from './record-book.ts';

export interface DraftParts {
  readonly file: ScenarioFile;
  readonly ids: Ids;
  readonly random: Random;
  readonly clock: Clock;
  readonly numbers: ReadonlyMap<string, string>;
  readonly records: RecordBook;
  /** Position of a conversation, for the ids of its record. */
  readonly positionOf: (conversationId: string) => number;
}

/** Writes what an action asks for, one message at a time, so that never more than one lies in memory. */
export interface MessageDrafts {
  send(action: SendAction, task: PlayTask, here: Conversation, ends: Ends): Iterable<Draft>;
  acknowledge(action: AcknowledgeAction, task: PlayTask, here: Conversation, ends: Ends): Draft;
}

export function messageDrafts(parts: DraftParts): MessageDrafts {
  const { file, ids, clock, numbers, records, positionOf, random } = parts;
  const freshIds = (): DraftIds => {
    const messageId = ids.uuid();
    return { messageId, hl7Id: file.ids.hl7 === 'same' ? messageId : ids.uuid() };
  };

  const writeRecord = (here: Conversation, ends: Ends) => {
    const own = freshIds();
    const extractId = file.ids.extract === 'same' ? own.messageId : ids.uuid();
    const asked = here.came.findLast(({ what }) => what === 'request');
    const requestId = asked?.contentId ?? ids.uuid();
    const time = clock.now();
    const extract = { ...own, extractId, requestId, ends, time };
    const record = records.write(here.patient, positionOf(here.id), extract);
    return { record, own, extractId };
  };

  // The parts of a record stay what they are, however often its extract is sent.
  const known = new Map<string, RecordInPlay['parts']>();
  const draftExtract = (here: Conversation, ends: Ends): Draft => {
    const { record, own, extractId } = writeRecord(here, ends);
    // What follows belongs to the first extract: a skeleton's content names its ids.
    if (!known.has(here.id)) known.set(here.id, record.parts);
    const action =
      record.interaction === EHR_EXTRACT_WITH_REDACTIONS ? record.interaction : EHR_EXTRACT;
    return {
      ...{ kind: 'extract', label: 'extract', action, ...own, contentId: extractId },
      payload: record.core,
      documents: record.announced(),
    };
  };

  const partsFor = (here: Conversation, ends: Ends): readonly WirePart[] => {
    const found = known.get(here.id) ?? writeRecord(here, ends).record.parts;
    known.set(here.id, found);
    return found;
  };

  return {
    *send(action, task, here, ends) {
      const time = clock.now();
      switch (action.send) {
        case 'request': {
          const nhsNumber = numbers.get(here.patient) ?? '';
          const facts = { requestId: ids.uuid(), nhsNumber, time };
          const layout = action.layout ?? file.forms.request;
          yield draftRequest(ends, freshIds(), facts, { layout, user: action.user ?? false });
          return;
        }
        case 'extract':
          yield draftExtract(here, ends);
          return;
        case 'continue': {
          const about = here.came.findLast(({ what }) => what === 'extract');
          const { refTo = 'message-id' } = action;
          const named =
            about &&
            {
              'message-id': about.messageId,
              'hl7-id': about.hl7Id,
              'extract-id': about.contentId,
              unknown: undefined,
            }[refTo];
          yield draftContinue(ends, freshIds(), { refTo: named ?? ids.uuid(), time });
          return;
        }
        default: {
          const all = partsFor(here, ends);
          const empty = action.content === 'none';
          for (const part of chosenOf(all, action, task, random)) {
            yield draftPart(ends, part, clock.now(), file.forms.fragments, empty);
          }
        }
      }
    },
    acknowledge(action, task, here, ends) {
      const target = targetOf(action, task, here);
      const { refTo } = action;
      const named =
        target &&
        {
          'hl7-id': target.hl7Id ?? target.messageId,
          'message-id': target.messageId,
          'extract-id': target.contentId,
          unknown: undefined,
        }[refTo];
      const kind = ACKNOWLEDGES[target?.kind ?? ''] ?? 'acknowledgement';
      return draftAcknowledgement(
        ends,
        freshIds(),
        {
          ...{ kind, label: kind, messageRef: named ?? ids.uuid() },
          ...{ time: clock.now(), form: file.forms.acknowledgements },
        },
        action,
      );
    },
  };
}

const ACKNOWLEDGES: Readonly<Record<string, Went['kind']>> = {
  request: 'request-acknowledgement',
  extract: 'final-acknowledgement',
  fragment: 'fragment-acknowledgement',
  index: 'fragment-acknowledgement',
};

interface Target {
  readonly kind: string;
  readonly messageId: string;
  readonly hl7Id: string | undefined;
  readonly contentId: string | undefined;
}

/** What an acknowledgement is about: what came, or what was sent where nothing such came. */
function targetOf(
  { acknowledge }: AcknowledgeAction,
  { about }: PlayTask,
  { came, went }: Conversation,
): Target | undefined {
  if (acknowledge === 'unknown') return undefined;
  const labelled = went.findLast(({ label }) => label === acknowledge);
  const [, what = acknowledge, number] = /^(fragment) (\d+)$/.exec(acknowledge) ?? [];
  const fitting = came.filter((each) => each.what === what);
  const numbered = number === undefined ? undefined : fitting[Number(number) - 1];
  const atHand = about?.what === what ? about : undefined;
  const found = numbered ?? atHand ?? fitting.at(-1);
  if (found) return { ...found, kind: found.what };
  if (labelled) return labelled;
  throw new StepError(`"${acknowledge}" is to be acknowledged, and there is none`);
}

/** The parts that an action sends, in its order. */
function chosenOf(
  all: readonly WirePart[],
  action: SendAction,
  { patient }: PlayTask,
  random: Random,
): readonly WirePart[] {
  if (action.send === 'fragments') return inOrder(all, action, random);
  const found = all.find(({ label }) => label === action.send);
  if (found) return [found];
  const close = nearest(
    action.send,
    all.map(({ label }) => label),
  );
  const hint = close === undefined ? 'it has none' : `did you mean "${close}"?`;
  throw new StepError(`the record of ${patient} has no message "${action.send}": ${hint}`);
}
