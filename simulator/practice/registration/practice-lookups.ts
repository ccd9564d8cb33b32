import {
  PDS_QUERY_SERVICE,
  RETRIEVAL_QUERY,
} from '../../../src/demographics/hl7v3/client/client-names.ts';
import type { RequesterLookups } from '../../../src/gp2gp/requester-state.ts';
import type { SenderChecks } from '../../../src/gp2gp/sender-state.ts';
import type { PracticeSettings } from '../../world/world.ts';
import type { PracticeRoom } from '../practice-room.ts';

type Lookups = PracticeSettings['lookups'];
export type Directory = Lookups['sds'];

/** The settings of the moment. */
export function lookupsOf({ party, world }: PracticeRoom): Lookups {
  const settings = world.current().practiceSettings(party.partyKey);
  // The party was in the world when the practice was started; without it nothing is asked any more.
  return settings?.lookups ?? NOTHING;
}

/** Which directory is asked. One that the practice has no address of is as good as none. */
export function directoryOf(room: PracticeRoom): Directory {
  const { sds } = lookupsOf(room);
  if (sds === 'world') return sds;
  const reachable = sds === 'fhir' ? room.fhirUrl : room.ldapUrl;
  return reachable ? sds : 'world';
}

/** Whether PDS is asked at all. A world in which nobody serves retrievals has no PDS. */
function asksPds(room: PracticeRoom): boolean {
  const isServed = room.world.current().serviceRule(PDS_QUERY_SERVICE, RETRIEVAL_QUERY);
  return room.pdsUrl !== undefined && isServed !== undefined && lookupsOf(room).pds !== 'off';
}

/** What a transfer that this practice starts asks before its request. */
export function requesterLookups(room: PracticeRoom): RequesterLookups {
  const { gpUpdate, deceased } = lookupsOf(room);
  const pds = asksPds(room);
  return {
    pds,
    gpUpdate: gpUpdate === 'before-request',
    // Whom PDS names must be found, if only in the world.
    sds: pds || directoryOf(room) !== 'world',
    deceased,
  };
}

/** What this practice asks before it sends a record. */
export function senderChecks(room: PracticeRoom): SenderChecks {
  const { senderCheck } = lookupsOf(room);
  return {
    pds: asksPds(room) && senderCheck.pds,
    sds: directoryOf(room) !== 'world' && senderCheck.sds,
  };
}

const NOTHING: Lookups = {
  pds: 'off',
  gpUpdate: 'skip',
  deceased: 'record',
  sds: 'world',
  senderCheck: { pds: false, sds: false },
  pdsTimeoutMs: 0,
  updateTimeoutMs: 0,
  sdsTimeoutMs: 0,
  sdsCacheMs: 0,
};
