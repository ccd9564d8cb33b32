import type { Entry } from '../../journal/entry.ts';
import { editDistance } from '../../platform/nearest.ts';
import { parseResultName } from '../../wire/ldap/ldap-result.ts';
import type { CodeNote } from '../codes/code-note.ts';
import { LDAP_CODES, LDAP_UNREADABLE } from '../codes/ldap-codes.ts';
import { lookUp } from '../codes/look-up.ts';
import { short } from '../place/excerpt.ts';
import { withoutNumbers } from '../place/mask.ts';
import type { Refused } from './refused.ts';

/** Results that are no refusal. */
const FINE: ReadonlySet<string> = new Set(['success', 'compareTrue', 'compareFalse', 'canceled']);

const BASES = ['ou=services,o=nhs', 'ou=organisations,o=nhs', 'ou=people,o=nhs', 'o=nhs'];

/** What the directory refused over LDAP; there is no HTTP in it, the facts are all there is. */
export function directoryAnswer({ facts = {}, interaction }: Entry): readonly Refused[] {
  const said = typeof facts.message === 'string' ? facts.message : '';
  if (interaction === 'unreadable') {
    const rule = String(facts.code ?? 'unreadable');
    const reason = `${said || rule}, ${facts.offset ?? 0} bytes into what was not yet read`;
    const where = {
      side: 'request',
      at: 'LDAP message',
      offset: Number(facts.offset ?? 0),
    } as const;
    return [{ rule, note: LDAP_UNREADABLE, answer: 'LDAP protocolError', reason, where }];
  }
  if (typeof facts.resultCode !== 'number') return [];
  const rule = String(facts.result ?? facts.resultCode);
  if (FINE.has(rule) || facts.resultCode === 0) return [];
  const base = typeof facts.base === 'string' ? facts.base : undefined;
  const filter = typeof facts.filter === 'string' ? ` with ${facts.filter}` : '';
  const asked = base === undefined ? `a ${interaction}` : `a search below "${base}"${filter}`;
  return [
    {
      rule,
      note: lookUp(LDAP_CODES, rule) ?? (LDAP_CODES.other as CodeNote),
      answer: `LDAP ${rule} (${parseResultName(rule) ?? facts.resultCode})`,
      reason: short(withoutNumbers(`${asked}${said ? `: ${said}` : ''}`), 300),
      where: placeOf(rule, base, filter),
      nearest: nearestFor(rule, base),
    },
  ];
}

function placeOf(rule: string, base: string | undefined, filter: string): Refused['where'] {
  if (base === undefined) return undefined;
  const ofBase = rule === 'noSuchObject' || rule === 'invalidDNSyntax';
  const text = ofBase ? `base ${base}` : filter.trim().replace(/^with/, 'filter');
  const excerpt = short(withoutNumbers(text)) || undefined;
  return { side: 'request', at: ofBase ? 'baseObject' : 'filter', excerpt };
}

function nearestFor(rule: string, base = ''): string | undefined {
  if (rule === 'noSuchObject' || rule === 'invalidDNSyntax') {
    const written = base.toLowerCase().replaceAll(/\s+/g, '').slice(0, 200);
    const [best] = BASES.toSorted((a, b) => editDistance(written, a) - editDistance(written, b));
    return `base ${best}`;
  }
  if (rule === 'confidentialityRequired') return 'ldaps://, with a client certificate';
  return rule === 'invalidCredentials' || rule === 'authMethodNotSupported'
    ? 'a simple bind with an empty name and an empty password'
    : undefined;
}
