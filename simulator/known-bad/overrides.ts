import type { BuiltMessage, MessagePlan } from '../../src/gp2gp/build-message.ts';
import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type {
  Arrival,
  Decision,
  TransferEffect,
  TransferEvent,
} from '../../src/gp2gp/transfer-event.ts';
import type { Conduct, OutgoingRole } from '../practice/conduct.ts';

/** What a decision was about, for those who change what is done. */
export interface Decided {
  readonly before: TransferState;
  readonly event: TransferEvent;
  readonly after: TransferState;
}

export type ArrivalOf<Kind extends Arrival['kind']> = Extract<Arrival, { readonly kind: Kind }>;

/** Decides rightly and then does something else. */
export function doing(
  change: (effects: readonly TransferEffect[], about: Decided) => readonly TransferEffect[],
): Pick<Conduct, 'decide'> {
  return {
    decide(input, right) {
      const decision = right(input);
      const about = { before: input.state, event: input.event, after: decision.state };
      return { ...decision, effects: change(decision.effects, about) };
    },
  };
}

/** Leaves out what it should do. */
export function without(
  unwanted: (effect: TransferEffect, about: Decided) => boolean,
): Pick<Conduct, 'decide'> {
  return doing((effects, about) => effects.filter((effect) => !unwanted(effect, about)));
}

/** Takes one event for another; `undefined` takes it for nothing at all. */
export function mistaking(
  change: (event: TransferEvent, state: TransferState) => TransferEvent | undefined,
): Pick<Conduct, 'decide'> {
  return {
    decide({ state, event }, right) {
      const taken = change(event, state);
      return taken ? right({ state, event: taken }) : nothing(state);
    },
  };
}

/** Decides as if the transfer stood otherwise. */
export function misjudging(
  change: (state: TransferState, event: TransferEvent) => TransferState,
): Pick<Conduct, 'decide'> {
  return {
    decide: ({ state, event }, right) => right({ event, state: change(state, event) }),
  };
}

export function nothing(state: TransferState): Decision<TransferState> {
  return { state, effects: [] };
}

/** Reads a kind of message wrongly. */
export function misreading<Kind extends Arrival['kind']>(
  kind: Kind,
  change: (arrival: ArrivalOf<Kind>) => Arrival,
): Pick<Conduct, 'arrivalOf'> {
  return {
    arrivalOf(input, right) {
      const arrival = right(input);
      return arrival.kind === kind ? change(arrival as ArrivalOf<Kind>) : arrival;
    },
  };
}

/** The message of a kind that an event brings. */
export function arrived<Kind extends Arrival['kind']>(
  event: TransferEvent,
  kind: Kind,
): ArrivalOf<Kind> | undefined {
  if (event.kind !== 'arrived' || event.message.kind !== kind) return undefined;
  return event.message as ArrivalOf<Kind>;
}

/** Writes messages of these roles from another plan. */
export function planning(
  roles: readonly OutgoingRole[],
  change: (plan: MessagePlan) => MessagePlan,
): Pick<Conduct, 'buildMessage'> {
  return {
    buildMessage: ({ role, plan }, right) =>
      right({ role, plan: roles.includes(role) ? change(plan) : plan }),
  };
}

/** Writes another payload. */
export function wording(
  roles: readonly OutgoingRole[],
  change: (payload: string) => string,
): Pick<Conduct, 'buildMessage'> {
  return planning(roles, (plan) => ({
    ...plan,
    payload: Buffer.from(change(Buffer.from(plan.payload).toString('utf8'))),
  }));
}

/** Posts something else than was built. */
export function posting(
  roles: readonly OutgoingRole[],
  change: (message: BuiltMessage, attempt: number) => BuiltMessage | undefined,
): Pick<Conduct, 'leave'> {
  return {
    leave({ role, message, attempt }, right) {
      const changed = roles.includes(role) ? change(message, attempt) : message;
      return changed && right({ role, message: changed, attempt });
    },
  };
}

/** The same message with other text in its envelope or payload. */
export function retyped(message: BuiltMessage, wanted: string | RegExp, by: string): BuiltMessage {
  const text = message.body.toString('latin1').replace(wanted, by);
  return { ...message, body: Buffer.from(text, 'latin1') };
}

/** An acknowledgement of an extract, a request or a fragment among what is to be done. */
export function acknowledges(
  effect: TransferEffect,
  about: 'request' | 'extract' | 'fragment',
): effect is Extract<TransferEffect, { readonly kind: 'send-acknowledgement' }> {
  return effect.kind === 'send-acknowledgement' && effect.about === about;
}

/** Answers with another code. */
export function coding(
  about: 'request' | 'extract' | 'fragment',
  from: string | undefined,
  to: string | undefined,
): Pick<Conduct, 'decide'> {
  return doing((effects) =>
    effects.map((effect) =>
      acknowledges(effect, about) && effect.code === from ? { ...effect, code: to } : effect,
    ),
  );
}
