import { secondOf } from '../../../src/demographics/date-range.ts';
import { type PdsInteraction, VERSION_CODE } from '../../../src/demographics/hl7v3/interactions.ts';
import { warning } from '../../../src/demographics/hl7v3/response-codes.ts';
import { writeAnswer } from '../../../src/demographics/hl7v3/write-answer.ts';
import type { InjectedFault } from '../../../src/faults/fault.ts';
import { faultOf } from '../../../src/faults/fault-book.ts';
import type { Hl7Answer } from './hl7-answer.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** A version that was never published, for clients that look. */
const NO_VERSION = 'V3NPfIT9.9.99';
/** A code that no table lists. */
export const STRANGE_REASON = { code: 'ZZ999', text: 'A reason that no table lists' };

export interface WrittenAnswer {
  /** HL7 id of the answer. */
  readonly id: string;
  readonly xml: string;
}

/** Writes an answer to whoever asked, with what the faults change of its outside. */
export function writeHl7Answer(
  { ids, clock, world }: Hl7Parts,
  interaction: PdsInteraction,
  request: { readonly id: string; readonly senderAsid: string; readonly receiverAsid: string },
  { body }: Hl7Answer,
  faults: readonly InjectedFault[],
): WrittenAnswer {
  const id = ids.uuid();
  const { mim: shared } = world.current().pds;
  // Failures and update answers are the same in both versions.
  const mim = body.interaction.startsWith('QUPA') ? interaction.mim : shared;
  const strange = body.typeCode === 'AA' && faultOf(faults, 'unknown-reason');
  const xml = writeAnswer(
    {
      ...{ id, creationTime: secondOf(clock.now()), messageRef: request.id },
      versionCode: faultOf(faults, 'wrong-version') ? NO_VERSION : VERSION_CODE[mim],
      senderAsid: request.receiverAsid || world.current().spine.asid,
      receiverAsid: request.senderAsid,
    },
    strange ? { ...body, reasons: [...(body.reasons ?? []), warning(STRANGE_REASON)] } : body,
  );
  return { id, xml: faultOf(faults, 'malformed') ? cutShort(xml) : xml };
}

/** What cannot be parsed: an answer that stops in the middle. */
function cutShort(xml: string): string {
  return xml.slice(0, Math.floor(xml.length / 2));
}
