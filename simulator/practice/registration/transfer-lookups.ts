import {
  currentRegistration,
  type RetrievedPerson,
  registrationBefore,
} from '../../../src/demographics/hl7v3/client/retrieved-person.ts';
import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_REQUEST,
} from '../../../src/domain/interaction.ts';
import type {
  LookupEvent,
  PatientFacts,
  TransferEffect,
} from '../../../src/gp2gp/transfer-event.ts';
import type { PracticeRoom } from '../practice-room.ts';
import type { Transfer } from '../transfer-book.ts';
import type { DirectoryDesk } from './directory-desk.ts';
import type { PdsClient } from './pds-client.ts';

/** What a transfer asks of PDS and SDS. */
export type LookupEffect = Extract<
  TransferEffect,
  { kind: 'retrieve-patient' | 'update-registration' | 'look-up-system' }
>;

/** Asks PDS and SDS for transfers, and keeps with each what it was told. */
export interface TransferLookups {
  /**
   * Resolves with what the transfer is told; `undefined` when the practice was reset or closed. Rejects only
   * for what is the practice's own fault.
   */
  perform(transfer: Transfer, effect: LookupEffect): Promise<LookupEvent | undefined>;
}

export function transferLookups(
  room: PracticeRoom,
  pds: Pick<PdsClient, 'retrieve' | 'register'>,
  directory: Pick<DirectoryDesk, 'find'>,
): TransferLookups {
  const retrieve = async (
    transfer: Transfer,
    { nhsNumber }: { readonly nhsNumber: string },
  ): Promise<LookupEvent | undefined> => {
    const retrieval = await pds.retrieve(nhsNumber, transfer.conversationId);
    if (!retrieval) return undefined;
    if (retrieval.kind !== 'found') {
      const { kind: why, because } = retrieval;
      return { kind: 'patient-not-retrieved', why, because };
    }
    transfer.person = retrieval.person;
    const patient = factsOf(retrieval.person, room.party.odsCode);
    return { kind: 'patient-retrieved', patient };
  };

  const register = async (transfer: Transfer): Promise<LookupEvent | undefined> => {
    let { person } = transfer;
    if (!person) {
      // After a restart: what PDS told is not kept, so it is asked again.
      const { state } = transfer;
      if (state.role !== 'requester') throw new Error('a sender registers nobody');
      const again = await retrieve(transfer, state);
      if (again?.kind !== 'patient-retrieved') return again && notRegistered(again);
      // The update may have come through although its answer did not.
      if (again.patient.practice === room.party.odsCode) return { kind: 'registration-updated' };
      person = transfer.person;
      if (!person) return undefined;
    }
    // It is not needed again, and thousands of transfers are kept.
    transfer.person = undefined;
    const outcome = await pds.register(person, transfer.conversationId);
    if (!outcome || outcome.kind === 'updated') return outcome && { kind: 'registration-updated' };
    return { kind: 'registration-not-updated', why: outcome.kind, because: outcome.because };
  };

  /** Finds the other practice's system for each interaction that will be sent to it. */
  const lookUp = async (transfer: Transfer, odsCode: string): Promise<LookupEvent | undefined> => {
    for (const action of INTERACTIONS[transfer.state.role]) {
      const outcome = await directory.find(transfer, odsCode, action);
      if (!outcome) return undefined;
      if (outcome.kind === 'not-found') {
        return { kind: 'system-not-found', why: outcome.why, because: outcome.because };
      }
    }
    const { peer } = transfer;
    return { kind: 'system-found', ...(peer && { asid: peer.asid }) };
  };

  return {
    perform(transfer, effect) {
      switch (effect.kind) {
        case 'retrieve-patient':
          return retrieve(transfer, effect);
        case 'update-registration':
          return register(transfer);
        case 'look-up-system':
          return lookUp(transfer, effect.odsCode);
      }
    },
  };
}

/** What PDS did not tell, as the answer to an update that needs it. */
function notRegistered(event: LookupEvent): LookupEvent {
  const because =
    event.kind === 'patient-not-retrieved' ? event.because : 'PDS did not tell of the patient';
  return { kind: 'registration-not-updated', why: 'failed', because };
}

/** What a transfer is told when its lookup broke in the practice's own hands. */
export function brokenLookup({ kind }: LookupEffect): LookupEvent {
  const told = { why: 'failed', because: 'the practice itself failed' } as const;
  switch (kind) {
    case 'retrieve-patient':
      return { kind: 'patient-not-retrieved', ...told };
    case 'update-registration':
      return { kind: 'registration-not-updated', ...told };
    case 'look-up-system':
      return { kind: 'system-not-found', ...told };
  }
}

// By the request alone, as gp2gp 1.3 step 4 has it: live systems are not registered for all they answer with.
const INTERACTIONS = {
  requester: [EHR_REQUEST],
  sender: [EHR_EXTRACT, APPLICATION_ACKNOWLEDGEMENT],
} as const;

function factsOf(person: RetrievedPerson, ownOds: string): PatientFacts {
  const practice = currentRegistration(person)?.practice;
  const { removal } = person;
  return {
    nhsNumber: person.nhsNumber,
    practice,
    practiceBefore: registrationBefore(person, ownOds)?.practice,
    deceased: person.deceased !== undefined,
    removal: practice === undefined && removal?.to === undefined ? removal?.reason : undefined,
    sensitive: person.sensitivity !== undefined,
  };
}
