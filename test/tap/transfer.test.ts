import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { explainMessage } from '../../simulator/explain-message.ts';
import { startPracticeProcess } from '../../simulator/practice-process.ts';
import { startTap, type Tap } from '../../simulator/tap/start-tap.ts';
import { parseTapConfig } from '../../simulator/tap/tap-config.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { storyOf } from '../../src/story/story-of.ts';
import { OTHER, OTHER_KEY, openProcessStage, SYSTEM_KEY } from '../practice/process-stage.ts';
import { PATIENCE } from './stage.ts';

const PATIENT = '9990000018';
const REQUEST = 'RCMR_IN010000UK05';
const EXTRACT = 'RCMR_IN030000UK06';
const ACKNOWLEDGEMENT = 'MCCI_IN010000UK13';

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('a whole transfer goes through the tap between a practice and Spine, and its journal tells it', async () => {
  let tap: Tap | undefined;
  const port = await freePort();
  await using stage = await openProcessStage({
    seat: { port },
    async start(options) {
      const { certificates, spine } = options.config;
      const config = parseTapConfig('the test', {
        certificates,
        legs: [
          {
            ...{ name: 'to-spine', listen: '127.0.0.1:0', forward: spine.url },
            ...{ show: { fqdn: 'msg.spinebox.test' }, as: { fqdn: 'sut.spinebox.test' } },
          },
          {
            ...{ name: 'to-practice', listen: '127.0.0.1:0', forward: `https://127.0.0.1:${port}` },
            ...{ show: { fqdn: 'sut.spinebox.test' }, as: { fqdn: 'msg.spinebox.test' } },
          },
        ],
      });
      const between = await startTap({ config, keyType: 'p-256', durable: false });
      tap = between;
      const [toSpine, toPractice] = between.legs;
      const system = await startPracticeProcess({
        ...options,
        config: {
          ...options.config,
          spine: { ...spine, url: `https://127.0.0.1:${toSpine?.port}` },
        },
      });
      const close = async () => {
        await between.close();
        await system.close();
      };
      return {
        practices: system.practices.map((each) => ({
          ...each,
          endpoint: each.endpoint.replace(`:${port}`, `:${toPractice?.port}`),
        })),
        close,
        [Symbol.asyncDispose]: close,
      };
    },
  });
  assert.ok(tap);
  stage.place(PATIENT, OTHER);
  await stage.hook('registerPatient', {
    nhsNumber: PATIENT,
    ...{ registration: 'permanent', returning: false, byUser: false },
  });
  await stage.sent(SYSTEM_KEY, ACKNOWLEDGEMENT);
  const { state, conversationId = '' } = await stage.status(PATIENT);
  assert.equal(state, 'filed');

  const { journal } = tap;
  const last = { service: 'tap:to-spine', interaction: ACKNOWLEDGEMENT, conversationId };
  await waitForEntry(journal, last, { timeoutMs: PATIENCE });
  const found = await journal.find({ conversationId, kind: 'received' });
  // Entries are written when an exchange has ended, and tell when it began.
  const messages = found.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  assert.deepEqual(
    messages
      .filter(({ interaction }) => interaction !== 'Acknowledgment')
      .map(({ service, interaction, fromParty }) => [service, interaction, fromParty]),
    [
      ['tap:to-spine', REQUEST, SYSTEM_KEY],
      ['tap:to-practice', ACKNOWLEDGEMENT, OTHER_KEY],
      ['tap:to-practice', EXTRACT, OTHER_KEY],
      ['tap:to-spine', ACKNOWLEDGEMENT, SYSTEM_KEY],
    ],
  );
  for (const { summary, findings = [] } of messages) {
    assert.match(summary, /: HTTP 20[02], acknowledged$/);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'must'),
      [],
      summary,
    );
  }
  const extract = messages.find(({ interaction }) => interaction === EXTRACT);
  const told = await explainMessage(journal, extract?.messageId ?? '');
  assert.match(told?.text ?? '', /RCMR_IN030000UK06 from Z99002-900002 to Z99003-900003/);
  const story = await storyOf(journal, conversationId);
  assert.ok(story, 'the story is told from the journal of the tap as from any other');
});
