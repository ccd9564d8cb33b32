import { after } from 'node:test';
import { type EmbeddedStand, embeddedStand, QUEUE } from './embedded-stand.ts';
import { queueBehaviour } from './queue-behaviour.ts';

const stands: EmbeddedStand[] = [];
after(() => Promise.all(stands.map((stand) => stand[Symbol.asyncDispose]())));

queueBehaviour('the embedded broker', async () => {
  const stand = await embeddedStand();
  stands.push(stand);
  return { url: stand.url, queue: async () => QUEUE, nowhere: 'nowhere' };
});
