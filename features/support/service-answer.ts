import assert from 'node:assert/strict';
import { readMessage } from '../../src/gp2gp/read-message.ts';
import { readWrapper } from '../../src/wire/hl7/read-wrapper.ts';
import type { PracticeName } from './cast.ts';
import type { Posted } from './draft.ts';
import type { Arrival } from './mailbox.ts';
import type { Messaging } from './messaging.ts';
import type { Exchange } from './postbag.ts';

/** What a practice is sent later by way of answer, apart from forwarded messages. */
export interface LaterAnswers {
  /** Spine acknowledges the hop in a message of its own (mhs 2.4.4, item 3). */
  acknowledgment(posted: Posted): Promise<void>;
  /** When Spine has nothing under way, the practice was posted so many acknowledgements of the first message. */
  acknowledgments(sent: readonly Exchange[], to: PracticeName, count: number): Promise<void>;
  /** The acknowledgement of the final recipient reaches the sender (mhs 2.4.5). */
  relayed(posted: Posted, acknowledgment: Posted): Promise<void>;
  /** One of Spine's services answers in a message of its own (mhs 2.4.2, 2.4.3). */
  business(posted: Posted, interaction: string): Promise<void>;
}

export function openLaterAnswers(messaging: Messaging): LaterAnswers {
  const signalAbout = (posted: Posted): Promise<Arrival> =>
    messaging.arrival(
      posted.from,
      `an acknowledgement of ${posted.envelope.messageId}`,
      ({ message }) => message.acknowledgment?.refToMessageId === posted.envelope.messageId,
    );

  return {
    async acknowledgment(posted) {
      const { message, headers } = await signalAbout(posted);
      assert.equal(headers['content-type'], 'text/xml');
      assert.equal(headers.soapaction, 'urn:oasis:names:tc:ebxml-msg:service/Acknowledgment');
      assert.deepEqual(message.from, posted.envelope.to);
      assert.deepEqual(message.to, posted.envelope.from);
      assert.equal(message.conversationId, posted.envelope.conversationId);
      assert.equal(message.refToMessageId, posted.envelope.messageId);
    },
    async acknowledgments([first], to, count) {
      await messaging.quiet();
      const ref = first?.posted.envelope.messageId;
      const posted = (await messaging.arrived(to)).filter(
        ({ message }) => message.acknowledgment?.refToMessageId === ref,
      );
      assert.equal(posted.length, count);
    },
    async relayed(posted, acknowledgment) {
      const { message } = await signalAbout(posted);
      assert.deepEqual(message, acknowledgment.envelope);
    },
    async business(posted, interaction) {
      const { envelope, from, hl7Id } = posted;
      const { message, headers, body } = await messaging.arrival(
        from,
        `${interaction} in answer to ${envelope.messageId}`,
        (arrival) => arrival.message.action === interaction,
      );
      const world = (await messaging.stage()).world.current();
      const contract = world.contractFor(envelope.from.id, envelope.service, interaction);
      assert.equal(message.refToMessageId, envelope.messageId);
      assert.equal(message.conversationId, envelope.conversationId);
      assert.equal(message.cpaId, contract?.cpaId);
      assert.deepEqual([message.from.id, message.to.id], [envelope.to.id, envelope.from.id]);
      assert.equal(headers.soapaction, `${envelope.service}/${interaction}`);
      const read = readMessage(String(headers['content-type']), body);
      const wrapper = read.ok && read.value.payload ? readWrapper(read.value.payload) : undefined;
      assert.ok(wrapper?.ok, 'the answer has no HL7 message');
      // Another id than that of the envelope: mhs 2.4.2.
      assert.equal(wrapper.value.acknowledgement?.messageRef, hl7Id);
      assert.equal(wrapper.value.acknowledgement?.typeCode, 'AA');
    },
  };
}
