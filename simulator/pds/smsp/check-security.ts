import type { SmspFrame } from '../../../src/demographics/smsp/smsp-message.ts';
import type { PdsSettings } from '../../world/world.ts';

/** What is wrong with wsse:Security for the strictness that is set; `undefined` when nothing is. */
export function checkSecurity(
  { security }: Pick<SmspFrame, 'security'>,
  { security: strictness }: PdsSettings['smsp'],
  now: Date,
): string | undefined {
  if (strictness === 'off') return undefined;
  if (!security) return 'wsse:Security with a Timestamp and a UsernameToken is missing';
  if (strictness === 'presence') return undefined;
  const expires = Date.parse(security.expires ?? '');
  if (Number.isNaN(expires)) return 'wsu:Expires is no time';
  return expires > now.getTime() ? undefined : 'the Timestamp has expired';
}
