import {
  PDS_QUERY_SERVICE,
  RETRIEVAL_QUERY,
} from '../../../src/demographics/hl7v3/client/client-names.ts';
import { writeRetrievalQuery } from '../../../src/demographics/hl7v3/client/write-retrieval-query.ts';
import { pathOf } from '../../../src/domain/spine-path.ts';
import { hl7Time } from '../../../src/gp2gp/hl7-time.ts';
import type { NewEntry } from '../../../src/journal/entry.ts';
import type { HttpClient, HttpOutcome } from '../../../src/platform/http-client.ts';
import { writeSoapAction } from '../../../src/wire/ebxml/soap-action.ts';
import { writeSyncEnvelope } from '../../../src/wire/soap/write-sync-envelope.ts';
import type { PracticeRoom } from '../practice-room.ts';
import { judgeRetrieval, type Retrieval } from './judge-retrieval.ts';
import type { Patience } from './patience.ts';
import { lookupsOf } from './practice-lookups.ts';

/**
 * Asks PDS for all that it holds of a patient, past registrations too (pds-identity 1.4, 1.7), and puts the
 * exchange on record under the conversation that it serves. `undefined` when the practice was reset or
 * closed in the meantime.
 */
export async function retrievePatient(
  room: PracticeRoom,
  client: Pick<HttpClient, 'post'>,
  patience: Patience,
  asked: { readonly nhsNumber: string; readonly conversationId: string },
): Promise<Retrieval | undefined> {
  const { clock, journal, service } = room;
  const question = questionOf(room, asked.nhsNumber);
  const { url, headers, body, soapId } = question;
  const timeoutMs = lookupsOf(room).pdsTimeoutMs;
  const waited = await patience.wait(client.post(url, { headers, body }), timeoutMs);
  if (waited.kind === 'ended') return undefined;
  const late: HttpOutcome = { failed: 'timeout', message: `no answer within ${timeoutMs} ms` };
  const answer = waited.kind === 'late' ? late : waited.value;
  if ('failed' in answer && answer.failed === 'closed') return undefined;
  const retrieval = judgeRetrieval(answer, {
    soapId,
    hl7Id: question.hl7Id,
    nhsNumber: asked.nhsNumber,
  });
  const response: NewEntry['response'] =
    'failed' in answer
      ? undefined
      : { status: answer.status, headers: answer.headers, body: answer.body };
  await journal.append({
    kind: 'delivery',
    at: clock.now().toISOString(),
    service,
    summary: `${RETRIEVAL_QUERY} to PDS: ${retrieval.kind}`,
    conversationId: asked.conversationId,
    messageId: soapId.replace(/^uuid:/, ''),
    fromParty: room.party.partyKey,
    toParty: room.world.current().spine.partyKey,
    interaction: RETRIEVAL_QUERY,
    request: { method: 'POST', path: url, headers, body },
    ...(response && { response }),
    facts: {
      outcome: retrieval.kind,
      why: retrieval.kind === 'found' ? null : retrieval.because,
    },
  });
  return retrieval;
}

function questionOf(room: PracticeRoom, nhsNumber: string) {
  const { clock, ids, party, world, pdsUrl } = room;
  const { spine } = world.current();
  const url = `${(pdsUrl ?? room.spineUrl)()}${pathOf('synchronous')}`;
  const hl7Id = ids.uuid();
  const soapId = `uuid:${ids.uuid()}`;
  const message = writeRetrievalQuery(
    { nhsNumber, withHistory: true },
    {
      hl7Id,
      creationTime: hl7Time(clock.now()),
      senderAsid: party.asid,
      receiverAsid: spine.asid,
      author: lookupsOf(room).author,
    },
  );
  const named = { service: PDS_QUERY_SERVICE, action: RETRIEVAL_QUERY };
  const body = writeSyncEnvelope(
    {
      messageId: soapId,
      action: writeSoapAction(named),
      to: url,
      from: party.endpoint,
      replyTo: party.endpoint,
      relatesTo: undefined,
      receiverAsid: spine.asid,
      senderAsid: party.asid,
    },
    message,
  );
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', writeSoapAction(named, true)],
  ] as const;
  return { url, headers, body, soapId, hl7Id };
}
