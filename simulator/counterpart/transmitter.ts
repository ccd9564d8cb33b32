import type { MessagePlan } from '../../src/gp2gp/build-message.ts';
import type { Draft } from '../../src/scenario/draft.ts';
import { buildEdited } from '../../src/scenario/edit-message.ts';
import type { MessageFault } from '../../src/scenario/meet-faults.ts';
import { fillNames } from '../../src/scenario/names-in-text.ts';
import type { Conversation, PlayTask, Went } from '../../src/scenario/play-state.ts';
import type { AcknowledgeAction, RepeatAction, SendAction } from '../../src/scenario/step-shape.ts';
import { contractWith } from './contract-with.ts';
import { StepError } from './counterpart-errors.ts';
import { heldBack } from './held-back.ts';
import { type Kept, keepRepeated, postedAgain } from './post-again.ts';
import type { Letter } from './post-office.ts';
import type { RecordedLetter } from './recorded-letters.ts';
import type { SituationRoom } from './situation-room.ts';
import type { CounterpartMessage } from './situation-view.ts';
import { spoil } from './spoil.ts';

type Sending = SendAction | AcknowledgeAction;

/** Sends what actions ask for, one message after the other, with what is wrong with each on purpose. */
export interface Transmitter {
  readonly sent: readonly CounterpartMessage[];
  transmit(action: Sending, task: PlayTask, here: Conversation): Promise<void>;
  repeat(action: RepeatAction, task: PlayTask): Promise<void>;
}

export interface TransmitterParts {
  readonly room: SituationRoom;
  readonly conversations: () => readonly Conversation[];
  readonly isStopped: () => boolean;
  /** A message is about to be sent: whatever answers it must find it known. */
  readonly onWent: (message: Went, patient: string) => void;
  readonly tell: (text: string) => void;
}

