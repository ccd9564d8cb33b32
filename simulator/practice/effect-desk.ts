import type { TransferEffect, TransferEvent } from '../../src/gp2gp/transfer-event.ts';
import { JournalClosedError } from '../../src/journal/journal-errors.ts';
import type { FilingDecision } from './hooks/hook-schemas.ts';
import type { DocumentDesk } from './large/document-desk.ts';
import type { PracticeMemory } from './practice-memory.ts';
import { writeAcknowledgement, writeContinue, writeRequest } from './practice-messages.ts';
import type { PracticeRoom } from './practice-room.ts';
import type { RecordDesk } from './record-desk.ts';
import type { DirectoryDesk } from './registration/directory-desk.ts';
import {
  brokenLookup,
  type LookupEffect,
  type TransferLookups,
} from './registration/transfer-lookups.ts';
import type { StepAside } from './step-entry.ts';
import type { TimerDesk } from './timer-desk.ts';
import { nhsNumberOf, peerOdsOf, type Transfer } from './transfer-book.ts';
import type { TransferPost } from './transfer-post.ts';

/** Does what a transfer has decided. */
export interface EffectDesk {
  /**
   * Begins an effect; what comes of it comes back as an event. Rejects only for what is the practice's own fault.
   *
   * @param key names the effect for good: the entry that decided it, and its place there
   */
  perform(transfer: Transfer, effect: TransferEffect, key: string): Promise<void>;
}

export interface EffectTools {
  readonly post: TransferPost;
  readonly lookups: TransferLookups;
  readonly directory: DirectoryDesk;
  readonly records: RecordDesk;
  readonly documents: DocumentDesk;
  readonly timers: TimerDesk;
  readonly memory: PracticeMemory;
  readonly dispatch: (transfer: Transfer, event: TransferEvent, aside?: StepAside) => void;
}

export function effectDesk(room: PracticeRoom, tools: EffectTools): EffectDesk {
  const { conduct, logger, service } = room;
  const { post, directory, records, documents, timers, memory, dispatch } = tools;

  const decisionFor = (transfer: Transfer): FilingDecision => {
    const { opening } = transfer;
    const given = opening.role === 'requester' ? opening.nhsNumber : '';
    return memory.decisionFor(nhsNumberOf(transfer)) ?? memory.decisionFor(given) ?? 'accept';
  };

  const lookUp = (transfer: Transfer, effect: LookupEffect): void => {
    const { state } = transfer;
    conduct
      .lookUp({ effect, state }, (asked) => tools.lookups.perform(transfer, asked.effect))
      .then(
        (event) => event && dispatch(transfer, event),
        (error: unknown) => {
          const { conversationId } = transfer;
          logger.error({ service, conversationId, error: String(error) }, 'a lookup broke');
          dispatch(transfer, brokenLookup(effect));
        },
      );
  };

  /** Goes on beside the steps of the transfer. `broken` is what it is told when the practice itself fails. */
  const aside = (
    transfer: Transfer,
    work: Promise<{ readonly event: TransferEvent; readonly aside?: StepAside | undefined }>,
    broken: TransferEvent,
  ): void => {
    work.then(
      (done) => dispatch(transfer, done.event, done.aside),
      (error: unknown) => {
        const { conversationId } = transfer;
        // Stopping ends what is under way; after the next start it is taken up again.
        if (!(error instanceof JournalClosedError))
          logger.error({ service, conversationId, error: String(error) }, 'an effect broke');
        dispatch(transfer, broken);
      },
    );
  };

  return {
    async perform(transfer, effect, key) {
      switch (effect.kind) {
        case 'send-request':
          return post.leave(transfer, {
            about: 'request',
            effect: key,
            make: () => writeRequest(room, directory, memory, transfer),
          });
        case 'send-acknowledgement':
          return post.leave(transfer, {
            about: 'acknowledgement',
            effect: key,
            make: () =>
              writeAcknowledgement(room, directory, transfer, answeredOds(transfer), {
                role: 'acknowledgement',
                ...effect,
              }),
          });
        case 'send-continue':
          return post.leave(transfer, {
            about: 'continue',
            effect: key,
            make: () => writeContinue(room, directory, transfer, effect.refTo),
          });
        case 'send-extract':
          return post.leave(transfer, {
            about: 'extract',
            messageId: transfer.sending?.ids.messageId,
            effect: key,
            make: () => records.extract(transfer),
          });
        case 'send-fragment':
          return post.leave(transfer, {
            about: 'fragment',
            messageId: effect.messageId,
            effect: key,
            make: () => records.part(transfer, effect.messageId),
          });
        case 'retrieve-patient':
        case 'update-registration':
        case 'look-up-system':
          // Takes its time: what comes in meanwhile is not held up.
          return lookUp(transfer, effect);
        case 'find-record':
          return aside(transfer, records.find(transfer, effect.nhsNumber), {
            kind: 'record-failed',
            why: 'unexpected',
          });
        case 'join-document':
          return aside(transfer, documents.join(transfer, effect.position), {
            kind: 'document-not-joined',
            position: effect.position,
            why: 'storage',
            because: 'the practice itself failed',
          });
        case 'rebuild-payload':
          return aside(transfer, documents.rebuild(transfer, effect.positions), {
            kind: 'payload-not-rebuilt',
            why: 'storage',
            because: 'the practice itself failed',
          });
        case 'ask-decision': {
          transfer.deciding = true;
          const decision = decisionFor(transfer);
          if (decision === 'undecided') return;
          transfer.deciding = false;
          return dispatch(transfer, { kind: 'decided', decision });
        }
        case 'file-record':
          return aside(transfer, documents.file(transfer, effect.messageId), {
            kind: 'record-not-filed',
            why: 'storage',
          });
        case 'start-timer':
          return timers.start(transfer, effect);
        case 'stop-timer':
          return timers.stop(transfer, effect.timer);
        case 'report': {
          const { text, deviation } = effect;
          const { conversationId } = transfer;
          logger.info({ service, conversationId, ...(deviation && { deviation }) }, text);
        }
      }
    },
  };
}

/** Whom an acknowledgement is for: the other practice, and where its code is not known what its party key begins with. */
function answeredOds(transfer: Transfer): string {
  return peerOdsOf(transfer) || (transfer.known?.partyKey.split('-')[0] ?? '');
}
