import { judgeFrame } from './judge-extract.ts';
import { isComplete, type Reassembly } from './large/reassembly.ts';
import { answer, type RequesterDecision, type RequesterState, stay } from './requester-state.ts';
import {
  type Decided,
  type Outcome,
  report,
  type TransferEffect,
  type TransferEvent,
} from './transfer-event.ts';

type RecordEvent = Extract<
  TransferEvent,
  {
    kind:
      | 'payload-rebuilt'
      | 'payload-not-rebuilt'
      | 'decided'
      | 'record-filed'
      | 'record-not-filed';
  }
>;

/** Goes on to the skeleton, the decision or the filing once every document is here and joined (gp2gp 3.7). */
export function proceed(state: RequesterState): RequesterDecision {
  if (state.phase !== 'receiving' || !isComplete(state.reassembly)) return { state, effects: [] };
  const { early } = state.reassembly;
  const strays = early.map(({ messageId }) =>
    report(`message ${messageId} came and nothing announced it: it is no part of the record`),
  );
  const positions = skeletons(state.reassembly);
  if (positions.length === 0) return decide(state, strays);
  return {
    state: { ...state, phase: 'rebuilding' },
    effects: [...strays, { kind: 'rebuild-payload', positions }],
  };
}

function skeletons({ documents }: Reassembly): readonly number[] {
  return documents.filter(({ skeleton }) => skeleton).map(({ position }) => position);
}

/** What becomes of a record that is whole (gp2gp 4.2, 4.4). */
export function decideRecord(state: RequesterState, event: RecordEvent): RequesterDecision {
  if (state.phase !== PLACE[event.kind]) {
    // A record that was filed after it was refused for the time it took: the other side thinks it is not.
    if (event.kind === 'record-filed') return stay(state, 'the record was filed after its answer');
    return stay(state, `${event.kind} came when nothing waited for it: ignored`);
  }
  switch (event.kind) {
    case 'payload-rebuilt': {
      const judged = judgeFrame(state, event.extract);
      if (judged.verdict === 'refuse') return answer(state, judged.outcome);
      return decide(
        state,
        judged.remarks.map((text) => report(text)),
      );
    }
    case 'payload-not-rebuilt':
      return answer(state, {
        result: event.why === 'compression' ? 'parts-failed' : 'extract-refused',
        code: { content: '21', compression: '31', 'too-large': '30', storage: '99' }[event.why],
        because: event.because,
      });
    case 'decided':
      return carryOut(state, event.decision);
    case 'record-filed':
      return answer(state, FILED[state.decision ?? 'accept'] ?? INTEGRATED);
    case 'record-not-filed': {
      const why = event.why ?? 'refused';
      const because = event.because ?? 'the record could not be filed';
      const code = { attachments: '21', storage: '99', refused: '11' }[why];
      return answer(state, { result: 'extract-refused', code, because });
    }
  }
}

/** The phase in which each event has its place. */
const PLACE: Readonly<Record<RecordEvent['kind'], RequesterState['phase']>> = {
  'payload-rebuilt': 'rebuilding',
  'payload-not-rebuilt': 'rebuilding',
  decided: 'deciding',
  'record-filed': 'filing',
  'record-not-filed': 'filing',
};

const INTEGRATED: Outcome = {
  result: 'integrated',
  code: undefined,
  because: 'the record is filed',
};

/** How a filed record is answered, by what was decided. */
const FILED: Readonly<Partial<Record<Decided, Outcome>>> = {
  suppress: { result: 'integrated', code: '15', because: 'the record is kept hidden' },
  'file-as-attachment': {
    result: 'filed-as-attachment',
    code: '26',
    because: 'the record is kept as a document',
  },
};

function decide(state: RequesterState, before: readonly TransferEffect[]): RequesterDecision {
  const messageId = state.extract?.messageId ?? '';
  if (!state.asksDecision) {
    return {
      state: { ...state, phase: 'filing' },
      effects: [...before, { kind: 'file-record', messageId }],
    };
  }
  return {
    state: { ...state, phase: 'deciding' },
    effects: [...before, { kind: 'ask-decision', messageId }],
  };
}

function carryOut(state: RequesterState, decision: Decided): RequesterDecision {
  const next: RequesterState = { ...state, decision };
  const refuse = (code: string, because: string) =>
    answer(next, { result: 'extract-refused', code, because });
  switch (decision) {
    case 'reject':
      return refuse('11', 'a user refused the record');
    case 'wrong-patient':
      return refuse(state.returning ? '17' : '28', 'the record is of another patient');
    case 'storage-fails':
      return refuse('99', 'the record could not be stored');
    default: {
      const as = {
        accept: 'record',
        suppress: 'suppressed',
        'file-as-attachment': 'document',
      } as const;
      const messageId = state.extract?.messageId ?? '';
      const effect: TransferEffect = { kind: 'file-record', messageId, as: as[decision] };
      return { state: { ...next, phase: 'filing' }, effects: [effect] };
    }
  }
}
