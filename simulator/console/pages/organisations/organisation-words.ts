import type { Organisation, Period } from '../../../../src/organisations/organisation.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { addressPart } from '../neighbours/address-part.ts';

export function organisationLink(code: string): Markup {
  return h('a', { href: `${CONSOLE}/organisations/${addressPart(code)}` }, code);
}

export function standing({ status }: Pick<Organisation, 'status'>): Markup {
  return status === 'Active' ? badge('good', 'active') : badge('odd', 'inactive');
}

/** `operational since 2001-04-01, legal 1999-01-01 to 2003-03-31` */
export function periodsOf(periods: readonly Period[]): string {
  return periods
    .map(({ type, start, end }) =>
      end === undefined
        ? `${type.toLowerCase()} since ${start}`
        : `${type.toLowerCase()} ${start} to ${end}`,
    )
    .join(', ');
}
