import assert from 'node:assert/strict';
import { headerValue } from '../../src/platform/http-message.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import type { Posted } from './draft.ts';
import type { Arrival } from './mailbox.ts';
import type { Messaging } from './messaging.ts';
import type { Exchange } from './postbag.ts';

/** Watches what becomes of messages after Spine has taken them. */
export interface DeliveryWatch {
  /** The message has come to the practice so many times, byte for byte, and Spine is done with it. */
  delivered(posted: Posted, to: PracticeName, times: number): Promise<void>;
  /** Attempt `number` is over and ended like this; the practice has had that many copies. */
  attempted(posted: Posted, number: number, outcome: string): Promise<void>;
  /** Spine comes to have nothing under way, and the message came to the practice so many times in all. */
  nothingUnderWay(posted: Posted, to: PracticeName, times: number): Promise<void>;
  /** The messages with these numbers, counted from 1, have come in this order, and no other has. */
  receivedInOrder(
    sent: readonly Exchange[],
    to: PracticeName,
    numbers: readonly number[],
  ): Promise<void>;
  /** Spine has put the message on record with this result. */
  recorded(posted: Posted, result: string): Promise<void>;
  /** Spine has put a finding of this check on record with the last message, or not. */
  noted(check: string): Promise<void>;
  notNoted(check: string): Promise<void>;
  /** When Spine has nothing under way, the practice has had this interaction so many times. */
  sentInAll(to: PracticeName, interaction: string, times: number): Promise<void>;
  /** The sender is told that the message could not be delivered, and why. */
  failureTold(posted: Posted, severity: 'Error' | 'Warning', why: string): Promise<void>;
}

export function openDeliveryWatch(messaging: Messaging): DeliveryWatch {
  const copies = async (posted: Posted, to: PracticeName): Promise<readonly Arrival[]> =>
    (await messaging.arrived(to)).filter(
      ({ message }) => message.messageId === posted.envelope.messageId,
    );
  const attempt = (posted: Posted, number: number) =>
    messaging.entry(
      `attempt ${number} to deliver ${posted.envelope.messageId}`,
      ({ kind, messageId, facts }) =>
        kind === 'delivery' && messageId === posted.envelope.messageId && facts?.attempt === number,
    );

  const latest = async () =>
    (await messaging.stage()).journal.find({ kind: 'received', newestFirst: true, limit: 1 });
  const findings = async (): Promise<readonly string[]> => {
    const [entry] = await latest();
    assert.ok(entry, 'nothing is on record');
    return entry.findings?.map(({ check }) => check) ?? [];
  };

  return {
    async delivered(posted, to, times) {
      const { messageId } = posted.envelope;
      await messaging.entry(
        `the delivery of ${messageId}`,
        (entry) =>
          entry.kind === 'delivery' &&
          entry.messageId === messageId &&
          entry.facts?.decision === 'delivered',
      );
      const arrived = await copies(posted, to);
      assert.equal(arrived.length, times, `${to} has had ${arrived.length} copies`);
      for (const one of arrived) assertUnchanged(posted, one);
    },
    async attempted(posted, number, outcome) {
      const { facts } = await attempt(posted, number);
      assert.equal(facts?.outcome, outcome, `attempt ${number}: ${facts?.why ?? ''}`);
    },
    async nothingUnderWay(posted, to, times) {
      await messaging.quiet();
      const { spine } = await messaging.stage();
      assert.equal(spine.pendingDeliveries, 0);
      const arrived = await copies(posted, to);
      assert.equal(arrived.length, times, `${to} has had ${arrived.length} copies`);
    },
    async receivedInOrder(sent, to, numbers) {
      const ids = numbers.map((number) => sent[number - 1]?.posted.envelope.messageId ?? '');
      for (const id of ids) {
        await messaging.arrival(to, `message ${id}`, ({ message }) => message.messageId === id);
      }
      const arrived = await messaging.arrived(to);
      assert.deepEqual(
        arrived.map(({ message }) => message.messageId),
        ids,
      );
    },
    async recorded({ from, envelope }, result) {
      const [entry] = await latest();
      assert.equal(entry?.facts?.result, result);
      // What could not be read has no id on record.
      if (entry.messageId) assert.equal(entry.messageId, envelope.messageId);
      assert.equal(entry.peer?.fqdn, PRACTICES[from].fqdn);
    },
    async noted(check) {
      assert.ok((await findings()).includes(check));
    },
    async notNoted(check) {
      assert.ok(!(await findings()).includes(check));
    },
    async sentInAll(to, interaction, times) {
      await messaging.quiet();
      const sent = (await messaging.arrived(to)).filter(
        ({ message }) => message.action === interaction,
      );
      assert.equal(sent.length, times);
    },
    async failureTold(posted, severity, why) {
      const { from, envelope } = posted;
      const told = await messaging.arrival(
        from,
        `a DeliveryFailure about ${envelope.messageId}`,
        ({ message }) =>
          message.action === 'MessageError' && message.refToMessageId === envelope.messageId,
      );
      const { message } = told;
      const { spine } = (await messaging.stage()).world.current();
      assert.equal(message.from.id, spine.partyKey);
      assert.deepEqual(message.to, envelope.from);
      assert.equal(message.conversationId, envelope.conversationId);
      assert.equal(message.errorList?.highestSeverity, severity);
      assert.deepEqual(
        message.errorList?.errors.map(({ errorCode, severity: each, description }) => [
          errorCode,
          each,
          description,
        ]),
        [['DeliveryFailure', severity, `DeliveryFailure: ${why}`]],
      );
    },
  };
}

/** What Spine forwards keeps its bytes and the two headers that belong to them (mhs 2.4.4, item 4). */
function assertUnchanged(posted: Posted, { body, headers }: Arrival): void {
  assert.ok(body.equals(posted.body), 'the message did not arrive byte for byte');
  assert.equal(headers['content-type'], headerValue(posted.headers, 'Content-Type'));
  assert.equal(headers.soapaction, headerValue(posted.headers, 'SOAPAction'));
  assert.equal(headers['content-length'], String(posted.body.length));
  assert.equal(headers['transfer-encoding'], undefined);
}
