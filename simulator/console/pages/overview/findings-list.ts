import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { DoctorFinding } from '../../../doors/doctor.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';

const TONES = { bad: 'bad', warning: 'odd', note: 'note' } as const;
const MOST = 30;

/** What the doctor found. What is worth no more than a note is folded away. */
export function findingsList(findings: readonly DoctorFinding[]): readonly Markup[] {
  const serious = findings.filter(({ severity }) => severity !== 'note');
  const notes = findings.filter(({ severity }) => severity === 'note');
  return [
    serious.length === 0
      ? h(
          'p',
          { class: 'alert good' },
          badge('good', 'well'),
          ' Nothing is wrong as far as can be seen.',
        )
      : list(serious.slice(0, MOST)),
    ...(serious.length > MOST
      ? [
          h(
            'p',
            { class: 'soft' },
            `${serious.length - MOST} more: spinebox doctor lists them all.`,
          ),
        ]
      : []),
    ...(notes.length === 0
      ? []
      : [
          h(
            'details',
            { id: 'doctor-notes' },
            h('summary', { id: 'doctor-notes-title' }, `${notes.length} worth knowing`),
            list(notes.slice(0, MOST)),
          ),
        ]),
  ];
}

function list(findings: readonly DoctorFinding[]): Markup {
  return h('ul', { class: 'findings' }, findings.map(item));
}

function item({ id, severity, message, remedy, sequence }: DoctorFinding): Markup {
  const tone = TONES[severity];
  return h(
    'li',
    { class: `alert ${tone}` },
    badge(tone, severity),
    h(
      'div',
      {},
      h('p', {}, message, ' ', h('code', { class: 'soft nowrap' }, id)),
      h(
        'p',
        { class: 'remedy' },
        remedy,
        sequence !== undefined && [
          ' ',
          h(
            'a',
            { href: `${CONSOLE}/messages/${sequence}`, id: `doctor-${id}-${sequence}` },
            `Open number ${sequence}`,
          ),
        ],
      ),
    ),
  );
}
