import { proceed } from './finish-record.ts';
import { judgeExtract } from './judge-extract.ts';
import { beginReassembly, NOTHING_YET, partCount } from './large/reassembly.ts';
import { overallTimer } from './overall-timer.ts';
import { adoptEarly } from './receive-parts.ts';
import {
  after,
  answer,
  hasFailed,
  type RequesterDecision,
  type RequesterState,
  stay,
} from './requester-state.ts';
import { type Arrival, report, sameId, type TransferEffect } from './transfer-event.ts';

type ArrivedExtract = Extract<Arrival, { kind: 'extract' }>;

const STOP_WAITING: TransferEffect = { kind: 'stop-timer', timer: 'extract-wait' };

/** An extract came: judges it, asks for its parts, and takes in those that came before it (gp2gp 3.7). */
export function extractArrived(state: RequesterState, message: ArrivedExtract): RequesterDecision {
  if (state.extract && sameId(state.extract.messageId, message.messageId)) {
    return stay(state, 'the same extract came again: ignored');
  }
  if (state.extract && !hasFailed(state)) {
    const refTo = message.hl7Id ?? message.messageId;
    return {
      state,
      effects: [
        report('a second extract came: the first one stands'),
        { kind: 'send-acknowledgement', about: 'extract', refTo, code: '12' },
      ],
    };
  }
  // What has failed stands for nothing: an extract that was sent again may still bring the record.
  const again = state.extract
    ? [report('an extract came after the first one had failed, and is taken')]
    : [];
  const late =
    state.phase === 'ended' && !state.extract ? [report('the extract came late and is taken')] : [];
  const { messageId, hl7Id, interaction, timestamp } = message;
  const seen: RequesterState = {
    ...state,
    extract: { messageId, hl7Id, interaction, timestamp },
    reassembly: state.extract ? NOTHING_YET : state.reassembly,
    waiting: [],
    decision: undefined,
  };
  const judged = judgeExtract(state, message);
  if (judged.verdict === 'refuse') {
    return after([STOP_WAITING, ...again], answer(seen, judged.outcome));
  }
  const remarks = [...judged.remarks, ...remarksOn(message)].map((text) => report(text));
  const before = [STOP_WAITING, ...late, ...again, ...remarks, ...tolerated(message)];
  return after(before, take(seen, message));
}

/** The continue goes out, and the clock of the whole transfer begins to run. */
function take(state: RequesterState, message: ArrivedExtract): RequesterDecision {
  const { reassembly, remarks } = beginReassembly(state.reassembly, message.documents);
  const next: RequesterState = { ...state, phase: 'receiving', outcome: undefined, reassembly };
  const adopted = adoptEarly(next);
  const isLarge = partCount(reassembly) > 0 && adopted.state.phase === 'receiving';
  const effects: TransferEffect[] = [
    ...remarks.map((text) => report(text)),
    overallTimer(next),
    ...(isLarge ? [{ kind: 'send-continue', refTo: message.messageId } as const] : []),
  ];
  return after([...effects, ...adopted.effects], proceed(adopted.state));
}

/** Anchors and documents that do not find each other are told; the record is taken all the same. */
function remarksOn({ extract, documents }: ArrivedExtract): string[] {
  // Of a skeleton the anchors are those of the payload that replaces it.
  if (!extract || documents.some(({ skeleton }) => skeleton)) return [];
  const anchored = new Set(extract.anchors.map(({ id }) => id.toUpperCase()));
  const named = new Set(documents.map(({ documentId }) => documentId?.toUpperCase() ?? ''));
  const remarks: string[] = [];
  const loose = documents.filter(
    ({ documentId }) => !anchored.has(documentId?.toUpperCase() ?? ''),
  );
  if (loose.length > 0) remarks.push(`${loose.length} documents have no anchor in the record`);
  const empty = [...anchored].filter((id) => !named.has(id));
  if (empty.length > 0) remarks.push(`${empty.length} anchors name documents that do not come`);
  return remarks;
}

function tolerated({ documents, messageId, hl7Id }: ArrivedExtract): TransferEffect[] {
  const found: TransferEffect[] = [];
  if (hl7Id !== undefined && !sameId(hl7Id, messageId)) {
    found.push(report('the HL7 id of the extract is not its ebXML id', 'D2'));
  }
  if (documents.some(({ description }) => description === undefined)) {
    found.push(report('a description is only a file name', 'D8'));
  }
  return found;
}
