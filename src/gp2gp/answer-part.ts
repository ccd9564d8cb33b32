import { after, answer, type RequesterDecision, type RequesterState } from './requester-state.ts';
import { type Outcome, report, type TransferEffect } from './transfer-event.ts';

/** What a fragment is refused with that comes when nothing waits for it any more (gp2gp 4.4, 4.7). */
export function codeAfter({ outcome }: RequesterState): string {
  switch (outcome?.result) {
    case 'timed-out':
      return '25';
    case 'extract-refused':
    case 'parts-failed':
    case 'large-messaging-not-played':
    case 'continue-undeliverable':
      return '99';
    default:
      return '30';
  }
}

/** Refuses the fragment, and with it the record. */
export function fail(
  state: RequesterState,
  refTo: string,
  fragment: string,
  extract: string,
  because: string,
): RequesterDecision {
  return after([acknowledge(refTo, fragment)], answer(state, failure(extract, because)));
}

export function failure(code: string, because: string): Outcome {
  return { result: 'parts-failed', code, because };
}

export function reply(
  state: RequesterState,
  refTo: string,
  code: string | undefined,
  because?: string,
): RequesterDecision {
  const told = because === undefined ? [] : [report(because)];
  return { state, effects: [...told, acknowledge(refTo, code)] };
}

export function acknowledge(refTo: string, code: string | undefined): TransferEffect {
  return { kind: 'send-acknowledgement', about: 'fragment', refTo, code };
}
