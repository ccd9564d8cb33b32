import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type LoadOptions, load } from './load.ts';
import { compared, type Measurement, measured } from './measurement.ts';
import { requestOf } from './message.ts';
import { startProcess } from './process.ts';
import { untilDrained } from './until-drained.ts';

const CONNECTIONS = 16;
const ROUNDS = 3;
const BYTES = 6_000;
const FOR_MS = 4_000;
const WARM_UP = 2_000;

/**
 * Messages a second that a system hands to its adaptor by REST, acknowledged by Spine, against the same messages handed
 * to the same Spine as ebXML. Both run in one process, as shipped, and everything is durable. They take turns. A round
 * ends when the last message is delivered: who sends fast leaves Spine with deliveries that who sends slowly pays for
 * meanwhile.
 */
export async function adaptorSend(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-bench-'));
  const certificates = join(directory, 'certs');
  const store = await openCertificateStore({ directory: certificates, clock: systemClock() });
  const identity = await store.identity('riverside.spinebox.test');
  const IDENTITY = JSON.stringify(await store.identity('hillside.spinebox.test'));
  await using recipient = await startProcess('bare-server.ts', { IDENTITY });
  const data = join(directory, 'data');
  const settings = { certificates, data, recipientPort: recipient.port };
  try {
    await using server = await startProcess('adaptor-server.ts', {
      SIMULATOR: JSON.stringify(settings),
    });
    const { rest } = await server.ask<{ rest: number }>('state');
    const shared = { connections: CONNECTIONS, forMs: FOR_MS, status: 202 };
    const ways: readonly Omit<LoadOptions, 'requests'>[] = [
      { ...shared, port: server.port, identity, next: requestOf(BYTES) },
      { ...shared, port: rest, identity: undefined, next: restRequestOf(BYTES) },
    ];
    for (const way of ways) await load({ ...way, requests: WARM_UP });
    await untilDrained(server);
    const rates: number[][] = [[], []];
    const p99: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, way] of ways.entries()) {
        const began = performance.now();
        const result = await load({ ...way, requests: Number.POSITIVE_INFINITY });
        if (result.failures > 0) throw new Error('a message was not acknowledged with 202');
        const loaded = performance.now() - began;
        await untilDrained(server);
        const whole = performance.now() - began;
        rates[at]?.push((result.perSecond * loaded) / whole);
        if (at === 1) p99.push(result.p99);
      }
    }
    const [direct = [], byRest = []] = rates;
    return [
      compared('adaptor-send', 'messages/s', middle(byRest), middle(direct), 'ratio >= 0.5'),
      measured('adaptor-send-p99', 'ms', middle(p99)),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The same message as `requestOf` gives, as a system hands it to its adaptor (mhs 7.1). */
function restRequestOf(bytes: number): () => Buffer {
  const action = 'RCMR_IN030000UK06';
  const filler = 'x'.repeat(Math.max(0, bytes - 2_200));
  const payload = `<${action} xmlns="urn:hl7-org:v3"><!--${filler}--></${action}>`;
  const body = JSON.stringify({ payload });
  const head = [
    'POST / HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Interaction-Id: ${action}`,
    'wait-for-response: false',
    'ods-code: Z99002',
    `Content-Length: ${body.length}`,
  ].join('\r\n');
  const whole = Buffer.from(`${head}\r\n\r\n${body}`);
  return () => whole;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
