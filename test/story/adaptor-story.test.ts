import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { openBundle } from '../../src/bundle/open-bundle.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { StoryMessage } from '../../src/story/conversation-story.ts';
import { storyOf } from '../../src/story/story-of.ts';

const CONVERSATION = 'AAAAAAAA-0000-4000-8000-000000000001';
const REQUEST = `<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><patientPerson><name><family>Quillfeather</family></name></patientPerson></RCMR_IN010000UK05>`;

test('a message that went through a played adaptor is told once, and its bundle opens and tells the same', async () => {
  const { config } = await loadWorld();
  const { directory } = await processCertificates();
  const simulator = await startSimulator({
    world: await loadWorld({ overrides: { timeScale: 0.01, ...anyPorts(config) } }),
    certificateDirectory: directory,
    logger: silentLogger,
    ...{ keyType: 'p-256', durable: false, control: false },
  });
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-adaptor-'));
  try {
    const { journal, parts } = simulator;
    const [adaptor] = parts.adaptors?.adaptors() ?? [];
    assert.ok(adaptor, 'the default world has a system behind an adaptor');
    const answer = await fetch(`${adaptor.rest}/`, {
      method: 'POST',
      headers: {
        ...{ 'Interaction-Id': 'RCMR_IN010000UK05', 'wait-for-response': 'false' },
        ...{ 'Content-Type': 'application/json', 'Correlation-Id': CONVERSATION },
        ...{ 'ods-code': 'Z99001' },
      },
      body: JSON.stringify({ payload: REQUEST }),
    });
    assert.equal(answer.status, 202);
    const service = `adaptor:${adaptor.odsCode}`;
    // The practice cannot read the request, and says so: the answer comes over the queue.
    await waitForEntry(
      journal,
      {
        what: 'the answer of the practice, handed on',
        matches: ({ kind, service: of, interaction }) =>
          kind === 'delivery' && of === 'spine' && interaction === 'MCCI_IN010000UK13',
      },
      { timeoutMs: 60_000 },
    );
    const told = async (from: Parameters<typeof storyOf>[0]) => {
      const story = await storyOf(from, CONVERSATION);
      const messages = (story?.events ?? []).filter(
        (event): event is StoryMessage => event.kind === 'message',
      );
      return messages.map(({ interaction, from: who, to, via, sends, deliveries }) => ({
        ...{ interaction, who, to, via, sends: sends.length, deliveries: deliveries.length },
      }));
    };
    const story = await told(journal);
    assert.deepEqual(story[0], {
      ...{ interaction: 'RCMR_IN010000UK05', who: adaptor.odsCode, to: 'Z99001', via: 'spine' },
      ...{ sends: 1, deliveries: 1 },
    });
    assert.deepEqual(
      story.map(({ interaction }) => interaction),
      ['RCMR_IN010000UK05', 'MCCI_IN010000UK13'],
    );
    const file = join(folder, 'bundle.zip');
    await parts.bundles?.write({ conversations: [CONVERSATION], redact: true }, file);
    await using bundle = await openBundle(file);
    assert.deepEqual(await told(bundle.journal), story);
    const [sent] = await bundle.journal.find({ service, kind: 'received', limit: 1 });
    assert.ok(sent?.request?.body);
    const body = (await bundle.journal.readBody(sent.request.body)).toString();
    assert.match(JSON.parse(body).payload, /^<RCMR_IN010000UK05 .*<family>\w{12}<\/family>/);
    assert.doesNotMatch(body, /Quillfeather/);
  } finally {
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
