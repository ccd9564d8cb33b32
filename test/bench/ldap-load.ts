import { once } from 'node:events';
import { connect } from 'node:net';
import { BER } from '../../src/wire/ldap/ber-reader.ts';
import { MessageFramer } from '../../src/wire/ldap/message-framer.ts';
import { TAGS } from '../../src/wire/ldap/operation-tags.ts';
import { writeLdapMessage, writeOperation } from '../../src/wire/ldap/write-ldap-message.ts';
import { searchFor as searchOperation } from '../sds/ldap/raw-client.ts';
import { odsOf, partyKeyOf, SVC_IA } from './ldap-entries.ts';

/** What one run of load measured. */
export interface LdapLoadResult {
  readonly searches: number;
  readonly perSecond: number;
  readonly p99: number;
  /** Searches that did not find exactly one entry and end well. */
  readonly failures: number;
}

export interface LdapLoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly forMs: number;
  readonly entries: number;
}

const WANTED_AS = ['nhsMHSPartyKey', 'uniqueIdentifier'];
/** The 16 of the adaptors, the ids and three more (sds-ods 1.6). */
const WANTED_MHS = [
  ...['nhsIDCode', 'nhsMhsCPAId', 'nhsMHSEndPoint', 'nhsMhsFQDN', 'nhsMhsIN', 'nhsMHSPartyKey'],
  ...['nhsMHsSN', 'nhsMhsSvcIA', 'uniqueIdentifier', 'nhsMHSAckRequested'],
  ...['nhsMHSDuplicateElimination', 'nhsMHSPersistDuration', 'nhsMHSRetries'],
  ...['nhsMHSRetryInterval', 'nhsMHSSyncReplyMode', 'nhsMhsActor', 'nhsProductKey'],
  ...['nhsMHSIsAuthenticated', 'nhsEPInteractionType'],
];

/** Q2 and Q3 of the MHS adaptor in turns, each for another practice, one at a time on each connection. */
export async function ldapLoad(options: LdapLoadOptions): Promise<LdapLoadResult> {
  const { port, connections, forMs } = options;
  const questions = questionsOf(options.entries / 2);
  const latencies: number[] = [];
  let asked = 0;
  let failures = 0;
  const began = performance.now();
  const one = async () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const framer = new MessageFramer(() => 10_000_000);
    let done = (_well: boolean) => {};
    let entries = 0;
    socket.on('data', (piece: Buffer) => {
      framer.push(piece);
      for (let bytes = framer.next(); bytes; bytes = framer.next()) {
        const kind = operationOf(bytes);
        if (kind === TAGS['search-entry']) entries += 1;
        else done(kind === TAGS['search-done'] && entries === 1 && endsWell(bytes));
      }
    });
    while (performance.now() - began < forMs) {
      const question = questions[asked++ % questions.length];
      if (!question) break;
      const start = performance.now();
      entries = 0;
      const well = new Promise<boolean>((resolve) => {
        done = resolve;
      });
      socket.write(question);
      if (!(await well)) failures += 1;
      latencies.push(performance.now() - start);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    searches: latencies.length,
    perSecond: latencies.length / seconds,
    p99: latencies[Math.floor((latencies.length - 1) * 0.99)] ?? 0,
    failures,
  };
}

/** The whole messages, made before the clock runs: what is measured is the servers. */
function questionsOf(practices: number): readonly Buffer[] {
  const questions: Buffer[] = [];
  for (let at = 0; at < practices; at++) {
    // Neighbours on the wire are no neighbours in the directory.
    const practice = (at * 7919) % practices;
    questions.push(
      searchFor(
        `(&(nhsIDCode=${odsOf(practice)})(objectClass=nhsAs)(nhsAsSvcIA=${SVC_IA}))`,
        WANTED_AS,
      ),
      searchFor(
        `(&(objectClass=nhsMhs)(nhsMHSPartyKey=${partyKeyOf(practice)})(nhsMhsSvcIA=${SVC_IA}))`,
        WANTED_MHS,
      ),
    );
  }
  return questions;
}

function searchFor(filter: string, attributes: readonly string[]): Buffer {
  const operation = searchOperation(filter, { attributes });
  return writeLdapMessage({ id: 7, operation, controls: [] });
}

/** The tag behind the lengths and the message id, read by hand: the client must not be what is measured. */
function operationOf(bytes: Buffer): number {
  const first = bytes[1] ?? 0;
  const idAt = 2 + (first < 0x80 ? 0 : first & 0x7f);
  if (bytes[idAt] !== BER.integer) return -1;
  return bytes[idAt + 2 + (bytes[idAt + 1] ?? 0)] ?? -1;
}

const SUCCESS = writeOperation({
  kind: 'search-done',
  result: { code: 0, matchedDn: '', message: '' },
});

function endsWell(bytes: Buffer): boolean {
  return bytes.subarray(-SUCCESS.length).equals(SUCCESS);
}
