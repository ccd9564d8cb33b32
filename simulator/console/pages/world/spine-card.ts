import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { World } from '../../../world/world.ts';
import { h } from '../../element.ts';
import { facts } from '../../pieces/facts.ts';

/** What Spine itself is known as. */
export function spineCard({ spine: core, services }: World): Markup {
  return h(
    'section',
    { class: 'card', 'aria-label': 'Spine' },
    h('h3', {}, 'Spine'),
    facts([
      ['ODS', core.odsCode],
      ['Party key', h('code', {}, core.partyKey)],
      ['ASID', h('code', {}, core.asid)],
      ['Host name', h('code', {}, core.fqdn)],
      ['Answers itself', `${services.length} interactions`],
    ]),
  );
}
