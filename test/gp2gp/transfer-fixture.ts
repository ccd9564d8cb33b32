import type { ExtractFrame } from '../../src/gp2gp/ehr-extract.ts';
import { newRequester, type RequesterState } from '../../src/gp2gp/requester-state.ts';
import { newSender, type SenderState } from '../../src/gp2gp/sender-state.ts';
import { decide, type TransferState } from '../../src/gp2gp/transfer.ts';
import type {
  Arrival,
  PatientFacts,
  TransferEffect,
  TransferEvent,
} from '../../src/gp2gp/transfer-event.ts';

export const CONVERSATION = '11111111-AAAA-4AAA-8AAA-000000000001';
export const REQUEST_HL7 = '11111111-AAAA-4AAA-8AAA-000000000002';
export const EHR_REQUEST_ID = '22222222-BBBB-4BBB-8BBB-000000000001';
export const EXTRACT_MESSAGE = '44444444-DDDD-4DDD-8DDD-000000000001';
export const EXTRACT_HL7 = '44444444-DDDD-4DDD-8DDD-000000000002';
export const EXTRACT_ID = '55555555-EEEE-4EEE-8EEE-000000000001';

export const FRAME: ExtractFrame = {
  interaction: 'RCMR_IN030000UK06',
  id: EXTRACT_ID,
  nhsNumber: '9990000018',
  authorOds: 'Z99002',
  destinationOds: 'Z99001',
  priorRequestId: EHR_REQUEST_ID,
  anchors: [],
  folders: 1,
  compositions: 1,
  redactions: 0,
};

export function requester(facts: Partial<Parameters<typeof newRequester>[0]> = {}): RequesterState {
  return newRequester({
    conversationId: CONVERSATION,
    request: { messageId: CONVERSATION, hl7Id: REQUEST_HL7, ehrRequestId: EHR_REQUEST_ID },
    nhsNumber: '9990000018',
    ownOds: 'Z99001',
    senderOds: 'Z99002',
    ...facts,
  });
}

export function sender(facts: Partial<Parameters<typeof newSender>[0]> = {}): SenderState {
  return newSender({ conversationId: CONVERSATION, ownOds: 'Z99002', ...facts });
}

/** PDS tells that the patient is registered with a practice. */
export function patientRetrieved(facts: Partial<PatientFacts> = {}): TransferEvent {
  return {
    kind: 'patient-retrieved',
    patient: {
      nhsNumber: '9990000018',
      practice: 'Z99002',
      practiceBefore: undefined,
      deceased: false,
      removal: undefined,
      sensitive: false,
      ...facts,
    },
  };
}

export function extractArrives(
  frame: Partial<ExtractFrame> = {},
  rest: Partial<Extract<Arrival, { kind: 'extract' }>> = {},
): TransferEvent {
  return arrived({
    kind: 'extract',
    messageId: EXTRACT_MESSAGE,
    hl7Id: EXTRACT_HL7,
    extract: { ...FRAME, ...frame },
    fault: undefined,
    interaction: 'RCMR_IN030000UK06',
    documents: [],
    ...rest,
  });
}

export function requestArrives(
  rest: Partial<Extract<Arrival, { kind: 'request' }>> = {},
): TransferEvent {
  return arrived({
    kind: 'request',
    messageId: CONVERSATION,
    hl7Id: REQUEST_HL7,
    request: {
      id: EHR_REQUEST_ID,
      nhsNumber: '9990000018',
      requesterOds: 'Z99001',
      senderOds: 'Z99002',
    },
    fault: undefined,
    requesterKnown: true,
    ...rest,
  });
}

export function acknowledgementArrives(
  refTo: string,
  typeCode: string | null = 'AA',
  code?: string,
): TransferEvent {
  return arrived({
    kind: 'acknowledgement',
    messageId: '99999999-9999-4999-8999-000000000001',
    hl7Id: '99999999-9999-4999-8999-000000000001',
    typeCode: typeCode ?? undefined,
    refTo,
    code,
  });
}

export function arrived(message: Arrival): TransferEvent {
  return { kind: 'arrived', message };
}

export const RECORD_FOUND: TransferEvent = {
  kind: 'record-found',
  extract: { messageId: EXTRACT_MESSAGE, hl7Id: EXTRACT_HL7, ehrExtractId: EXTRACT_ID },
};

/** Plays events one after the other; the effects are those of all of them, without reports. */
export function play(
  state: TransferState,
  ...events: readonly TransferEvent[]
): { readonly state: TransferState; readonly effects: readonly TransferEffect[] } {
  let now: TransferState = state;
  const effects: TransferEffect[] = [];
  for (const event of events) {
    const decision = decide(now, event);
    now = decision.state;
    effects.push(...decision.effects.filter(({ kind }) => kind !== 'report'));
  }
  return { state: now, effects };
}

/** Effects in short: `send-acknowledgement extract AA`, `start-timer extract-wait`. */
export function brief(effects: readonly TransferEffect[]): readonly string[] {
  return effects.map((effect) => {
    if (effect.kind === 'send-acknowledgement') {
      return `${effect.kind} ${effect.about} ${effect.code ?? 'AA'} ${effect.refTo}`;
    }
    if (effect.kind === 'look-up-system') return `${effect.kind} ${effect.odsCode}`;
    switch (effect.kind) {
      case 'start-timer': {
        const parts = effect.timer === 'overall' ? ` ${effect.parts}` : '';
        return `${effect.kind} ${effect.timer}${parts}`;
      }
      case 'stop-timer':
        return `${effect.kind} ${effect.timer}`;
      case 'send-fragment':
        return `${effect.kind} ${effect.messageId}`;
      case 'join-document':
        return `${effect.kind} ${effect.position}`;
      case 'rebuild-payload':
        return `${effect.kind} ${effect.positions.join(' ')}`;
      case 'file-record':
        return effect.as === undefined ? effect.kind : `${effect.kind} ${effect.as}`;
      default:
        return effect.kind;
    }
  });
}
