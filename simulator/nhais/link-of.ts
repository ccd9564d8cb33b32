import { linkCodeOf } from '../../src/nhais/authority-codes.ts';
import type { NhaisLink } from '../world/world.ts';

export const REGISTRATIONS = 'NHAIS_REG';
export const RECEIPTS = 'NHAIS_RECEP';

/** Why an interchange belongs to no link. */
export type Stray =
  | { readonly kind: 'wrong-authority'; readonly text: string }
  | { readonly kind: 'unknown-partner'; readonly text: string };

/** The trading-partner code of the authority of a link (mesh-nhais 2.4). */
export function authorityCode({ cipher }: Pick<NhaisLink, 'cipher'>): string {
  return linkCodeOf(cipher);
}

/**
 * Whose numbers go up together: of everything between two partners, or of registrations and of receipts each for
 * themselves, as some sites may count.
 */
export function counterOf(
  link: Pick<NhaisLink, 'cipher' | 'tradingPartner' | 'numbering'>,
  direction: 'in' | 'out',
  kind: 'FHSREG' | 'RECEP',
): string {
  const { tradingPartner } = link;
  const authority = authorityCode(link);
  const pair =
    direction === 'in' ? `${tradingPartner}>${authority}` : `${authority}>${tradingPartner}`;
  return link.numbering === 'separate' ? `${pair}:${kind}` : pair;
}

/** The link that an interchange came over, by who wrote it to whom and the mailbox where it lies. */
export function linkOf(
  links: readonly NhaisLink[],
  mailbox: string,
  { sender, recipient }: { readonly sender: string; readonly recipient: string },
): NhaisLink | Stray {
  const here = links.filter(({ haMailbox }) => haMailbox === mailbox);
  const found = here.find(
    (link) => link.tradingPartner === sender && authorityCode(link) === recipient,
  );
  if (found) return found;
  const authorities = [...new Set(here.map(authorityCode))].join(', ');
  if (!here.some((link) => authorityCode(link) === recipient)) {
    const text = `it is for ${recipient}, and mailbox ${mailbox} is that of ${authorities}`;
    return { kind: 'wrong-authority', text };
  }
  const partners = here.filter((link) => authorityCode(link) === recipient);
  const known = partners.map(({ tradingPartner }) => tradingPartner).join(', ');
  const text = `it is from ${sender}, and the trading partners of ${recipient} are ${known}`;
  return { kind: 'unknown-partner', text };
}

export function isStray(found: NhaisLink | Stray): found is Stray {
  return 'kind' in found;
}

/** Names the way from an authority to a practice. */
export function pairOf(link: Pick<NhaisLink, 'cipher' | 'tradingPartner'>): string {
  return `${authorityCode(link)}>${link.tradingPartner}`;
}
