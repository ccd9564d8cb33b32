import assert from 'node:assert/strict';
import type { HttpAnswer } from '../../src/platform/http-client.ts';
import { headerValue } from '../../src/platform/http-message.ts';
import { wrapperFromElement } from '../../src/wire/hl7/read-wrapper.ts';
import { readSyncEnvelope } from '../../src/wire/soap/read-sync-envelope.ts';
import type { SyncHeader } from '../../src/wire/soap/sync-envelope.ts';
import { writeSyncEnvelope } from '../../src/wire/soap/write-sync-envelope.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import { draftOf } from './draft.ts';
import { MESSAGE_KINDS } from './message-kinds.ts';
import type { Messaging } from './messaging.ts';

/** A synchronous query before it is written. */
interface Query {
  readonly header: SyncHeader;
  readonly payload: string;
  readonly soapAction: string;
}

const { service, action } = MESSAGE_KINDS['synchronous query'];
const header =
  (change: Partial<SyncHeader>) =>
  (query: Query): Query => ({ ...query, header: { ...query.header, ...change } });
const payload =
  (text: string, by: string) =>
  (query: Query): Query => ({ ...query, payload: query.payload.replaceAll(text, by) });

/** What can be wrong with a query (mhs 2.3, 3.9), in the words of the scenarios. */
const DEVIATIONS: Readonly<Record<string, (query: Query) => Query>> = {
  'a MessageID of the wrong length': header({ messageId: 'uuid:1' }),
  'no Action': header({ action: '' }),
  'no To': header({ to: '' }),
  'no receiving system': header({ receiverAsid: '' }),
  'no sending system': header({ senderAsid: '' }),
  'another interaction in the message': payload(
    `extension="${action}"`,
    'extension="QUPA_IN000006UK02"',
  ),
  'another receiving system in the message': (query) =>
    payload(query.header.receiverAsid, '999000000099')(query),
  'another sending system in the message': (query) =>
    payload(query.header.senderAsid, '999000000099')(query),
  'an unknown sending system': (query) =>
    header({ senderAsid: '999000000099' })(payload(query.header.senderAsid, '999000000099')(query)),
  'the sending system of Oakfield': (query) => {
    const { asid } = PRACTICES.Oakfield;
    return header({ senderAsid: asid })(payload(query.header.senderAsid, asid)(query));
  },
  'the SOAPAction of another interaction': (query) => ({
    ...query,
    soapAction: `${service}/QUPA_IN000006UK02`,
  }),
  'an interaction that Spine does not serve': (query) => ({
    ...header({ action: `${service}/QUPA_IN990000UK99` })(query),
    soapAction: `${service}/QUPA_IN990000UK99`,
  }),
  'an empty Body': (query) => ({ ...query, payload: '' }),
};

/** Synchronous queries to Spine and what it answers on the same connection (mhs 2.4.1). */
export interface SyncQueries {
  ask(from: PracticeName, deviation?: string): Promise<void>;
  /** The answer of the service, in its wrapper. */
  answered(interaction: string, wrapper: string): void;
  /** 200 with a message that rejects the query. */
  rejected(code: string): void;
  readonly answer: HttpAnswer;
}

export function openSyncQueries(messaging: Messaging): SyncQueries {
  let asked: Query | undefined;
  let answer: HttpAnswer | undefined;
  const given = (): HttpAnswer => {
    if (!answer) throw new Error('nothing has been asked yet');
    return answer;
  };
  /** What every answer has, whatever it says; the message in it. */
  const read = (interaction: string) => {
    const { status, headers, body } = given();
    assert.equal(status, 200, body.toString());
    assert.equal(headerValue(headers, 'Content-Type'), 'text/xml');
    assert.equal(headerValue(headers, 'Content-Length'), String(body.length));
    const envelope = readSyncEnvelope(body);
    assert.ok(envelope.ok && envelope.value.body, body.toString());
    assert.deepEqual(envelope.deviations, []);
    const { header: told, body: inner } = envelope.value;
    assert.equal(told.relatesTo, asked?.header.messageId);
    assert.equal(told.action, `${service}/${interaction}`);
    assert.equal(told.receiverAsid, asked?.header.senderAsid);
    assert.equal(told.senderAsid, asked?.header.receiverAsid);
    const wrapper = wrapperFromElement(inner.message);
    assert.ok(wrapper.ok);
    assert.equal(wrapper.value.rootName, interaction);
    return { wrapper: wrapper.value, around: inner.wrapper };
  };

  return {
    async ask(from, deviation) {
      const stage = await messaging.stage();
      const world = stage.world.current();
      const id = crypto.randomUUID().toUpperCase();
      const draft = draftOf(world, {
        from,
        to: 'Spine',
        kind: 'synchronous query',
        messageId: id,
        hl7Id: id,
        conversationId: id,
        time: messaging.now(),
      });
      const right: Query = {
        header: {
          messageId: `uuid:${id}`,
          action: `${service}/${action}`,
          to: `https://${world.spine.fqdn}${draft.path}`,
          from: PRACTICES[from].fqdn,
          replyTo: undefined,
          relatesTo: undefined,
          receiverAsid: world.spine.asid,
          senderAsid: PRACTICES[from].asid,
        },
        payload: Buffer.from(draft.payload).toString(),
        soapAction: `${service}/${action}`,
      };
      const deviate = deviation === undefined ? (query: Query) => query : DEVIATIONS[deviation];
      if (!deviate) throw new Error(`no query can be written with ${deviation}`);
      asked = deviate(right);
      const headers = [
        ['Content-Type', 'text/xml'],
        ['SOAPAction', asked.soapAction],
      ] as const;
      const body = writeSyncEnvelope(asked.header, asked.payload);
      const outcome = await stage.post(PRACTICES[from].fqdn, draft.path, headers, body);
      if ('failed' in outcome) throw new Error(`Spine gave no answer: ${outcome.message}`);
      answer = outcome;
    },
    answered(interaction, wrapper) {
      const told = read(interaction);
      assert.equal(told.around, wrapper);
      assert.equal(told.wrapper.acknowledgement?.messageRef, asked?.header.messageId.slice(5));
      assert.equal(told.wrapper.acknowledgement?.typeCode, 'AA');
    },
    rejected(code) {
      const { wrapper } = read('MCCI_IN010000UK13');
      assert.equal(wrapper.acknowledgement?.typeCode, 'AR');
      assert.deepEqual(
        wrapper.acknowledgement.details.map((detail) => detail.code),
        [code],
      );
    },
    get answer() {
      return given();
    },
  };
}
