import type { ListedCertificate } from '../../../../src/pki/listed-certificate.ts';
import type { Child } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { badge, type Tone } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const URGENT_DAYS = 7;
const MOST = 50;

/** Certificates of the directory, those first that need somebody. */
export function certificatesTable(certificates: readonly ListedCertificate[], now: Date): Child {
  if (certificates.length === 0)
    return empty('No certificates', h('code', {}, 'spinebox certs create NAME'), ' makes one.');
  const meant = ({ profile }: ListedCertificate) => /^(wrong|unknown|unlisted)-/.test(profile);
  const sorted = certificates.toSorted(
    (a, b) =>
      Number(meant(a)) - Number(meant(b)) ||
      Number(a.state === 'valid') - Number(b.state === 'valid') ||
      a.notAfter.getTime() - b.notAfter.getTime(),
  );
  return [
    dataTable(
      'Certificates',
      [
        { title: 'For', cell: ({ fqdn, path }) => h('span', { title: path }, fqdn) },
        {
          title: 'State',
          cell: (one) => (meant(one) ? badge('plain', 'wrong on purpose') : stateOf(one, now)),
        },
        { title: 'Until', cell: ({ notAfter }) => day(notAfter), className: 'nowrap' },
        { title: 'Kind', cell: ({ kind, profile }) => `${kind}, ${profile}`, className: 'wide' },
        { title: 'Issuer', cell: ({ issuer }) => issuer, className: 'wide' },
        { title: 'Key', cell: ({ key }) => key, className: 'wide nowrap' },
      ],
      sorted.slice(0, MOST),
    ),
    sorted.length > MOST &&
      h(
        'p',
        { class: 'soft' },
        `${sorted.length - MOST} more: `,
        h('code', {}, 'spinebox certs list'),
      ),
  ];
}

function stateOf({ state, notAfter }: ListedCertificate, now: Date): Child {
  if (state !== 'valid') return badge('bad', state.replaceAll('-', ' '));
  const days = Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
  const tone: Tone = days < URGENT_DAYS ? 'bad' : days < SOON_DAYS ? 'odd' : 'good';
  return badge(tone, days === 1 ? '1 day left' : `${days.toLocaleString('en-GB')} days left`);
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
