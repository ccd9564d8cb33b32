import type { Came, Conversation, PlayEvent } from './play-state.ts';
import type { ArrivalName } from './trigger.ts';

/** A point at which a step may be due. */
export type Moment = { readonly about: Came | undefined } & (
  | { readonly kind: 'start' | 'complete' }
  | { readonly kind: 'cue'; readonly name: string }
  | { readonly kind: 'arrival'; readonly what: ArrivalName; readonly number: number }
  | {
      readonly kind: 'acknowledgement';
      /** Label of what is acknowledged; `undefined` when nobody knows it. */
      readonly label: string | undefined;
      readonly of: 'request' | 'extract' | 'fragment' | 'continue' | undefined;
      /** Of fragments: which one that was sent. */
      readonly number: number;
      readonly accepts: boolean;
    }
);

/** The points that an event makes in a conversation that has taken it in already. */
export function momentsOf(event: PlayEvent, here: Conversation | undefined): readonly Moment[] {
  if (!here) return [];
  if (event.kind === 'started') return [{ kind: 'start', about: undefined }];
  if (event.kind === 'cue') return [{ kind: 'cue', name: event.name, about: here.came.at(-1) }];
  if (event.kind !== 'came') return [];
  const { message } = event;
  const moments: Moment[] = [];
  if (message.what === 'acknowledgement') moments.push(acknowledgement(message, here));
  else if (message.what !== 'other') {
    const number = here.came.filter(({ what }) => what === message.what).length;
    moments.push({ kind: 'arrival', what: message.what, number, about: message });
  }
  if (completes(message, here)) moments.push({ kind: 'complete', about: message });
  return moments;
}

/** Whether this message was the last that was missing; what comes again completes nothing. */
function completes({ messageId }: Came, { complete, completedBy, came }: Conversation): boolean {
  if (!complete || completedBy !== messageId) return false;
  return came.filter((each) => each.messageId === messageId).length === 1;
}

function acknowledgement({ refTo, accepts = false, ...about }: Came, here: Conversation): Moment {
  const wanted = refTo?.toUpperCase();
  const meant = here.went.find(
    ({ hl7Id, messageId, contentId }) =>
      wanted !== undefined && [hl7Id, messageId, contentId].includes(wanted),
  );
  const parts = here.went.filter(({ kind }) => kind === 'fragment' || kind === 'index');
  return {
    kind: 'acknowledgement',
    label: meant?.label,
    of: meant && kindOf(meant.kind),
    number: meant ? parts.indexOf(meant) + 1 : 0,
    accepts,
    about: { ...about, refTo, accepts },
  };
}

function kindOf(kind: string): 'request' | 'extract' | 'fragment' | 'continue' | undefined {
  if (kind === 'index') return 'fragment';
  const known = ['request', 'extract', 'fragment', 'continue'] as const;
  return known.find((each) => each === kind);
}
