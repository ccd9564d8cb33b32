import { createHash } from 'node:crypto';
import { parseNhsNumber } from '../src/domain/nhs-number.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';
import type { ControlParts, TransferOrder, TransferView } from './doors/control-parts.ts';
import type { PatientPlacement } from './patient-placement.ts';
import { NoSenderError, UnknownPracticeError } from './practice/practice-errors.ts';
import type { Practice, TransferView as PracticeView } from './practice/practice-room.ts';
import type { PatientRecord, RecordShelf } from './practice/record-source.ts';

/** An order with a number that is no NHS number. */
export class NotAnNhsNumberError extends SimulatorError {
  readonly code = 'SIM_NOT_AN_NHS_NUMBER';
  readonly remedy =
    'Give ten digits with a right check digit; test numbers begin with 999, for example 9990000018.';

  constructor(text: string) {
    super(`"${text}" is not an NHS number`);
  }
}

/** What the board does beside asking practices, where there is a register of patients. */
export interface BoardTools {
  readonly patients: PatientPlacement;
  /** Puts on record that a patient was registered or moved for an order. */
  readonly remark: (text: string) => Promise<unknown>;
}

/** The part of the control API that plays record transfers between bundled practices. */
export function transferBoard(
  practices: ReadonlyMap<string, Practice>,
  shelves: ReadonlyMap<string, RecordShelf>,
  tools?: BoardTools,
): Pick<ControlParts, 'startTransfer' | 'transfers' | 'transfer'> {
  // Both sides of a transfer may be ours: the requester's view is the one that tells the end.
  const all = () => {
    const views = new Map<string, TransferView>();
    for (const { odsCode, transfers } of practices.values()) {
      for (const view of transfers()) {
        if (view.role === 'sender' && views.has(view.conversationId)) continue;
        views.set(view.conversationId, viewOf(odsCode, view));
      }
    }
    return [...views.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  };
  return {
    async startTransfer(order) {
      const { from, to, patient, asRegistered = false } = order;
      if (!parseNhsNumber(patient)) throw new NotAnNhsNumberError(patient);
      const requester = practices.get(to);
      if (!requester) throw new UnknownPracticeError(to, [...practices.keys()]);
      if (from === undefined && !asRegistered) throw new NoSenderError(to);
      if (from !== undefined) requester.checkSender(from);
      if (from !== undefined && !asRegistered) {
        const done = tools?.patients.ensureAt(patient, from);
        if (done !== undefined) await tools?.remark(done);
      }
      // A record for the patient is only invented where the sender is ours; a real system has its own.
      const holder = asRegistered ? (tools?.patients.practiceOf(patient) ?? from) : from;
      if (holder !== undefined) shelves.get(holder)?.put(patient, recordFor(order));
      return { conversationId: await requester.request({ patient, fromOds: from }) };
    },
    transfers: all,
    transfer: (conversationId) =>
      all().find((view) => view.conversationId === conversationId.toUpperCase()),
  };
}

/** The same order always gives the same record. */
export function recordFor({ patient, attachments, size }: TransferOrder): PatientRecord {
  const seed = createHash('sha256')
    .update(`${patient} ${attachments} ${size}`)
    .digest()
    .readUInt32BE();
  return {
    kind: 'synthetic',
    options: {
      seed,
      attachments: { count: attachments },
      ...(size === undefined ? {} : { payloadBytes: size }),
    },
  };
}

function viewOf(odsCode: string, view: PracticeView): TransferView {
  const { conversationId, role, withOds, state, outcome, messages, startedAt, updatedAt } = view;
  return {
    conversationId,
    from: role === 'requester' ? withOds : odsCode,
    to: role === 'requester' ? odsCode : withOds,
    state,
    done: outcome !== undefined,
    startedAt,
    updatedAt,
    facts: {
      role,
      outcome: outcome?.result ?? null,
      code: outcome?.code ?? null,
      because: outcome?.because ?? null,
      messages: messages.length,
    },
  };
}
