import type { HttpClient } from '../../src/platform/http-client.ts';
import { writeSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { HL7_NS } from '../../src/wire/hl7/names.ts';
import { readSoapFault } from '../../src/wire/soap/read-soap-fault.ts';
import { readSyncEnvelope } from '../../src/wire/soap/read-sync-envelope.ts';
import { writeSyncEnvelope } from '../../src/wire/soap/write-sync-envelope.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import { lonelyChild } from './lonely-child.ts';
import type { RestHead } from './read-rest-head.ts';
import { answered, type RestAnswer, workFailure } from './rest-answer.ts';
import type { Route } from './route-finder.ts';

/** Asks Spine synchronously in SOAP and answers with what is inside its answer (mhs 3.9, 7.2). */
export async function askSynchronously(
  room: AdaptorRoom,
  client: Pick<HttpClient, 'post'>,
  head: RestHead,
  payload: string,
  route: Route,
): Promise<RestAnswer> {
  const { contract, asids } = route;
  const { clock, journal, party, service, spineUrl, world } = room;
  if (head.fromAsid === undefined) {
    const text = '`from_asid` header field required for sync messages';
    return workFailure(400, text, head, 'the header from-asid is missing');
  }
  const path = pathIn(contract.endpoint);
  const url = `${spineUrl()}${path}`;
  const named = { service: contract.service, action: contract.action };
  const soapId = `uuid:${head.messageId}`;
  const body = writeSyncEnvelope(
    {
      messageId: soapId,
      action: writeSoapAction(named),
      to: url,
      from: '',
      replyTo: '',
      relatesTo: undefined,
      receiverAsid: asids[0] ?? '',
      senderAsid: head.fromAsid,
    },
    withoutDeclaration(payload),
  );
  const headers = [
    ['Content-Type', 'text/xml'],
    ['SOAPAction', writeSoapAction(named, true)],
  ] as const;
  const answer = await client.post(url, { headers, body });
  const told = judge(answer, head);
  await journal.append({
    kind: 'delivery',
    at: clock.now().toISOString(),
    service,
    summary: `${contract.action} to Spine, synchronously: ${told.result}`,
    conversationId: head.correlationId,
    messageId: head.messageId,
    fromParty: party.partyKey,
    toParty: world.current().spine.partyKey,
    interaction: contract.action,
    request: { method: 'POST', path: url, headers, body },
    ...('failed' in answer
      ? {}
      : { response: { status: answer.status, headers: answer.headers, body: answer.body } }),
    facts: { outcome: told.result },
  });
  return told;
}

function judge(answer: Awaited<ReturnType<HttpClient['post']>>, head: RestHead): RestAnswer {
  if ('failed' in answer)
    return workFailure(500, 'Error making outbound request', head, answer.message);
  const { status, body } = answer;
  if (status !== 200) {
    const fault = readSoapFault(body);
    const errors = fault.ok ? fault.value.errors : [];
    const told = errors.map(({ errorCode, description }) => `${errorCode} ${description}`);
    const what = told.join('; ') || `HTTP status ${status}`;
    return workFailure(500, `Error(s) received from Spine: ${what}`, head, `status ${status}`);
  }
  const read = readSyncEnvelope(body);
  if (!read.ok)
    return workFailure(
      500,
      'Unable to handle response returned from Spine',
      head,
      read.failure.message,
    );
  const child = lonelyChild(body, HL7_NS, 'retrievalQueryResponse');
  if (!child)
    return workFailure(
      ...([500, "Didn't get expected response from Spine", head] as const),
      'the SOAP Body holds no retrievalQueryResponse with exactly one child',
    );
  return answered(head, child, 'the child of retrievalQueryResponse');
}

/** The path of an endpoint in the directory; its host is where Spine says it is, which may be another port here. */
function pathIn(endpoint: string): string {
  return URL.parse(endpoint)?.pathname ?? '/sync-service';
}

function withoutDeclaration(xml: string): string {
  return xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>\s*/, '');
}
