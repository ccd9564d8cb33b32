import { randomUUID } from 'node:crypto';
import type { ApiMount } from '../../simulator/gateway/api-message.ts';
import { pdsFhir } from '../../simulator/pds/fhir/pds-fhir.ts';
import type { Hl7Parts } from '../../simulator/pds/hl7/hl7-parts.ts';
import { pdsApplication } from '../../simulator/pds/hl7/pds-application.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { registerAtPractice } from '../../src/demographics/change/change-practice.ts';
import { secondOf } from '../../src/demographics/date-range.ts';
import {
  type RetrievalAnswer,
  readRetrievalAnswer,
} from '../../src/demographics/hl7v3/client/read-retrieval-answer.ts';
import {
  readUpdateAnswer,
  type UpdateAnswer,
} from '../../src/demographics/hl7v3/client/read-update-answer.ts';
import { currentRegistration } from '../../src/demographics/hl7v3/client/retrieved-person.ts';
import { writeGpUpdate } from '../../src/demographics/hl7v3/client/write-gp-update.ts';
import { writeRetrievalQuery } from '../../src/demographics/hl7v3/client/write-retrieval-query.ts';
import { memoryRegister } from '../../src/demographics/register/memory-register.ts';
import type { PatientRegister } from '../../src/demographics/register/register.ts';
import { SPECIAL_FAULTS } from '../../src/demographics/special/special-faults.ts';
import { specialPatients } from '../../src/demographics/special/special-patients.ts';
import { faultBook } from '../../src/faults/fault-book.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { systemIds } from '../../src/platform/ids.ts';
import { seededRandom } from '../../src/platform/random.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { PRACTICES } from './cast.ts';
import { messageIn, retrievalPosting, updatePosting } from './pds-post.ts';
import { openStage, type Recipient, type Stage } from './stage.ts';

const { asid, fqdn } = PRACTICES.Riverside;

/** Riverside at PDS: what it asked over HL7 v3 last, and what it was told. */
export interface PdsDesk extends AsyncDisposable {
  retrieve(nhsNumber: string): Promise<void>;
  /** Registers the patient who was retrieved last, under the serial number that was told. */
  register(practice: string): Promise<void>;
  /** Somebody else registers a patient over FHIR. */
  moveOverFhir(nhsNumber: string, practice: string): void;
  /** Version and practice that FHIR tells. */
  overFhir(nhsNumber: string): Promise<{ readonly version: string; readonly practice: string }>;
  /** HTTP status of the last retrieval. */
  readonly status: number;
  readonly retrieved: RetrievalAnswer;
  readonly practice: string | undefined;
  readonly serialNumber: number | undefined;
  /** How Spine answered the last update: `Acknowledgment`, `MessageError`. */
  readonly signal: string;
  /** What came of the last update, when so many messages have come. */
  answers(count: number): Promise<readonly (UpdateAnswer | undefined)[]>;
  /** Why the last update was left without an answer. */
  silence(): Promise<string>;
}

/** Opens the desk over Spine, PDS and its FHIR face, all over one register. */
export async function openPdsDesk(world: WorldPatch = {}): Promise<PdsDesk> {
  const clock = systemClock();
  const now = () => clock.now();
  const register = memoryRegister({ patients: specialPatients(now()), now });
  let parts: Hl7Parts | undefined;
  const stage = await openStage({
    world: { faults: SPECIAL_FAULTS, ...world },
    clock,
    applications(store) {
      parts = {
        ...{ world: store, register, clock, ids: systemIds(), random: seededRandom(1) },
        organisation: (ods) => (/^Z9900[123]$/.test(ods) ? 'open' : 'unknown'),
        faults: faultBook(() => store.current().faults),
      };
      return { pds: pdsApplication(parts) };
    },
  });
  const recipient = await stage.recipient(fqdn);
  await stage.settings.patch({
    organisations: { riverside: { played: 'external', port: null, endpoint: recipient.url } },
  });
  if (!parts) throw new Error('the stage did not ask for its applications');
  return deskOver(stage, recipient, register, parts);
}

