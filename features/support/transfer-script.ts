import assert from 'node:assert/strict';
import { EHR_EXTRACT, EHR_REQUEST } from '../../src/domain/interaction.ts';
import { readEhrRequest, writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import { hl7Time } from '../../src/gp2gp/hl7-time.ts';
import { responseText } from '../../src/gp2gp/response-codes.ts';
import { type SyntheticFacts, synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import { readApplicationAcknowledgement } from '../../src/wire/hl7/application-acknowledgement.ts';
import {
  acknowledgementStyle,
  buildApplicationAcknowledgement,
} from '../../src/wire/hl7/build-application-acknowledgement.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import { writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import type { Transfers } from './transfers.ts';

const ACKNOWLEDGEMENT = 'MCCI_IN010000UK13';

/** Extracts that are wrong in one way, in the words of the scenarios. */
const WRONG_FACTS: Readonly<Record<string, Partial<SyntheticFacts>>> = {
  'about another patient': { nhsNumber: '9990000026' },
  'for another practice': { destinationOds: 'Z99004' },
  'from another practice': { authorOds: 'Z99004' },
  'that names another request': { priorRequestId: '00000000-0000-4000-8000-000000000000' },
};

const PATIENT = '9990000018';

/** Requests that are wrong in one way. */
const WRONG_REQUESTS: Readonly<Record<string, (payload: string) => string>> = {
  'without its id': without(/(<EhrRequest[^>]*>)<id [^>]*\/>/, '$1'),
  'without the NHS number': without(/<recordTarget.*<\/recordTarget>/, ''),
  'without the practice that asks': without(/<author typeCode.*?<\/author>/, ''),
  'without the practice that is asked': without(/<destination.*<\/destination>/, ''),
  'for another practice': without(/(<destination.*?extension=")[^"]*/, '$1Z99004'),
  'from an unknown practice': without(/(<author typeCode.*?extension=")[^"]*/, '$1Z99999'),
};

/** Replaces in a payload. Throws when there is nothing to replace: nothing would be wrong. */
function without(pattern: RegExp, by: string): (payload: string) => string {
  return (payload) => {
    if (!pattern.test(payload)) throw new Error(`the request has no ${pattern.source}`);
    return payload.replace(pattern, by);
  };
}

/** The scripted side of a transfer, as sender or as requester. */
export interface TransferScript {
  /** Accepts the request, or refuses it with a code. */
  answerRequest(code?: string): Promise<void>;
  /** Sends an extract, each time as a new message with a new HL7 id. */
  sendExtract(wrong?: string): Promise<void>;
  /** Answer `number` to what this side has sent accepts or refuses with a code; what it is about is told. */
  answered(code: string | undefined, about: 'request' | 'extract', number: number): Promise<void>;
  /** Asks the bundled practice for a record. */
  ask(of: PracticeName, patient: string): Promise<void>;
  /** Asks with a request that is wrong in this way. */
  askWrongly(of: PracticeName, wrong: string): Promise<void>;
  /** Asks for the same record once more in the same conversation. */
  askAgain(of: PracticeName): Promise<void>;
  /** Accepts the extract that came, or refuses it with a code. */
  answerExtract(code?: string): Promise<void>;
  /** The extract has come once, for the request that was made. */
  extractCame(): Promise<void>;
  /** When everything is delivered, so many extracts have come. */
  extracts(count: number): Promise<void>;
  readonly conversationId: string;
}

export function openTransferScript(transfers: Transfers): TransferScript {
  const sent: { request?: string; extracts: string[] } = { extracts: [] };
  let conversationId = '';
  let requestId = '';
  let asked = '';

  const send = async (
    of: PracticeName,
    patient: string,
    alter: (payload: string) => string = (payload) => payload,
  ) => {
    const practice = await transfers.scripted();
    const id = uuid();
    conversationId ||= id;
    requestId = uuid();
    sent.request ??= id;
    const payload = writeEhrRequest(
      {
        id: requestId,
        nhsNumber: patient,
        requesterOds: PRACTICES[practice.name].ods,
        senderOds: PRACTICES[of].ods,
      },
      {
        hl7Id: id,
        time: new Date(),
        senderAsid: PRACTICES[practice.name].asid,
        receiverAsid: PRACTICES[of].asid,
      },
    );
    await practice.post({
      toPartyKey: PRACTICES[of].partyKey,
      interaction: EHR_REQUEST,
      conversationId,
      messageId: id,
      payload: Buffer.from(alter(payload)),
    });
  };

  const acknowledge = async (interaction: string, code: string | undefined) => {
    const practice = await transfers.scripted();
    const { envelope, payload } = await practice.received(interaction);
    const wrapper = payload && readWrapper(payload);
    assert.ok(wrapper?.ok);
    const [peerAsid] = wrapper.value.senders;
    const id = uuid();
    const content = buildApplicationAcknowledgement('REQ', {
      id,
      creationTime: hl7Time(new Date()),
      messageRef: wrapper.value.id,
      fromAsid: PRACTICES[practice.name].asid,
      toAsid: peerAsid ?? '',
      refusal: code === undefined ? undefined : { code, display: responseText(code) },
    });
    await practice.post({
      toPartyKey: envelope.from.id,
      interaction: ACKNOWLEDGEMENT,
      conversationId: envelope.conversationId,
      messageId: id,
      payload: Buffer.from(writeWrapper(content, undefined, acknowledgementStyle('REQ'))),
    });
  };

  return {
    get conversationId() {
      return conversationId;
    },
    answerRequest: (code) => acknowledge(EHR_REQUEST, code),
    answerExtract: (code) => acknowledge(EHR_EXTRACT, code),
    async sendExtract(wrong) {
      const practice = await transfers.scripted();
      const { envelope, payload } = await practice.received(EHR_REQUEST);
      const request = payload && readEhrRequest(payload);
      const wrapper = payload && readWrapper(payload);
      assert.ok(request?.ok && wrapper?.ok);
      const different = wrong === undefined || wrong === 'cut off' ? {} : WRONG_FACTS[wrong];
      if (!different) throw new Error(`no extract can be written that is ${wrong}`);
      const id = uuid();
      const record = synthesizeRecord(
        { seed: 1 },
        {
          hl7Id: id,
          id,
          time: new Date(),
          senderAsid: PRACTICES[practice.name].asid,
          receiverAsid: wrapper.value.senders[0] ?? '',
          priorRequestId: request.value.id,
          nhsNumber: request.value.nhsNumber,
          authorOds: request.value.senderOds,
          destinationOds: request.value.requesterOds,
          ...different,
        },
      );
      const whole = record.payload;
      sent.extracts.push(id);
      await practice.post({
        toPartyKey: envelope.from.id,
        interaction: EHR_EXTRACT,
        conversationId: envelope.conversationId,
        messageId: id,
        payload: wrong === 'cut off' ? whole.subarray(0, whole.length / 2) : whole,
      });
    },
    async answered(code, about, number) {
      const practice = await transfers.scripted();
      const { payload, envelope } = await practice.received(ACKNOWLEDGEMENT, number);
      const read = payload && readApplicationAcknowledgement(payload);
      assert.ok(read?.ok);
      const { type, messageRef, responseCode } = read.value;
      assert.equal(type, code === undefined ? 'AA' : 'AE');
      assert.equal(responseCode, code);
      assert.equal(messageRef, about === 'request' ? sent.request : sent.extracts.at(-1));
      // Messages between practices do not refer to each other in ebXML (mhs 2.4.4, item 6).
      assert.equal(envelope.refToMessageId, undefined);
    },
    async ask(of, patient) {
      asked = patient;
      await send(of, patient);
    },
    async askWrongly(of, wrong) {
      const alter = WRONG_REQUESTS[wrong];
      if (!alter) throw new Error(`no request can be written ${wrong}`);
      await send(of, PATIENT, alter);
    },
    askAgain: (of) => send(of, asked),
    async extractCame() {
      const practice = await transfers.scripted();
      const { envelope, payload } = await practice.received(EHR_EXTRACT);
      assert.equal(envelope.conversationId, conversationId);
      assert.ok(
        payload?.includes(
          `<priorEhrRequest classCode="EXTRACT" moodCode="RQO"><id root="${requestId}"/>`,
        ),
      );
    },
    async extracts(count) {
      const { journal } = await transfers.simulator();
      const taken = await journal.find({ kind: 'received', service: 'spine', conversationId });
      const passed = taken.filter(
        ({ interaction, facts }) => interaction === EHR_EXTRACT && facts?.taken === true,
      );
      assert.equal(passed.length, count);
      assert.equal((await transfers.scripted()).count(EHR_EXTRACT), count);
    },
  };
}

function uuid(): string {
  return crypto.randomUUID().toUpperCase();
}
