import {
  PDS_QUERY_SERVICE,
  PDS_SERVICE,
} from '../../../src/demographics/hl7v3/client/client-names.ts';
import { reasonLine } from '../../../src/demographics/hl7v3/client/pds-reason.ts';
import {
  readUpdateAnswer,
  type UpdateAnswer,
} from '../../../src/demographics/hl7v3/client/read-update-answer.ts';
import type { RetrievedPerson } from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import type { GpMessage } from '../../../src/gp2gp/read-message.ts';
import type { HttpClient } from '../../../src/platform/http-client.ts';
import type { EbxmlMessage } from '../../../src/wire/ebxml/ebxml-message.ts';
import { judgeSignal } from '../../mhs/judge-attempt.ts';
import { type Outbox, refOf } from '../../mhs/outbox.ts';
import type { PracticeRoom } from '../practice-room.ts';
import type { Retrieval } from './judge-retrieval.ts';
import type { Patience } from './patience.ts';
import { pendingUpdates, type UpdateOutcome } from './pending-updates.ts';
import { registerPatient } from './register-patient.ts';
import { retrievePatient } from './retrieve-patient.ts';
import type { SdsClient } from './sds-client.ts';

/** A practice's side of PDS (pds-identity 1.7, 1.8). Answers `undefined` after a reset or at the end. */
export interface PdsClient {
  retrieve(nhsNumber: string, conversationId: string): Promise<Retrieval | undefined>;
  /** Registers a patient with this practice, from what was retrieved just now. */
  register(person: RetrievedPerson, conversationId: string): Promise<UpdateOutcome | undefined>;
  /** Takes a message of PDS that came to the listener. Never rejects. */
  take(message: GpMessage): Promise<void>;
  /** Takes a signal that came to the listener. `false` when no update that waits is meant. */
  settle(signal: EbxmlMessage): boolean;
  /** Forgets what it waits for; the patience is the caller's to end. */
  forget(): void;
}

/** Whether a message comes from PDS rather than from another practice. */
export function isFromPds({ service }: EbxmlMessage): boolean {
  return service === PDS_SERVICE || service === PDS_QUERY_SERVICE;
}

export function pdsClient(
  room: PracticeRoom,
  parts: {
    readonly client: Pick<HttpClient, 'post'>;
    readonly outbox: Pick<Outbox, 'send'>;
    readonly patience: Patience;
    readonly sds: Pick<SdsClient, 'find'>;
  },
): PdsClient {
  const { clock, journal, logger, service } = room;
  const pending = pendingUpdates();

  const remark = async ({ envelope }: GpMessage, conversationId: string, text: string) => {
    const { messageId, action } = envelope;
    const at = clock.now().toISOString();
    const summary = `${action} ${text}: ignored`;
    try {
      await journal.append({ kind: 'note', at, service, summary, conversationId, messageId });
    } catch (error) {
      logger.error({ service, messageId, error: String(error) }, 'a remark is not on record');
    }
  };

  return {
    retrieve: (nhsNumber, conversationId) =>
      retrievePatient(room, parts.client, parts.patience, { nhsNumber, conversationId }),
    register: (person, conversationId) =>
      registerPatient(room, { ...parts, pending }, { person, conversationId }),
    async take(message) {
      const { envelope, payload } = message;
      const { spine } = room.world.current();
      if (envelope.from.id.toUpperCase() !== spine.partyKey.toUpperCase()) {
        // Spine forwards what any party sends; only Spine itself answers for PDS.
        await remark(message, envelope.conversationId, `comes from ${envelope.from.id}`);
        return;
      }
      const read = payload && readUpdateAnswer(payload);
      const answer = read?.ok ? read.value : undefined;
      const update = pending.find(envelope.refToMessageId, answer?.messageRef);
      if (!update) {
        const before = answer && pending.answeredBefore(answer);
        const text = before ? 'came again' : 'answers nothing that waits';
        await remark(message, before ?? envelope.conversationId, text);
        return;
      }
      const why = read && !read.ok ? read.failure.message : 'it has no payload';
      update.settle(
        answer
          ? outcomeOf(answer)
          : { kind: 'failed', because: `PDS's answer cannot be read: ${why}` },
      );
    },
    settle(signal) {
      const update = pending.find(refOf(signal));
      const judged = update && judgeSignal(signal);
      if (!update || !judged) return false;
      if (judged.outcome !== 'acknowledged') {
        update.settle({ kind: 'failed', because: `PDS did not take the update: ${judged.detail}` });
      }
      return true;
    },
    forget: () => pending.forget(),
  };
}

function outcomeOf(answer: UpdateAnswer): UpdateOutcome {
  if (answer.kind === 'updated') return { kind: 'updated', serialNumber: answer.serialNumber };
  return { kind: 'refused', because: `PDS: ${reasonLine(answer.reasons)}` };
}
