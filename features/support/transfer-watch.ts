import assert from 'node:assert/strict';
import type { PatientRecord } from '../../simulator/practice/record-source.ts';
import { wholeOf } from '../../src/gp2gp/content.ts';
import { type GpMessage, readMessage } from '../../src/gp2gp/read-message.ts';
import type { AttachmentPlan, RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import { synthesizeRecord } from '../../src/gp2gp/synthetic-record.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { PRACTICE_NAMES, PRACTICES, type PracticeName } from './cast.ts';
import { readRealExtract } from './real-extracts.ts';
import type { Transfers } from './transfers.ts';

/** What is transferred: the payload where it is known beforehand, and the documents. */
export interface ExpectedRecord {
  readonly payload: Uint8Array | undefined;
  readonly attachments: readonly Pick<RecordAttachment, 'bytes' | 'fileName'>[];
}

/** Sets up bundled practices and watches the transfer of a record between them. */
export interface TransferWatch {
  /** The practice holds an invented record. */
  hold(practice: PracticeName, patient: string, attachments: AttachmentPlan): Promise<void>;
  /** The practice does not know the patient. */
  holdNothing(practice: PracticeName, patient: string): Promise<void>;
  /**
   * Has Hillside send Riverside a real extract as it is in its file, with the documents of another where
   * that is given. Resolves with the reason when the sample is not to be had.
   */
  transferReal(file: string, documents: string | undefined): Promise<string | undefined>;
  /** Starts a transfer by way of the requesting practice. */
  ask(requester: PracticeName, sender: PracticeName, patient: string): Promise<void>;
  /** Starts a transfer from whichever practice PDS names. */
  askAsRegistered(requester: PracticeName, patient: string): Promise<void>;
  readonly conversationId: string;
  /** The transfer has ended for the practice with this result, and this code where it failed. */
  ended(practice: PracticeName, result: string, code: string | undefined): Promise<void>;
  /** The record is filed at the practice as its sender sent it: payload and documents byte for byte. */
  filed(practice: PracticeName): Promise<void>;
  /** The record has come to the practice as its sender held it, whatever the practice made of it. */
  arrived(practice: PracticeName): Promise<void>;
  /** The practice has got to this state of the transfer by this event. */
  reached(practice: PracticeName, state: string, event: string): Promise<void>;
  /** The practice has put this remark on a step of the transfer. */
  remarked(practice: PracticeName, text: string): Promise<void>;
  /** Spine has taken exactly these messages in the conversation, in this order. */
  exchanged(rows: readonly (readonly [practice: string, interaction: string])[]): Promise<void>;
}

export function openTransferWatch(
  transfers: Transfers,
  scriptedConversation: () => string,
): TransferWatch {
  let conversation: string | undefined;
  let expected: ExpectedRecord = { payload: undefined, attachments: [] };
  const conversationId = () => conversation ?? scriptedConversation();

  const shelfOf = async (practice: PracticeName) => {
    const { shelves } = await transfers.simulator();
    const shelf = shelves.get(transfers.odsOf(practice));
    assert.ok(shelf, `${practice} is no bundled practice`);
    return shelf;
  };
  const put = async (practice: PracticeName, patient: string, record: PatientRecord) => {
    (await shelfOf(practice)).put(patient, record);
  };
  const ask = async (requester: PracticeName, sender: PracticeName, patient: string) => {
    const { practices } = await transfers.simulator();
    const practice = practices.get(transfers.odsOf(requester));
    assert.ok(practice, `${requester} is no bundled practice`);
    conversation = await practice.request({ patient, fromOds: transfers.odsOf(sender) });
  };
  const messageOf = async ({ request }: Entry): Promise<GpMessage> => {
    const { journal } = await transfers.simulator();
    assert.ok(request?.body);
    const contentType = headerValue(request.headers, 'Content-Type');
    const read = readMessage(contentType, await journal.readBody(request.body));
    assert.ok(read.ok);
    return read.value;
  };
  const extractAt = (service: string) =>
    transfers.entry(`the extract at ${service}`, (entry) => isExtractAt(entry, service));
  const isExtractAt = (entry: Entry, service: string) =>
    entry.kind === 'received' &&
    entry.service === service &&
    entry.conversationId === conversationId() &&
    entry.interaction?.startsWith('RCMR_IN03') === true;

  return {
    async hold(practice, patient, attachments) {
      const options = { seed: 7, attachments };
      // The documents depend on the seed alone, the payload on the request too.
      expected = {
        payload: undefined,
        attachments: synthesizeRecord(options, ANY_TRANSFER).attachments,
      };
      await put(practice, patient, { kind: 'synthetic', options });
    },
    async holdNothing(practice, patient) {
      (await shelfOf(practice)).remove(patient);
    },
    async transferReal(file, documents) {
      const sample = await readRealExtract(file);
      const other = documents === undefined ? sample : await readRealExtract(documents);
      if (typeof sample === 'string') return sample;
      if (typeof other === 'string') return other;
      const { frame, payload } = sample;
      const { attachments } = other;
      // A practice cannot ask itself: such an extract travels between the usual codes.
      if (frame && frame.authorOds !== frame.destinationOds) {
        transfers.rename('Hillside', frame.authorOds);
        transfers.rename('Riverside', frame.destinationOds);
      }
      const patient = frame?.nhsNumber ?? '9990000018';
      expected = { payload, attachments };
      await put('Hillside', patient, { kind: 'extract', payload, attachments });
      await ask('Riverside', 'Hillside', patient);
      return undefined;
    },
    ask,
    async askAsRegistered(requester, patient) {
      const { parts } = await transfers.simulator();
      const to = transfers.odsOf(requester);
      const order = { to, patient, attachments: 0, asRegistered: true };
      conversation = (await parts.startTransfer(order)).conversationId;
    },
    get conversationId() {
      return conversationId();
    },
    async ended(practice, result, code) {
      const service = `practice:${transfers.odsOf(practice)}`;
      const { facts } = await transfers.entry(
        `the end of the transfer at ${practice}`,
        (entry) =>
          entry.kind === 'transfer' &&
          entry.service === service &&
          entry.conversationId === conversationId() &&
          entry.facts?.state === 'ended',
      );
      assert.deepEqual(
        { result: facts?.outcome, code: facts?.code },
        { result, code: code ?? null },
      );
    },
    async filed(practice) {
      const { practices } = await transfers.simulator();
      const filed = await practices.get(transfers.odsOf(practice))?.filed(conversationId());
      const posted = await messageOf(await extractAt('spine'));
      assert.ok(filed && posted.payload);
      assert.ok(filed.payload.equals(posted.payload), 'the payload did not arrive byte for byte');
      if (expected.payload) assert.ok(filed.payload.equals(expected.payload));
      assertSameDocuments(filed.attachments, expected.attachments);
    },
    async arrived(practice) {
      const entry = await extractAt(`practice:${transfers.odsOf(practice)}`);
      const { payload, attachments } = await messageOf(entry);
      assert.ok(expected.payload && payload?.equals(expected.payload));
      const opened = attachments.map(({ fileName, open }) => {
        const read = open();
        assert.ok(read.ok);
        return { fileName, bytes: read.bytes };
      });
      assertSameDocuments(opened, expected.attachments);
    },
    async reached(practice, state, event) {
      const service = `practice:${transfers.odsOf(practice)}`;
      await transfers.entry(
        `${state} by ${event} at ${practice}`,
        ({ kind, service: by, facts }) =>
          kind === 'transfer' && by === service && facts?.state === state && facts.event === event,
      );
    },
    async remarked(practice, text) {
      const service = `practice:${transfers.odsOf(practice)}`;
      await transfers.entry(
        `the remark "${text}"`,
        (entry) =>
          entry.kind === 'transfer' &&
          entry.service === service &&
          entry.trace?.some((step) => step.text === text) === true,
      );
    },
    async exchanged(rows) {
      const { journal } = await transfers.simulator();
      const entries = await journal.find({
        kind: 'received',
        service: 'spine',
        conversationId: conversationId(),
      });
      const taken = entries.filter(({ facts }) => facts?.taken === true);
      assert.deepEqual(
        taken.map(({ fromParty, interaction }) => [nameOf(fromParty), interaction]),
        rows,
      );
    },
  };
}

const ANY_TRANSFER = {
  hl7Id: '',
  id: '',
  time: new Date(0),
  senderAsid: '',
  receiverAsid: '',
  priorRequestId: '',
  nhsNumber: '',
  authorOds: '',
  destinationOds: '',
};

function nameOf(partyKey: string | undefined): string | undefined {
  return PRACTICE_NAMES.find((name) => PRACTICES[name].partyKey === partyKey) ?? partyKey;
}

function assertSameDocuments(
  found: ExpectedRecord['attachments'],
  wanted: ExpectedRecord['attachments'],
): void {
  const names = (documents: ExpectedRecord['attachments']) =>
    documents.map(({ fileName }) => fileName);
  assert.deepEqual(names(found), names(wanted));
  for (const [index, { bytes }] of wanted.entries()) {
    assert.ok(wholeOf(bytes).equals(wholeOf(found[index]?.bytes ?? Buffer.alloc(0))));
  }
}
