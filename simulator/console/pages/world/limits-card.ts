import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { World } from '../../../world/world.ts';
import { h } from '../../element.ts';
import { facts } from '../../pieces/facts.ts';

/** What a message may be, and the forms of refusals that were set. */
export function limitsCard({ limits: held, policies }: World): Markup {
  const forms = Object.entries(policies.refusals);
  return h(
    'section',
    { class: 'card', 'aria-label': 'Limits' },
    h('h3', {}, 'Limits'),
    facts([
      ['Message', `${held.messageBytes.toLocaleString('en-GB')} bytes`],
      ['Parts', held.parts],
      ['One part', `${held.partBytes.toLocaleString('en-GB')} bytes`],
      ['Envelope', `${held.envelopeBytes.toLocaleString('en-GB')} bytes`],
      ['Request must arrive in', `${held.requestTimeoutMs / 1000} s`],
      ['Delivery attempt', `${policies.deliveryTimeoutMs / 1000} s`],
      ['Deliveries side by side', policies.deliveryConcurrency],
      ...forms.map(([name, { channel, code }]) => [name, `${channel} ${code}`] as const),
    ]),
  );
}
