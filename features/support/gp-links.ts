import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { MailboxDesk } from '../../simulator/doors/mailbox-desk.ts';
import type { NhaisDesk } from '../../simulator/doors/nhais-desk.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { FREE_SERVICE_PORTS } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { mergePatch } from '../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { currentProvision } from '../../src/demographics/patient.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { type VirtualClock, virtualClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { PATIENCE_MS } from './messaging.ts';
import { type Part, practiceFile } from './practice-files.ts';
import { processCertificates } from './process-certificates.ts';

const GP = 'Z99001GP1';
const HA = 'SO01HA1';
const LINK = 'riverside';
const BOTH_NOW: WorldPatch = { receiptDelay: 'PT0S', replies: { delay: 'PT0S' } };

/** Riverside Surgery at its end of a GP link to Hampshire: what it sends over MESH, and what comes. */
export interface GpLinks extends AsyncDisposable {
  /** Settings of the link, before anything is sent. */
  set(link: WorldPatch): void;
  /** A fault of the authority, before anything is sent. */
  fault(actions: readonly WorldPatch[]): void;
  stopClock(): void;
  pass(milliseconds: number): Promise<void>;
  /** Sends an interchange; each has the next number unless told. */
  send(
    parts: readonly Part[],
    file?: { readonly sequence?: number; readonly to?: string },
  ): Promise<void>;
  sendAgain(): Promise<void>;
  desk(): Promise<NhaisDesk>;
  /** The interchange that came to the practice at this place, counted from 1. */
  arrived(place: number): Promise<NhaisInterchange>;
  /** How many have come, when nothing is open any more. */
  count(): Promise<number>;
  entry(what: string, matches: (entry: Entry) => boolean): Promise<Entry>;
  /** ODS code of the practice that PDS has a patient with. */
  practiceOf(nhsNumber: string): Promise<string | undefined>;
}

export function openGpLinks(): GpLinks {
  let link: WorldPatch = BOTH_NOW;
  let faults: WorldPatch = {};
  let clock: VirtualClock | undefined;
  let opening: Promise<Simulator> | undefined;
  let number = 40;
  let last: Buffer | undefined;

  const open = async () => {
    const { directory } = await processCertificates();
    const patch = { ...FREE_SERVICE_PORTS, nhais: { links: { [LINK]: link } }, faults };
    return startSimulator({
      world: await loadWorld({ overrides: { ...patch, organisations: { lakeside: null } } }),
      ...{ certificateDirectory: directory, keyType: 'p-256', logger: silentLogger },
      ...{ control: false, durable: false, practices: false },
      ...(clock && { clock }),
    });
  };
  const simulator = () => {
    opening ??= open();
    return opening;
  };
  const mailboxes = async (): Promise<MailboxDesk> => {
    const { mesh } = (await simulator()).neighbours;
    assert.ok(mesh, 'MESH is up');
    return mesh.desk;
  };
  const post = async (body: Buffer, to = HA) => {
    last = body;
    await (await mailboxes()).send({ from: GP, to, workflowId: 'NHAIS_REG', body });
  };

  return {
    set(patch) {
      link = mergePatch(link, patch) as WorldPatch;
    },
    fault(actions) {
      faults = { odd: { faces: ['nhais'], actions } } as WorldPatch;
    },
    stopClock() {
      clock = virtualClock(new Date());
    },
    async pass(milliseconds) {
      await clock?.advance(milliseconds);
    },
    async send(parts, { sequence, to } = {}) {
      number = sequence ?? number + 1;
      await post(practiceFile(parts, { sequence: number, sender: 'TES1' }), to);
    },
    async sendAgain() {
      assert.ok(last, 'something was sent before');
      await post(last);
    },
    async desk() {
      const { nhais } = (await simulator()).neighbours;
      assert.ok(nhais, 'there are health authorities');
      return nhais.desk;
    },
    async arrived(place) {
      const desk = await mailboxes();
      while (desk.inbox(GP).length < place) await turn();
      const id = desk.inbox(GP)[place - 1]?.id ?? '';
      const pieces: Buffer[] = [];
      for await (const piece of desk.content(id) ?? []) pieces.push(Buffer.from(piece));
      const reading = readInterchange(Buffer.concat(pieces));
      assert.ok(reading.ok, 'what came can be read');
      return reading.value;
    },
    async count() {
      const { journal } = await simulator();
      const desk = await mailboxes();
      for (;;) {
        const open = (await journal.openWork()).filter(({ opens }) =>
          /^nhais-(?:receipt|reply|send):/.test(opens ?? ''),
        );
        const untaken = desk
          .inbox(HA)
          .some(({ status, workflowId }) => status === 'accepted' && /^NHAIS/.test(workflowId));
        if (open.length === 0 && !untaken) return desk.inbox(GP).length;
        await turn();
      }
    },
    async entry(what, matches) {
      const { journal } = await simulator();
      return waitForEntry(journal, { what, matches }, { timeoutMs: PATIENCE_MS });
    },
    async practiceOf(nhsNumber) {
      const patient = (await simulator()).services.register.get(nhsNumber);
      return patient && currentProvision(patient)?.ods;
    },
    async [Symbol.asyncDispose]() {
      const opened = await opening?.catch(() => undefined);
      await opened?.stop();
    },
  };
}