export function transmitter(parts: TransmitterParts): Transmitter {
  const { room, conversations, isStopped, onWent, tell } = parts;
  const { file, cast, system, clock, ids, drafts, office, ledger, disturber } = room;
  const sent: CounterpartMessage[] = [];
  const labels = new Map<string, number>();
  const waiting = heldBack(clock, isStopped);
  const kept = keepRepeated(file);

  const labelFor = (wanted: string): string => {
    const count = (labels.get(wanted) ?? 0) + 1;
    labels.set(wanted, count);
    return count === 1 ? wanted : `${wanted}#${count}`;
  };

  /** Where a message goes: into the conversation at hand, a new one, or another patient's. */
  const conversationFor = ({ conversation }: Sending, task: PlayTask): string => {
    if (conversation === 'same') return task.conversationId;
    if (conversation === 'new') return ids.uuid();
    const found = conversations().findLast(({ patient }) => patient === conversation);
    if (found) return found.id;
    throw new StepError(`there is no conversation about ${conversation} yet`);
  };

  const withMessageId = (draft: Draft, wanted: string | undefined): Draft => {
    if (wanted === undefined) return draft;
    if (wanted === 'new') return { ...draft, messageId: ids.uuid() };
    const other = sent.findLast(({ label }) => label === wanted);
    if (other) return { ...draft, messageId: other.messageId };
    throw new StepError(`no message "${wanted}" has been sent whose id could be taken`);
  };

  const planOf = (draft: Draft, { interaction, from }: Sending, conversationId: string) => {
    const action = interaction === undefined ? draft.action : wholeName(interaction);
    const sender = from === 'stranger' ? cast.stranger : cast.counterpart;
    const text = () => draft.payload.toString('utf8').replaceAll(draft.action, action);
    return {
      contract: contractWith(room.world.current(), system, action),
      ...{ conversationId, messageId: draft.messageId, documents: draft.documents },
      ...{ fromPartyKey: sender.partyKey, time: clock.now() },
      payload: action === draft.action ? draft.payload : Buffer.from(text()),
    } satisfies MessagePlan;
  };

  const record = (
    message: Omit<CounterpartMessage, 'outcome' | 'bytes'>,
    outcome: string,
    bytes: number,
  ) => {
    sent.push({ ...message, outcome, bytes });
    const size = bytes > 0 ? `, ${bytes} bytes` : '';
    const why = message.remarks.length > 0 ? ` (${message.remarks.join('; ')})` : '';
    tell(`sent ${message.label}${size}: ${outcome}${why}`);
  };

  const dispatch = async (
    draft: Draft,
    action: Sending,
    patient: string,
    conversationId: string,
  ): Promise<void> => {
    const label = labelFor(action.as ?? draft.label);
    const named = withMessageId({ ...draft, label }, action.messageId);
    const { kind } = named;
    const recorded = await room.recorded?.next(kind, {
      ...{ system, conversationId, newId: () => ids.uuid(), now: clock.now() },
      from: action.from === 'stranger' ? cast.stranger : cast.counterpart,
      contract: contractWith(room.world.current(), system, named.action),
      conversation: conversations().find(({ id }) => id === conversationId),
      nhsNumber: room.patients.numbers.get(patient),
    });
    const { messageId } = recorded ?? named;
    const faults = ledger.meet({ from: 'counterpart', kind, label, conversationId, messageId });
    const spoiled = spoil({ ...named, ...idsOf(recorded) }, faults, () => ids.uuid());
    const plan = planOf(spoiled, action, conversationId);
    const built = recorded
      ? { ...recorded, remarks: ['as it is on record'] }
      : buildEdited(plan, fillNames(action.edit, room.names()));
    const { hl7Id, contentId } = spoiled;
    const went = { label, kind, conversationId, messageId: plan.messageId, hl7Id, contentId };
    const message = { ...went, remarks: [...built.remarks, ...faults.map(remarkOf)] };
    onWent(went, patient);
    const has = (what: MessageFault['do']) => faults.some((fault) => fault.do === what);
    if (has('drop')) {
      room.note(`${label} is dropped: it is never sent`);
      return record(message, 'dropped', 0);
    }
    const { headers, body } = built;
    kept.keep({ label, headers, body, draft: spoiled, contract: plan.contract, conversationId });
    disturber.expect(plan.messageId, faults);
    const letter: Letter = { headers, body, messageId: plan.messageId, contract: plan.contract };
    const post = async () => {
      const as = has('wrong-certificate') ? 'somebody else' : 'itself';
      record(message, await office.post(letter, as), body.length);
    };
    if (has('reorder')) return waiting.hold(conversationId, post);
    await post();
    await waiting.release(conversationId);
  };

  return {
    sent,
    async transmit(action, task, here) {
      const from = action.from === 'stranger' ? cast.stranger : cast.counterpart;
      const ends = { from, to: system };
      const written =
        'send' in action
          ? drafts.send(action, task, here, ends)
          : [drafts.acknowledge(action, task, here, ends)];
      const conversationId = conversationFor(action, task);
      for (const draft of written) {
        if (isStopped()) return;
        await dispatch(draft, action, task.patient, conversationId);
      }
    },
    async repeat(action, task) {
      const known: Kept | undefined = kept.find(action.repeat);
      if (!known) throw new StepError(`"${action.repeat}" is to be repeated, and was never sent`);
      const label = labelFor(action.as ?? action.repeat);
      const { letter, went, remarks } = postedAgain(known, { ...action, label }, () => ids.uuid());
      onWent(went, task.patient);
      record({ ...went, remarks }, await office.post(letter), letter.body.length);
    },
  };
}

function idsOf(letter: RecordedLetter | undefined) {
  if (!letter) return {};
  const { messageId, hl7Id, contentId } = letter;
  return { messageId, hl7Id, contentId };
}

function remarkOf({ do: what }: MessageFault): string {
  return `fault: ${what}`;
}

/** `UK07` is a version of the extract. */
export function wholeName(interaction: string): string {
  return interaction.startsWith('UK') ? `RCMR_IN030000${interaction}` : interaction;
}
