import {
  GENERAL_UPDATE,
  PDS_SERVICE,
} from '../../../src/demographics/hl7v3/client/client-names.ts';
import type { RetrievedPerson } from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import { currentRegistration } from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import { writeGpUpdate } from '../../../src/demographics/hl7v3/client/write-gp-update.ts';
import { hl7Time } from '../../../src/gp2gp/hl7-time.ts';
import type { Outbox, SendOutcome } from '../../mhs/outbox.ts';
import { compose } from '../practice-messages.ts';
import type { PracticeRoom } from '../practice-room.ts';
import { findInWorld } from './find-in-world.ts';
import type { Patience } from './patience.ts';
import type { PendingUpdate, PendingUpdates, UpdateOutcome } from './pending-updates.ts';
import { lookupsOf } from './practice-lookups.ts';
import type { SdsClient } from './sds-client.ts';
import type { FoundSystem, SystemQuery } from './system-finder.ts';

/** What registering a patient needs beside the practice itself. */
export interface RegistrationTools {
  readonly outbox: Pick<Outbox, 'send'>;
  readonly patience: Patience;
  readonly pending: PendingUpdates;
  readonly sds: Pick<SdsClient, 'find'>;
}

/**
 * Makes this practice the patient's own on PDS: a reliable message to Spine, acknowledged at once, answered
 * later by a message of PDS (pds-identity 1.8). Only an answer that says so is a success. `undefined` when
 * the practice was reset or closed in the meantime.
 */
export async function registerPatient(
  room: PracticeRoom,
  tools: RegistrationTools,
  asked: { readonly person: RetrievedPerson; readonly conversationId: string },
): Promise<UpdateOutcome | undefined> {
  const { ids } = room;
  const { serialNumber } = asked.person;
  if (serialNumber === undefined) return failed('PDS told no serial change number');
  const system = await systemOfPds(room, tools.sds, asked.conversationId);
  if (system === 'ended') return undefined;
  if (!system) return failed(`nobody is registered for ${GENERAL_UPDATE}`);
  const hl7Id = ids.uuid();
  const ready = compose(room, 'registration', {
    contract: system.contract,
    fromPartyKey: room.party.partyKey,
    // PDS takes no part in the transfer: its exchange is a conversation of its own.
    conversationId: ids.uuid(),
    messageId: ids.uuid(),
    time: room.clock.now(),
    payload: payloadOf(room, system, hl7Id, { ...asked.person, serialNumber }),
  });
  const { messageId } = ready.message.envelope;
  const { conversationId } = asked;
  const answer = Promise.withResolvers<UpdateOutcome>();
  const update: PendingUpdate = { messageId, hl7Id, conversationId, settle: answer.resolve };
  tools.pending.open(update);
  try {
    const sending = tools.outbox.send({ role: 'registration', ...ready });
    void sending.outcome.then((outcome) => outcome && notTaken(update, outcome));
    const { updateTimeoutMs } = lookupsOf(room);
    const waited = await tools.patience.wait(answer.promise, updateTimeoutMs);
    if (waited.kind === 'ended') return undefined;
    if (waited.kind === 'done') return waited.value;
    return failed(`PDS gave no answer within ${Math.round(updateTimeoutMs / 1000)} s`);
  } finally {
    tools.pending.close(update);
  }
}

/** An update that Spine did not take has no answer to wait for. */
function notTaken(update: PendingUpdate, { outcome, detail }: SendOutcome): void {
  if (outcome !== 'acknowledged') update.settle(failed(`PDS did not take the update: ${detail}`));
}

async function systemOfPds(
  { world }: PracticeRoom,
  sds: Pick<SdsClient, 'find'>,
  conversationId: string,
): Promise<FoundSystem | 'ended' | undefined> {
  const query: SystemQuery = {
    odsCode: world.current().spine.odsCode,
    service: PDS_SERVICE,
    action: GENERAL_UPDATE,
  };
  const outcome = await sds.find(query, conversationId);
  if (!outcome) return 'ended';
  if (outcome.kind === 'found') return outcome.system;
  // A directory may lack the entries of Spine itself, which every system has in its own configuration.
  const known = await findInWorld(world).find(query);
  return known.kind === 'found' ? known.system : undefined;
}

function payloadOf(
  room: PracticeRoom,
  { asid }: FoundSystem,
  hl7Id: string,
  person: RetrievedPerson & { readonly serialNumber: number },
): Buffer {
  const { nhsNumber, serialNumber } = person;
  const { odsCode } = room.party;
  const objectId = currentRegistration(person)?.objectId;
  const update = { nhsNumber, serialNumber, practice: odsCode, objectId };
  const facts = {
    hl7Id,
    creationTime: hl7Time(room.clock.now()),
    senderAsid: room.party.asid,
    receiverAsid: asid,
    author: lookupsOf(room).author,
  };
  return Buffer.from(writeGpUpdate(update, facts));
}

function failed(because: string): UpdateOutcome {
  return { kind: 'failed', because };
}
