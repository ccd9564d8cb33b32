import type { Finding } from '../../../src/domain/finding.ts';
import { parseSoapAction } from '../../../src/wire/ebxml/soap-action.ts';
import type { Deviation } from '../../../src/wire/reading.ts';
import { readSyncEnvelope } from '../../../src/wire/soap/read-sync-envelope.ts';
import { syncRuleOf } from '../../../src/wire/soap/sync-envelope.ts';
import type { Answer, Arrival } from '../arrival.ts';
import { askApplication, ruleOfApplication } from '../ask-application.ts';
import { pause } from '../pause.ts';
import { recordOf } from '../record.ts';
import type { SpineRoom } from '../spine-room.ts';
import { refused } from './answer-synchronous.ts';
import { judgeSynchronous } from './judge-synchronous.ts';

/**
 * Reads, judges and answers a synchronous SOAP request (mhs 2.3, 3.9). `undefined` ends the connection
 * without an answer, as an application may wish.
 */
export async function takeSynchronous(
  room: SpineRoom,
  arrival: Arrival,
): Promise<Answer | undefined> {
  const world = room.world.current();
  const read = readSyncEnvelope(arrival.envelope, { bytes: world.limits.messageBytes });
  const findings = read.deviations.map(findingOf);
  const rule = ruleOfApplication(world, arrival);
  const verdict = rule
    ? await askApplication(room, world, arrival, rule, read)
    : read.ok
      ? judgeSynchronous(room, world, arrival, read.value, findings)
      : refused(room, world, 'MESSAGE_NOT_WELL_FORMED', read.failure.message, 'SOAP Envelope');
  const header = read.ok ? read.value.header : undefined;
  const action = header && parseSoapAction(header.action);
  const fromParty = header && world.partyByAsid(header.senderAsid)?.partyKey;
  await room.journal.append(
    recordOf(arrival, {
      message: {
        messageId: header?.messageId.replace(/^uuid:/, '') ?? '',
        action: action?.ok ? action.value.action : '',
        ...(fromParty ? { from: { id: fromParty, type: undefined } } : {}),
        to: { id: world.spine.partyKey, type: undefined },
      },
      answer: verdict.answer,
      findings: [...findings, ...(read.ok ? [] : [findingOf(read.failure)]), ...verdict.findings],
      trace: [{ stage: 'decide', text: verdict.why }],
      facts: { taken: false, pattern: 'synchronous' },
      result: verdict.result,
    }),
  );
  await pause(room, verdict.delayMs);
  return verdict.answer;
}

/** A broken rule of mhs 2.3 as a finding named after it; other oddities as notes. */
function findingOf({ code, message, at }: Deviation): Finding {
  const rule = syncRuleOf(code);
  return {
    check: rule ? `SYNC-${rule}` : 'SYNC-NOTE',
    clause: 'mhs 2.3, 3.9',
    severity: rule ? 'must' : 'note',
    message,
    at: 'SOAP Envelope',
    line: at.line,
    column: at.column,
    offset: at.offset,
  };
}
