import { patientPlacement } from '../../simulator/patient-placement.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { writeEhrRequest } from '../../src/gp2gp/ehr-request.ts';
import type { Entry } from '../../src/journal/entry.ts';
import {
  type AmqpArrival,
  type AmqpClient,
  openAmqpClient,
} from '../../src/platform/amqp-client.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { QueueMessage } from '../../src/wire/adaptor/queue-message.ts';
import { readQueueMessage } from '../../src/wire/adaptor/read-queue-message.ts';
import { processCertificates } from './process-certificates.ts';

/** What the adaptor answered over HTTP. */
export interface RestReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The system of Lakeside (Z99050): it speaks to its adaptor alone. */
export interface AdaptorStage extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly rest: string;
  /** The next message of the queue, accepted, with its application properties. Consumes from the first call on. */
  next(): Promise<{
    readonly message: QueueMessage;
    readonly properties: Readonly<Record<string, unknown>>;
  }>;
  post(body: unknown, headers?: Readonly<Record<string, string | undefined>>): Promise<RestReply>;
  get(path: string): Promise<RestReply>;
  /** Has the practice Z99002 hold a record of the patient, with so many documents. */
  holdRecord(documents: number): void;
  /** Of the adaptor's exchange with its system. */
  exchange(messageId: string): Promise<Entry | undefined>;
}

export const PATIENT = '9990000018';

export const LAKESIDE = {
  ods: 'Z99050',
  partyKey: 'Z99050-900050',
  asid: '999000000050',
  service: 'adaptor:Z99050',
} as const;

export const EHR_REQUEST_HEADERS = {
  'Content-Type': 'application/json',
  'Interaction-Id': 'RCMR_IN010000UK05',
  'wait-for-response': 'false',
  'ods-code': 'Z99002',
} as const;

/** A request for the record of a patient whom the bundled practice Z99002 has. */
export function ehrRequest(nhsNumber = PATIENT): string {
  return writeEhrRequest(
    {
      id: '5F1B3C10-6D1A-4F0E-9B7B-0A2C4E6F8A01',
      nhsNumber,
      requesterOds: LAKESIDE.ods,
      senderOds: 'Z99002',
    },
    {
      hl7Id: '5F1B3C10-6D1A-4F0E-9B7B-0A2C4E6F8A02',
      time: new Date('2026-01-05T09:00:00Z'),
      senderAsid: LAKESIDE.asid,
      receiverAsid: '999000000002',
    },
  );
}

/** A simulator whose adaptor stands before Lakeside, with the bundled practices on the other side of Spine. */
export async function adaptorStage(
  settings: WorldPatch = {},
  options: Partial<SimulatorOptions> = {},
): Promise<AdaptorStage> {
  const { config } = await loadWorld();
  // The practice is not to ask PDS whether Lakeside is the patient's new practice.
  const lookups = { senderCheck: { pds: false, sds: false } };
  const places = mergePatch(anyPorts(config), { organisations: { hillside: { lookups } } });
  const overrides = mergePatch(mergePatch({ timeScale: 0.001 }, places), settings) as WorldPatch;
  const { directory } = await processCertificates();
  const simulator = await startSimulator({
    world: await loadWorld({ overrides }),
    certificateDirectory: directory,
    logger: silentLogger,
    keyType: 'p-256',
    durable: false,
    control: false,
    ...options,
  });
  return stageOf(simulator);
}

function stageOf(simulator: Simulator): AdaptorStage {
  const facts = simulator.neighbours.adaptors?.desk
    .adaptors()
    .find(({ odsCode }) => odsCode === LAKESIDE.ods);
  if (!facts) throw new Error('Lakeside has no adaptor');
  let client: AmqpClient | undefined;
  const arrived: AmqpArrival[] = [];
  const waiting: ((arrival: AmqpArrival) => void)[] = [];
  const arrival = (): Promise<AmqpArrival> => {
    if (!client) {
      client = openAmqpClient({ brokers: facts.broker, name: 'the system of Lakeside' });
      client.consume(facts.queue, 10, (one) => {
        const waiter = waiting.shift();
        if (waiter) waiter(one);
        else arrived.push(one);
      });
    }
    const there = arrived.shift();
    return there ? Promise.resolve(there) : new Promise((resolve) => waiting.push(resolve));
  };
  const read = async (response: Response): Promise<RestReply> => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  });
  return {
    simulator,
    rest: facts.rest,
    async next() {
      const { message, accept } = await arrival();
      if ('unreadable' in message) throw new Error(message.unreadable);
      const reading = readQueueMessage(Buffer.from(message.body));
      if (!reading.ok) throw new Error(reading.failure.message);
      accept();
      return { message: reading.value, properties: message.properties };
    },
    async post(body, headers = {}) {
      const all: Readonly<Record<string, string | undefined>> = {
        ...EHR_REQUEST_HEADERS,
        ...headers,
      };
      const given = Object.entries(all).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
      );
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      // Bytes, so that fetch adds no Content-Type of its own.
      const bytes = new TextEncoder().encode(text);
      return read(await fetch(`${facts.rest}/`, { method: 'POST', headers: given, body: bytes }));
    },
    get: async (path) => read(await fetch(`${facts.rest}${path}`)),
    holdRecord(documents) {
      const { services, shelves } = simulator;
      patientPlacement(services.register, systemClock(), () => false).ensureAt(PATIENT, 'Z99002');
      const options = { seed: 1, attachments: { count: documents } };
      shelves.get('Z99002')?.put(PATIENT, { kind: 'synthetic', options });
    },
    async exchange(messageId) {
      const query = { kind: 'received', service: LAKESIDE.service, messageId } as const;
      const [entry] = await simulator.journal.find(query);
      return entry;
    },
    async [Symbol.asyncDispose]() {
      await client?.close();
      await simulator.stop();
    },
  };
}