function deskOver(
  stage: Stage,
  recipient: Recipient,
  register: PatientRegister,
  parts: Hl7Parts,
): PdsDesk {
  const fhir = pdsFhir({
    ...parts,
    tokens: { judge: () => ({ ok: false, outcome: { kind: 'invalid-token' } }) },
  });
  let [status, asked, sent, before] = [0, '', '', 0];
  let told: RetrievalAnswer | undefined;
  let signal = '';
  const found = () => {
    if (!told) throw new Error('nobody was asked for yet');
    return told;
  };
  const person = () => {
    const answer = found();
    return answer.kind === 'found' ? answer.person : undefined;
  };
  const facts = () => ({
    ...{ hl7Id: randomUUID().toUpperCase(), creationTime: secondOf(parts.clock.now()) },
    ...{ senderAsid: asid, receiverAsid: stage.world.current().spine.asid },
  });
  const current = () => {
    const known = person();
    return known && currentRegistration(known);
  };
  return {
    async retrieve(nhsNumber) {
      asked = nhsNumber;
      const payload = writeRetrievalQuery({ nhsNumber, withHistory: true }, facts());
      const { path, headers, body } = retrievalPosting(
        stage.world.current(),
        PRACTICES.Riverside,
        payload,
      );
      const answer = await stage.post(fqdn, path, headers, body);
      if ('failed' in answer) throw new Error(`PDS gave no answer: ${answer.message}`);
      status = answer.status;
      const read = readRetrievalAnswer(answer.body);
      told = read.ok ? read.value : undefined;
    },
    async register(practice) {
      before = recipient.arrived.length;
      const known = person();
      const objectId = current()?.objectId;
      const serialNumber = known?.serialNumber ?? 0;
      const update = { nhsNumber: asked, serialNumber, practice, objectId };
      const { path, headers, body, messageId } = updatePosting(
        stage.world.current(),
        PRACTICES.Riverside,
        writeGpUpdate(update, facts()),
      );
      sent = messageId;
      const answer = await stage.post(fqdn, path, headers, body);
      if ('failed' in answer) throw new Error(`Spine gave no answer: ${answer.message}`);
      const read = readEbxml(answer.body);
      signal = read.ok ? read.value.action : '';
    },
    moveOverFhir(nhsNumber, ods) {
      const note = { at: parts.clock.now().toISOString(), face: 'fhir', by: 'a client' };
      register.change(nhsNumber, undefined, { ...note, what: 'GP registration' }, (patient) =>
        registerAtPractice(patient, { ods, now: parts.clock.now(), reuseProvisionId: true }),
      );
    },
    overFhir: (nhsNumber) => readOverFhir(fhir, nhsNumber, parts.clock.now()),
    get signal() {
      return signal;
    },
    get status() {
      return status;
    },
    get retrieved() {
      return found();
    },
    get practice() {
      return current()?.practice;
    },
    get serialNumber() {
      return person()?.serialNumber;
    },
    async answers(count) {
      const arrived = await recipient.count(before + count);
      return arrived.slice(before).map((each) => {
        const payload = messageIn(each);
        const read = payload && readUpdateAnswer(payload);
        return read?.ok ? read.value : undefined;
      });
    },
    async silence() {
      const entry = await waitForEntry(
        stage.journal,
        {
          what: 'the end of the update',
          matches: ({ kind, messageId }) => kind === 'settled' && messageId === sent,
        },
        { timeoutMs: 10_000 },
      );
      return entry.summary;
    },
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

/** What the other face tells of the same record. */
async function readOverFhir(fhir: ApiMount, nhsNumber: string, at: Date) {
  const answer = await fhir.handle({
    ...{ method: 'GET', path: `/Patient/${nhsNumber}`, query: '', body: Buffer.alloc(0), at },
    url: `https://localhost/Patient/${nhsNumber}`,
    headers: [['X-Request-ID', randomUUID()]],
    peer: { address: '127.0.0.1' },
  });
  const record = JSON.parse(Buffer.from(answer.body).toString());
  return {
    version: String(record.meta?.versionId),
    practice: String(record.generalPractitioner?.[0]?.identifier?.value),
  };
}
