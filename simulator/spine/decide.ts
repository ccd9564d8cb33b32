import type { Contract, Pattern } from '../../src/domain/contract.ts';
import type { TraceStep } from '../../src/journal/entry.ts';
import type { SpineServiceRule } from '../world/world.ts';
import type { Refusal } from './refusal.ts';

/** What Spine does with a message besides answering. */
export type Effect =
  /** Hand the message, byte for byte, to the party of the contract. */
  | { readonly kind: 'forward'; readonly contract: Contract }
  /** One of Spine's own services answers later, in a message of its own. */
  | { readonly kind: 'serve'; readonly rule: SpineServiceRule }
  /** The hop is acknowledged in a message of its own. */
  | { readonly kind: 'acknowledge-later' };

/** What goes back on the connection. */
export type Reply =
  | { readonly kind: 'acknowledgment' }
  /** 202 without a body: mhs 1.5. */
  | { readonly kind: 'accepted' };

export interface Decision {
  readonly reply: Reply;
  readonly effects: readonly Effect[];
  readonly trace: readonly TraceStep[];
}

export interface Taking {
  readonly contract: Contract;
  readonly pattern: Exclude<Pattern, 'synchronous'>;
  /** Spine's own service, where Spine is the recipient. */
  readonly rule: SpineServiceRule | undefined;
}

/** What the sender of a refused message is told, and why. */
export interface RefusalDecision {
  readonly told: readonly Refusal[];
  readonly trace: readonly TraceStep[];
}

/** A SOAP fault carries one reason; a MessageError lists all that go through its channel. */
export function decideRefusal(
  refusals: readonly Refusal[],
  nearest: string | undefined,
): RefusalDecision {
  const [first] = refusals;
  const trace: TraceStep = {
    stage: 'decide',
    text: `refused: ${first?.constant ?? 'unknown'}, ${first?.text ?? ''}`,
    facts: {
      channel: first?.form.channel ?? 'soapFault',
      code: first?.form.code ?? '',
      ...(nearest ? { nearest } : {}),
    },
  };
  const told =
    first?.form.channel === 'soapFault'
      ? refusals.slice(0, 1)
      : refusals.filter(({ form }) => form.channel === 'messageError');
  return { told, trace: [trace] };
}

/** What Spine does with a message that passed every check, by its pattern (mhs 2.2 to 2.4). */
export function decideTaken({ contract, pattern, rule }: Taking): Decision {
  const effects: Effect[] = rule ? [{ kind: 'serve', rule }] : [{ kind: 'forward', contract }];
  const hopIsAcknowledged = pattern === 'asynchronous-reliable' || pattern === 'forward-reliable';
  const later = hopIsAcknowledged && contract.acknowledgement === 'asynchronous';
  if (later) effects.unshift({ kind: 'acknowledge-later' });
  const reply: Reply = { kind: hopIsAcknowledged && !later ? 'acknowledgment' : 'accepted' };
  const how = hopIsAcknowledged ? (later ? 'acknowledged later' : 'acknowledged') : 'accepted';
  const then = rule ? "answered by Spine's own service" : `forwarded to ${contract.endpoint}`;
  return {
    reply,
    effects,
    trace: [
      {
        stage: 'decide',
        text: `${pattern}: ${how}, ${then}`,
        facts: { pattern, contract: contract.cpaId, acknowledgement: contract.acknowledgement },
      },
    ],
  };
}
