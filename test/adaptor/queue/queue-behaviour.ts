import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AmqpClient, openAmqpClient } from '../../../src/platform/amqp-client.ts';
import { message } from './embedded-stand.ts';
import { inbox } from './inbox.ts';

/** A broker that is there, with a queue that nobody else uses. */
export interface QueuePlace {
  readonly url: string;
  /** A fresh queue; how it is addressed. */
  queue(): Promise<string>;
  /** Whether it counts attempts; RabbitMQ 3.10 only says "not the first". */
  readonly counts: boolean;
}

/** What a queue does, whoever's broker it is. */
export function queueBehaviour(
  name: string,
  place: () => Promise<QueuePlace>,
  { refusesUnknown }: { readonly refusesUnknown: boolean },
): void {
  const withClients = async (
    count: number,
    run: (address: string, clients: AmqpClient[]) => Promise<void>,
  ): Promise<void> => {
    const { url, queue } = await place();
    const address = await queue();
    const clients = Array.from({ length: count }, (_, index) =>
      openAmqpClient({ brokers: url, name: `${name}-${index}`, reconnectMs: 200 }),
    );
    try {
      await run(address, clients);
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  };

  test(`${name}: a message comes with its id, content type, properties and text as they were put`, () =>
    withClients(2, async (address, [producer, consumer]) => {
      assert.ok(producer && consumer);
      const sent = message('{"ebXML":"<é/>"}', { 'message-id': 'ABC', urgent: true, tries: 3 });
      assert.deepEqual(await producer.send(address, sent), { kind: 'accepted' });
      const { message: came, arrival } = await inbox(consumer, address).next();
      arrival.accept();
      assert.equal(came.id, sent.id);
      assert.equal(came.contentType, 'application/json');
      assert.equal(came.durable, true);
      assert.equal(came.body, sent.body);
      assert.deepEqual(came.properties, sent.properties);
    }));

  test(`${name}: messages come in the order in which they were put`, () =>
    withClients(2, async (address, [producer, consumer]) => {
      assert.ok(producer && consumer);
      const texts = Array.from({ length: 40 }, (_, index) => `number ${index}`);
      for (const text of texts) await producer.send(address, message(text));
      const box = inbox(consumer, address, 7);
      const came: string[] = [];
      while (came.length < texts.length) came.push(await box.text());
      assert.deepEqual(came, texts);
    }));

  test(`${name}: of several consumers each message goes to one`, () =>
    withClients(3, async (address, [producer, one, two]) => {
      assert.ok(producer && one && two);
      const boxes = [inbox(one, address, 1), inbox(two, address, 1)];
      for (let index = 0; index < 20; index++) await producer.send(address, message(`${index}`));
      const came: string[] = [];
      const drain = async (box: (typeof boxes)[number]) => {
        while (came.length < 20) came.push(await box.text());
      };
      await Promise.race(boxes.map(drain));
      assert.deepEqual(
        came.map(Number).toSorted((a, b) => a - b),
        [...Array(20).keys()],
      );
    }));

  test(`${name}: what is released comes again, what is rejected does not`, () =>
    withClients(2, async (address, [producer, consumer]) => {
      assert.ok(producer && consumer);
      await producer.send(address, message('released'));
      await producer.send(address, message('rejected'));
      const box = inbox(consumer, address, 1);
      const first = await box.next();
      assert.equal(first.message.body, 'released');
      first.arrival.release();
      const again: string[] = [];
      for (let count = 0; count < 2; count++) {
        const { message: came, arrival } = await box.next();
        again.push(String(came.body));
        if (came.body === 'rejected') arrival.reject('amqp:decode-error', 'cannot be read');
        else arrival.accept();
      }
      assert.deepEqual(again.toSorted(), ['rejected', 'released']);
      await producer.send(address, message('last'));
      assert.equal(await box.text(), 'last');
    }));

  test(`${name}: what a consumer held when its connection ended goes to the next`, () =>
    withClients(3, async (address, [producer, dropping, next]) => {
      assert.ok(producer && dropping && next);
      for (const text of ['first', 'second', 'third']) await producer.send(address, message(text));
      const held = inbox(dropping, address);
      await held.next();
      await held.next();
      await dropping.close();
      const box = inbox(next, address, 1);
      const { message: came, arrival } = await box.next();
      assert.equal(came.body, 'first');
      if ((await place()).counts) assert.ok(came.deliveryCount > 0, 'it counts as tried');
      arrival.accept();
      assert.deepEqual([await box.text(), await box.text()], ['second', 'third']);
    }));

  test(`${name}: a message of 5 million characters passes whole`, () =>
    withClients(2, async (address, [producer, consumer]) => {
      assert.ok(producer && consumer);
      const body = 'EHR extract '.repeat(420_000);
      assert.deepEqual(await producer.send(address, message(body)), { kind: 'accepted' });
      const text = await inbox(consumer, address).text();
      assert.equal(text.length, body.length);
      assert.ok(text === body);
    }));

  if (refusesUnknown)
    test(`${name}: an address without a queue is told in the broker's words, and not taken for sent`, async () => {
      const { url } = await place();
      const client = openAmqpClient({ brokers: url, name: 'lost', retries: 1, settleMs: 2_000 });
      const outcome = await client.send('nowhere', message('lost'));
      await client.close();
      assert.notEqual(outcome.kind, 'accepted');
      assert.match('why' in outcome ? outcome.why : '', /there is no queue nowhere/);
    });

  test(`${name}: of several brokers the first that is there is taken`, async () => {
    const { url, queue } = await place();
    const address = await queue();
    const brokers = `amqp://127.0.0.1:1,${url}`;
    const client = openAmqpClient({ brokers, name: 'several' });
    assert.deepEqual(await client.send(address, message('found')), { kind: 'accepted' });
    assert.equal(await inbox(client, address).text(), 'found');
    await client.close();
  });
}
