import type { BrokenRule } from '../../../src/demographics/hl7v3/check-query.ts';
import { checkInteraction, checkMessage } from '../../../src/demographics/hl7v3/pds-message.ts';
import { parseSoapAction } from '../../../src/wire/ebxml/soap-action.ts';
import type { Reading } from '../../../src/wire/reading.ts';
import { type SyncEnvelope, syncRuleOf } from '../../../src/wire/soap/sync-envelope.ts';

/** Checks 1 to 5 of pds-identity 1.4, in their order; 9 is told by the same reader. */
const HEADER_RULES = [
  'MESSAGE_NOT_WELL_FORMED',
  'SOAP_MESSAGE_ID_ERROR',
  'SOAP_ACTION_ERROR',
  'SOAP_TO_ERROR',
  'SOAP_COMM_FUNC_RCV_ERROR',
  'SOAP_COMM_FUNC_SND_ERROR',
];
const SYSTEM_RULES = ['INCONSISTENT_COMM_FUNC_RCV', 'INCONSISTENT_COMM_FUNC_SND'];

/** The first of checks 1 to 9 that a synchronous query fails, or the envelope when it passes them. */
export function checkEnvelope(
  envelope: Reading<SyncEnvelope>,
  soapAction: string,
):
  | { readonly ok: true; readonly value: SyncEnvelope }
  | { readonly ok: false; readonly rule: BrokenRule } {
  if (!envelope.ok)
    return failed({ name: 'MESSAGE_NOT_WELL_FORMED', detail: envelope.failure.message });
  const { header, body } = envelope.value;
  const told = envelope.deviations.flatMap(({ code, message }) => {
    const name = syncRuleOf(code)?.replace(/\[.*$/, '');
    return name ? [{ name, detail: message }] : [];
  });
  const first = (names: readonly string[]) =>
    names.flatMap((name) => told.filter((each) => each.name === name))[0];
  const later = envelope.deviations.find(({ code }) => code === 'sync.wsa-namespace');
  const rule =
    first(HEADER_RULES.slice(0, 1)) ??
    (later && { name: 'SOAP_MESSAGE_ID_ERROR', detail: later.message }) ??
    first(HEADER_RULES.slice(1, 2)) ??
    messageId(header.messageId) ??
    first(HEADER_RULES.slice(2)) ??
    action(header.action, soapAction);
  if (rule) return failed(rule);
  if (!body) return failed({ name: 'MESSAGE_NOT_WELL_FORMED', detail: 'the SOAP Body is empty' });
  // Two messages may be about two people, and there is one answer.
  const more = envelope.deviations.find(({ code }) => code === 'sync.more-in-body');
  if (more) return failed({ name: 'MESSAGE_NOT_WELL_FORMED', detail: more.message });
  const wanted = header.action.slice(header.action.lastIndexOf('/') + 1);
  const within =
    checkMessage(body.message, 'query') ??
    checkInteraction(body.message, wanted) ??
    first(SYSTEM_RULES);
  return within ? failed(within) : { ok: true, value: envelope.value };
}

function messageId(id: string): BrokenRule | undefined {
  if (id.startsWith('uuid:')) return undefined;
  return { name: 'SOAP_MESSAGE_ID_ERROR', detail: 'wsa:MessageID does not begin with uuid:' };
}

/** What the header of HTTP names is what the envelope asks for. */
function action(inEnvelope: string, inHttp: string): BrokenRule | undefined {
  const [one, other] = [parseSoapAction(inEnvelope), parseSoapAction(inHttp)];
  const same =
    one.ok &&
    other.ok &&
    one.value.service === other.value.service &&
    one.value.action === other.value.action;
  return same
    ? undefined
    : { name: 'SOAP_ACTION_ERROR', detail: 'wsa:Action and SOAPAction differ' };
}

function failed(rule: BrokenRule): { readonly ok: false; readonly rule: BrokenRule } {
  return { ok: false, rule };
}
