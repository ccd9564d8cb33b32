import type { LdapRequest } from '../../../src/wire/ldap/ldap-message.ts';
import type { LdapResult } from '../../../src/wire/ldap/ldap-result.ts';
import { malformedAnswer } from './answer-writer.ts';
import { type BindRequest, decideBind } from './decide-bind.ts';
import { type CompareRequest, decideCompare } from './decide-compare.ts';
import { disturbance } from './ldap-faults.ts';
import type { LdapSession } from './ldap-session.ts';
import type { Operation } from './operation.ts';
import { operationalIn } from './operational-attributes.ts';
import { responseTo } from './response-to.ts';
import { operationRecord } from './search-record.ts';

type Small = Exclude<LdapRequest, { kind: 'search-request' | 'extended-request' }>;

/** Answers what has no more to say than a result: binds and comparisons. */
export async function answerSmall(
  session: LdapSession,
  operation: Operation,
  request: Small,
): Promise<void> {
  if (request.kind === 'bind-request') await answerBind(session, operation, request);
  if (request.kind === 'compare-request') await answerCompare(session, operation, request);
}

async function answerBind(
  session: LdapSession,
  operation: Operation,
  request: BindRequest,
): Promise<void> {
  const { room, from } = session;
  session.abandonOthers(operation);
  const decision = decideBind(request, room.settings().ldap.namedBind, from.commonName);
  const faults = disturbance(room, 'bind', from.caller);
  const heldBack = operation.pause(room.clock, faults.delayMs);
  const result = faults.result ?? decision.result;
  session.authorizationId = result.code === 0 ? decision.authorizationId : '';
  // An anonymous bind says nothing that the searches after it do not say.
  const isWorthKeeping = result.code !== 0 || faults.trace.length > 0;
  const at = room.clock.now();
  if (isWorthKeeping)
    await room.journal.append(
      operationRecord({ at, from, what: 'bind', result, trace: faults.trace }),
    );
  await heldBack;
  if (operation.ended) return;
  if (faults.drop) return session.wire.drop();
  if (faults.malformed) await session.wire.write(malformedAnswer(operation.id));
  else await answer(session, operation, request, result);
}

async function answerCompare(
  session: LdapSession,
  operation: Operation,
  request: CompareRequest,
): Promise<void> {
  const { room, from } = session;
  const ground = {
    directory: room.directory(),
    strict: room.settings().strictMatching,
    operational: operationalIn(room),
  };
  const result = decideCompare(ground, request);
  const at = room.clock.now();
  await room.journal.append(operationRecord({ at, from, what: 'compare', result }));
  if (!operation.ended) await answer(session, operation, request, result);
}

async function answer(
  session: LdapSession,
  { id }: Operation,
  { kind }: LdapRequest,
  result: LdapResult,
): Promise<void> {
  const response = responseTo(kind, result);
  if (response) await session.send(id, response);
}
