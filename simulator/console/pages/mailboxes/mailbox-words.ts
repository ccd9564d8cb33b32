import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { MeshMessageView, MeshStatus } from '../../../doors/mailbox-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge, type Tone } from '../../pieces/badge.ts';
import { addressPart } from '../neighbours/address-part.ts';

const TONES: Readonly<Record<MeshStatus, Tone>> = {
  uploading: 'plain',
  accepted: 'note',
  acknowledged: 'good',
  undeliverable: 'bad',
  error: 'bad',
};

export const MESH_STATES = Object.keys(TONES) as readonly MeshStatus[];

export function stateBadge(status: MeshStatus): Markup {
  return badge(TONES[status], status);
}

/** Below `/console`. */
export function mailboxAddress(id: string): string {
  return `/mailboxes/${addressPart(id)}`;
}

/** Below `/console`. */
export function meshMessageAddress(id: string): string {
  return `/mesh/${addressPart(id)}`;
}

export function mailboxLink(id: string | undefined): Markup {
  return id === undefined
    ? h('span', { class: 'soft' }, 'MESH itself')
    : h('a', { href: CONSOLE + mailboxAddress(id) }, id);
}

/** A message as a link by its id, with the mark of a report. */
export function meshMessageLink({ id, type }: Pick<MeshMessageView, 'id' | 'type'>): Markup {
  return h(
    'span',
    {},
    h('a', { class: 'mono', href: CONSOLE + meshMessageAddress(id) }, id),
    type === 'REPORT' && [' ', badge('odd', 'report')],
  );
}
