import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { NhaisLinkFacts } from '../../../doors/nhais-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { facts } from '../../pieces/facts.ts';
import { mailboxLink } from '../mailboxes/mailbox-words.ts';

const MOST_SHOWN = 20;

/** A card for each link: who, over which mailboxes, how far the numbers are, what is not receipted. */
export function linkCards(links: readonly NhaisLinkFacts[]): Markup {
  return h('div', { class: 'grid' }, links.map(card));
}

function card(link: NhaisLinkFacts): Markup {
  const { name, cipher, practice, authority, gpMailbox, haMailbox, numbers, unreceipted } = link;
  const more = unreceipted.length - MOST_SHOWN;
  return h(
    'section',
    { class: 'card', 'aria-label': `Link ${name}` },
    h(
      'div',
      { class: 'spread' },
      h('h2', { class: 'flush' }, name),
      unreceipted.length > 0
        ? badge('odd', `${unreceipted.length} not receipted`)
        : badge('good', 'all receipted'),
    ),
    facts([
      ['Practice', [h('code', {}, practice), ' at ', mailboxLink(gpMailbox)]],
      ['Authority', [h('code', {}, authority), ` (${cipher}) at `, mailboxLink(haMailbox)]],
      ['Sent', `interchange ${numbers.interchangeOut}, message ${numbers.messageOut}`],
      [
        'Came',
        numbers.interchangeIn === undefined
          ? 'nothing yet'
          : `interchange ${numbers.interchangeIn}`,
      ],
      ['Transaction', numbers.transactionOut],
      [
        'Not receipted',
        unreceipted.length > 0 &&
          `${unreceipted.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      ],
    ]),
    h(
      'p',
      { class: 'row' },
      h(
        'a',
        { class: 'button small', href: `${CONSOLE}/gp-links/send?link=${name}` },
        'Send',
        h('span', { class: 'vh' }, ` over ${name}`),
      ),
      h(
        'a',
        { class: 'button small', href: `${CONSOLE}/gp-links/${name}/replies` },
        'How it answers',
        h('span', { class: 'vh' }, ` on ${name}`),
      ),
    ),
  );
}
