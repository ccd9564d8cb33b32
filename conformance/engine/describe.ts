import type { TranscriptMessage } from '../../src/scenario/transcript.ts';

/** `final acknowledgement AE 21 (#34)`. */
export function describeMessage({
  role,
  acknowledgement,
  sequence,
  taken,
  duplicate,
}: TranscriptMessage): string {
  const words = role.replaceAll('-', ' ');
  const answer = acknowledgement
    ? ` ${acknowledgement.typeCode}${acknowledgement.code ? ` ${acknowledgement.code}` : ''}`
    : '';
  const fate = duplicate ? ', again' : taken ? '' : ', refused by Spine';
  return `${words}${answer} (#${sequence}${fate})`;
}

const SHOWN = 8;

/** What the system has sent so far, the latest last; `nothing` when it sent nothing. */
export function describeSystem(messages: readonly TranscriptMessage[]): string {
  const own = messages.filter(({ from }) => from === 'system');
  if (own.length === 0) return 'the system sent nothing';
  const before = own.length > SHOWN ? `${own.length - SHOWN} messages, then ` : '';
  return `the system sent ${before}${own.slice(-SHOWN).map(describeMessage).join(', ')}`;
}
