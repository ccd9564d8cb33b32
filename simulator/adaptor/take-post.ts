import type { InjectedFault } from '../../src/faults/fault.ts';
import { faultOf } from '../../src/faults/fault-book.ts';
import type { HttpClient } from '../../src/platform/http-client.ts';
import { readSendRequest } from '../../src/wire/adaptor/read-send-request.ts';
import type { SendRequest } from '../../src/wire/adaptor/send-request.ts';
import { errorsOfFault } from '../../src/wire/adaptor/spine-errors.ts';
import { buildSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { AdaptorRoom } from './adaptor-room.ts';
import { askSynchronously } from './ask-synchronously.ts';
import type { RestHead } from './read-rest-head.ts';
import { frameworkRefusal, type RestAnswer, refusedBySpine, workFailure } from './rest-answer.ts';
import type { KnownInteraction, Route } from './route-finder.ts';
import { type SendingParts, type StartedSending, sendMessage } from './send-message.ts';

export interface PostParts extends SendingParts {
  readonly client: Pick<HttpClient, 'post'>;
}

/** A `POST /` whose headers are in order. */
export interface Post {
  readonly head: RestHead;
  readonly body: Buffer;
  /** The body once more, from where it is kept; without it what is built from it is held until the end. */
  readonly again?: (() => Promise<Buffer>) | undefined;
  readonly faults: readonly InjectedFault[];
}

/**
 * Does what a system asks with `POST /` (mhs 7.1, 7.2). Resolves when the body is not needed any more; the answer comes
 * when the message is acknowledged, answered or given up.
 */
export async function takePost(
  room: AdaptorRoom,
  parts: PostParts,
  { head, body, again, faults }: Post,
): Promise<StartedSending> {
  const { settings, routes, world } = room;
  const { correlationId } = head;
  const refused = (status: number, reason: string) =>
    ended(frameworkRefusal(status, reason, correlationId));
  const rules = { unknownMembers: settings().unknownMembers };
  const read = readSendRequest(body, rules);
  if (!read.ok) return refused(400, read.because);
  const interaction = routes.interaction(head.interaction);
  if (!interaction) return refused(404, `Unknown interaction ID: ${head.interaction}`);
  if (head.waits && !mayWait(room, interaction)) {
    return refused(
      400,
      'Message header requested wait-for-response wrap for a message pattern that does not support sync-async',
    );
  }
  const asSpine = insteadOfSpine(head, faults);
  if (asSpine) return ended(asSpine);
  const { service, action, ofSpine } = interaction;
  // Without a code Spine's own is asked for, which no practice's interaction is registered under (mhs 7.1).
  const { spine } = world.current();
  const odsCode = ofSpine ? spine.odsCode : (head.odsCode ?? spine.odsCode);
  const found = await routes.find({ odsCode, service, action });
  if (found.kind === 'not-found')
    return ended(workFailure(500, 'Error obtaining outbound URL', head, found.because));
  noteReceived(room, head);
  if (found.route.pattern === 'synchronous') {
    const { payload } = read.request;
    const told = await askSynchronously(room, parts.client, head, payload, found.route);
    note(
      room,
      head,
      told.reply.status === 200 ? 'SYNC_RESPONSE_SUCCESSFUL' : 'SYNC_RESPONSE_FAILED',
    );
    return ended(told);
  }
  const asked = { head, request: read.request, route: found.route satisfies Route };
  const reread = again && (async () => requestIn(await again(), rules));
  const sending = await sendMessage(room, parts, asked, reread);
  return { answer: sending.answer.then((told) => noted(room, head, told)) };
}

function mayWait({ settings }: AdaptorRoom, { ofSpine, pattern }: KnownInteraction): boolean {
  // Spine's services answer under the id of the request; practices do not (mhs 4.1).
  return settings().waitForResponse !== 'never' && ofSpine && pattern !== 'synchronous';
}

/** Faults that stand for what Spine would have answered: nothing is sent. */
function insteadOfSpine(head: RestHead, faults: readonly InjectedFault[]): RestAnswer | undefined {
  const fault = faultOf(faults, 'soap-fault');
  if (fault) {
    const soap = errorsOfFault(buildSoapFault(fault.code, fault.text));
    return refusedBySpine(soap, head, `the fault ${fault.rule} answers for Spine`);
  }
  const error = faultOf(faults, 'message-error');
  if (!error) return undefined;
  const { code, text, rule } = error;
  const one = {
    codeContext: 'urn:oasis:names:tc:ebxml-msg:service:errors',
    ...{ errorCode: code, severity: 'Error', location: '', description: text },
  };
  const errors = { errorType: 'ebxml_error', errors: [one] } as const;
  return refusedBySpine(errors, head, `the fault ${rule} answers for Spine`);
}

function requestIn(
  body: Buffer,
  rules: Parameters<typeof readSendRequest>[1],
): SendRequest | undefined {
  const read = readSendRequest(body, rules);
  return read.ok ? read.request : undefined;
}

function noted(room: AdaptorRoom, head: RestHead, told: RestAnswer): RestAnswer {
  if (head.waits) return told;
  const { status } = told.reply;
  const refused = told.result === 'refused by Spine';
  if (status === 202) note(room, head, 'OUTBOUND_MESSAGE_ACKD');
  else if (status === 400) note(room, head, 'OUTBOUND_MESSAGE_PREPARATION_FAILED');
  else note(room, head, `OUTBOUND_MESSAGE_${refused ? 'NACKD' : 'TRANSMISSION_FAILED'}`);
  return told;
}

function noteReceived(room: AdaptorRoom, head: RestHead): void {
  note(room, head, 'OUTBOUND_MESSAGE_RECEIVED');
}

function note({ clock, work }: AdaptorRoom, head: RestHead, state: string): void {
  const { messageId, correlationId: conversationId, interaction } = head;
  const at = clock.now().toISOString();
  work.note({ messageId, conversationId, interaction, direction: 'outbound', state, at });
}

function ended(answer: RestAnswer): StartedSending {
  return { answer: Promise.resolve(answer) };
}
