import type { Finding } from '../../src/domain/finding.ts';
import type { Transcript, TranscriptMessage } from '../../src/scenario/transcript.ts';

/**
 * A message is answered once (gp2gp 1.3 steps 7 and 13): a system that accepts and refuses the same thing has lost its
 * partner's trust in either answer. The same answer again does no harm.
 */
export function contradictions({
  messages,
}: Transcript): readonly (Finding & { readonly sequence: number })[] {
  const answers = messages.filter(
    ({ from, taken, duplicate, acknowledgement }) =>
      from === 'system' && taken && !duplicate && acknowledgement?.about !== undefined,
  );
  const byMessage = Map.groupBy(answers, ({ acknowledgement }) => acknowledgement?.about);
  return [...byMessage].flatMap(([about, given]) => {
    const accepted = given.find(({ acknowledgement }) => acknowledgement?.typeCode === 'AA');
    const refused = given.find(({ acknowledgement }) => acknowledgement?.typeCode !== 'AA');
    if (!accepted || !refused) return [];
    const later = [accepted, refused].toSorted((a, b) => a.sequence - b.sequence)[1];
    return [findingOf(later ?? refused, about, accepted, refused)];
  });
}

function findingOf(
  { sequence }: TranscriptMessage,
  about: number | undefined,
  accepted: TranscriptMessage,
  refused: TranscriptMessage,
): Finding & { readonly sequence: number } {
  return {
    check: 'SUITE-ANSWER-ONCE',
    clause: 'gp2gp 1.3 steps 7, 11 and 13',
    basis: 'N',
    severity: 'must',
    message: `message #${about} is accepted (#${accepted.sequence}) and refused (#${refused.sequence})`,
    at: 'acknowledgement/messageRef',
    sequence,
  };
}
