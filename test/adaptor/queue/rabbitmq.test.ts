import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { queueAddress } from '../../../simulator/adaptor/queue/queue-address.ts';
import { openAmqpClient } from '../../../src/platform/amqp-client.ts';
import { message } from './embedded-stand.ts';
import { inbox } from './inbox.ts';
import { queueBehaviour } from './queue-behaviour.ts';
import { type RabbitMq, startRabbitMq, withoutRabbitMq } from './rabbitmq.ts';

const skip = withoutRabbitMq();
let rabbit: Promise<RabbitMq> | undefined;
const started = () => {
  rabbit ??= startRabbitMq();
  return rabbit;
};
after(async () => (await rabbit)?.[Symbol.asyncDispose]());

let queues = 0;

if (skip) test('RabbitMQ takes and gives as the embedded broker does', { skip }, () => undefined);
else {
  // It takes what is addressed to no queue, and lets it go.
  queueBehaviour(
    'RabbitMQ',
    async () => ({
      url: (await started()).url,
      queue: async () => queueAddress('/queue/{queue}', `queue-${++queues}`),
      counts: false,
    }),
    { refusesUnknown: false },
  );

  test('RabbitMQ: the bare name of a queue is an address, too, so that no setting is needed', async () => {
    const { url } = await started();
    const client = openAmqpClient({ brokers: url, name: 'bare' });
    const address = queueAddress('{queue}', `bare-${++queues}`);
    const box = inbox(client, address);
    assert.deepEqual(await client.send(address, message('bare')), { kind: 'accepted' });
    assert.equal(await box.text(), 'bare');
    await client.close();
  });

  test('RabbitMQ: a wrong password is told, and not tried for ever at one message', async () => {
    const url = (await started()).url.replace(':guest@', ':wrong@');
    const client = openAmqpClient({ brokers: url, name: 'stranger' });
    const outcome = await client.send('/queue/any', message('secret'));
    await client.close();
    assert.equal(outcome.kind, 'failed');
    assert.equal(client.connected, false);
  });
}
