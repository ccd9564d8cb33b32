import { SystemDeviation } from '../../conformance/engine/departures.ts';
import type { PlayedSituation } from '../../conformance/engine/situation.ts';
import type { Trial } from '../../conformance/engine/trial.ts';
import type { TransferStatus } from '../../conformance/sut/hook-calls.ts';
import { sutProfile } from '../../conformance/sut/sut-profile.ts';
import type { CounterpartRecord } from '../../simulator/counterpart/situation-view.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';

export interface Script {
  /** Everything that is on record when the verb looks. */
  readonly messages: readonly TranscriptMessage[];
  readonly status?: TransferStatus;
  readonly record?: CounterpartRecord;
  readonly timers?: 'contract' | 'fixed';
}

export interface ScriptedTrial {
  readonly trial: Trial;
  readonly chosen: readonly string[];
  readonly accounted: readonly number[];
}

/** As little of an envelope as tells when the message was written. */
function envelopeOf(at: string): Buffer {
  const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
  const eb = 'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd';
  return Buffer.from(
    `<s:Envelope xmlns:s="${soap}" xmlns:eb="${eb}"><s:Header><eb:MessageHeader><eb:MessageData>` +
      `<eb:Timestamp>${at}</eb:Timestamp></eb:MessageData></eb:MessageHeader></s:Header><s:Body/></s:Envelope>`,
  );
}

const PATIENT = '9990000018';

/** A trial in which all has happened already: what is not on record will not come. */
export function scriptedTrial(script: Script): ScriptedTrial {
  const chosen: string[] = [];
  const accounted: number[] = [];
  const canaries = new Set<string>();
  const messagesOf = (name?: string) =>
    name !== undefined && canaries.has(name) ? CANARY : script.messages;
  const situation = {
    file: 'scripted',
    patients: new Map([['patient', PATIENT]]),
    counterpart: { odsCode: 'Z99901', partyKey: 'Z99901-900001', asid: '999000000001' },
    sent: () =>
      script.messages
        .filter(({ from }) => from !== 'system')
        .map(({ messageId, conversationId, role }) => ({
          label: messageId,
          messageId,
          hl7Id: messageId,
          conversationId,
          kind: role,
        })),
    record: () => script.record,
  } as unknown as PlayedSituation;
  const trial = {
    head: { role: 'requester', basis: 'A' },
    system: sutProfile.parse({
      ...{ name: 'scripted', odsCode: 'Z99902', partyKey: 'Z99902-900002' },
      ...{ asid: '999000000002', fqdn: 'system.test', endpoint: 'https://system.test/' },
      timers: script.timers ?? 'contract',
    }),
    patienceMs: 5000,
    journal: { get: async () => undefined },
    bytesOf: async (sequence: number) =>
      envelopeOf(script.messages.find((each) => each.sequence === sequence)?.at ?? ''),
    quietMs: 0,
    load: async (_file: string, { as = '' } = {}) => {
      canaries.add(as);
      return situation;
    },
    situation: () => situation,
    situations: () => new Map([['scripted', situation]]),
    nhsNumber: () => PATIENT,
    hook: async (name: string) =>
      name === 'transferStatus' ? (script.status ?? { state: 'none' }) : { accepted: true },
    transcript: (name?: string) => ({ messages: messagesOf(name) }),
    settled: async () => undefined,
    pause: async () => undefined,
    until: async <T>(
      what: string,
      find: (transcript: { readonly messages: readonly TranscriptMessage[] }) => T | undefined,
      { in: name }: { readonly in?: string } = {},
    ) => {
      const found = find({ messages: messagesOf(name) });
      if (found !== undefined) return found;
      throw new SystemDeviation({ expected: what, observed: 'nothing' });
    },
    lookUntil: async <T>(what: string, look: () => Promise<T | undefined>) => {
      const found = await look();
      if (found !== undefined) return found;
      throw new SystemDeviation({ expected: what, observed: 'not so' });
    },
    account: (...messages: readonly TranscriptMessage[]) =>
      void accounted.push(...messages.map(({ sequence }) => sequence)),
    measured: () => undefined,
    observed: () => undefined,
    chose: (text: string) => void chosen.push(text),
    tolerated: () => undefined,
    warned: () => undefined,
  } as unknown as Trial;
  return { trial, chosen, accounted };
}

/** One message on record; what is not given does not matter. */
export function message(
  sequence: number,
  role: TranscriptMessage['role'],
  more: Partial<TranscriptMessage> = {},
): TranscriptMessage {
  return {
    sequence,
    at: new Date(1_800_000_000_000 + sequence * 1000).toISOString(),
    from: 'system',
    to: '',
    role,
    interaction: '',
    conversationId: 'C1',
    messageId: `M${sequence}`,
    hl7Id: `M${sequence}`,
    extractId: undefined,
    requestId: undefined,
    nhsNumber: undefined,
    bytes: 1000,
    taken: true,
    duplicate: false,
    acknowledgement: undefined,
    references: [],
    findings: [],
    ...more,
  };
}

/** The system's answer to the message with that sequence. */
export function answer(
  sequence: number,
  about: number,
  code?: string,
  role: TranscriptMessage['role'] = 'final-acknowledgement',
): TranscriptMessage {
  return message(sequence, role, {
    acknowledgement: {
      typeCode: code === undefined ? 'AA' : 'AE',
      code,
      codeAsWritten: code,
      codeIn: code === undefined ? undefined : 'reason',
      refTo: `M${about}`,
      names: 'hl7-id',
      about,
    },
  });
}

const CANARY: readonly TranscriptMessage[] = [
  message(901, 'extract', { from: 'counterpart' }),
  answer(902, 901),
];
