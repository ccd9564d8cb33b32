import { parseSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import type { Reading } from '../../src/wire/reading.ts';
import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { SyncEnvelope } from '../../src/wire/soap/sync-envelope.ts';
import type { SpineApplication } from '../doors/spine-application.ts';
import type { SpineServiceRule, World } from '../world/world.ts';
import type { Arrival } from './arrival.ts';
import { identify } from './identify.ts';
import type { SpineRoom } from './spine-room.ts';
import type { Verdict } from './synchronous/sync-verdict.ts';
import { answer } from './write-answer.ts';

/** The application that answers a rule, where the rule leaves it to one. */
export function applicationOf(
  { applications }: Pick<SpineRoom, 'applications'>,
  { answer: { kind } }: SpineServiceRule,
): SpineApplication | undefined {
  return kind === 'pds' ? applications.pds : undefined;
}

/** The rule that SOAPAction names, when an application answers it: that one has checks of its own. */
export function ruleOfApplication(world: World, { http }: Arrival): SpineServiceRule | undefined {
  const posted = parseSoapAction(http.soapAction ?? '');
  const rule = posted.ok && world.serviceRule(posted.value.service, posted.value.action);
  return rule && rule.pattern === 'synchronous' && rule.answer.kind === 'pds' ? rule : undefined;
}

/** Hands a synchronous request to the application that its rule names. */
export async function askApplication(
  room: SpineRoom,
  world: World,
  arrival: Arrival,
  rule: SpineServiceRule,
  envelope: Reading<SyncEnvelope>,
): Promise<Verdict> {
  const application = applicationOf(room, rule);
  if (!application) return absent(rule);
  const asid = envelope.ok ? envelope.value.header.senderAsid : '';
  const sender = world.partyByAsid(asid);
  const stranger = sender && identify(world, arrival.peer, sender.partyKey);
  const told = await application.answer({
    at: arrival.at,
    bytes: arrival.envelope,
    soapAction: arrival.http.soapAction ?? '',
    rule,
    envelope,
    peer: arrival.peer,
    sender,
    findings: stranger ? [stranger] : [],
  });
  return {
    answer: told.drop ? undefined : answer(told.status, told.body),
    result: told.result,
    why: told.why,
    findings: [...(stranger ? [stranger] : []), ...told.findings],
    delayMs: told.delayMs,
  };
}

/** A world can name a service that does not run here. 200 tells the peer that the fault is not its own. */
function absent({ answer: { kind }, service, action }: SpineServiceRule): Verdict {
  const text = `System failure to process message - no ${kind} service runs behind ${service}/${action}`;
  return {
    answer: answer(500, writeSoapFault(buildSoapFault('200', text))),
    result: `fault 200: no ${kind} service`,
    why: `its rule leaves the answer to ${kind}, which is not running`,
    findings: [],
    delayMs: 0,
  };
}
