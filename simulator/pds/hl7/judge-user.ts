import type { PdsMessage } from '../../../src/demographics/hl7v3/pds-message.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Deed } from '../../doors/session-judge.ts';
import type { Hl7Parts } from './hl7-parts.ts';

/** What came of checking the user whom a message names. */
export interface UserVerdict {
  readonly findings: readonly Finding[];
  /** Why the message is refused. */
  readonly refused?: string;
}

/** Checks a user by `identity.enforce`, for each deed: a message that names nobody passes (pds-identity 4.4, 4.5). */
export function judgeUser(
  { world, sessions }: Pick<Hl7Parts, 'world' | 'sessions'>,
  { user, senderAsid }: PdsMessage,
  ...deeds: readonly Deed[]
): UserVerdict {
  const { identity, ...rest } = world.current();
  if (!user || !sessions || identity.enforce === 'off') return { findings: [] };
  const organisation = rest.partyByAsid(senderAsid)?.odsCode;
  const named = { ...user, ...(organisation ? { organisation } : {}) };
  const verdict = deeds.map((each) => sessions.judge(named, each)).find(({ ok }) => !ok);
  if (!verdict || verdict.ok) return { findings: [] };
  const finding: Finding = {
    check: 'PDS-USER-01',
    clause: 'pds-identity 4.4',
    severity: identity.enforce === 'enforce' ? 'must' : 'should',
    message: verdict.why,
    at: 'ControlActEvent/author',
  };
  return identity.enforce === 'enforce'
    ? { findings: [finding], refused: verdict.why }
    : { findings: [finding] };
}
