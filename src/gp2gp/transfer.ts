import { decideRequester } from './requester.ts';
import type { RequesterState } from './requester-state.ts';
import { decideSender } from './sender.ts';
import type { SenderState } from './sender-state.ts';
import type { Decision, TransferEvent } from './transfer-event.ts';

/** A small-record transfer as one practice sees it. */
export type TransferState = RequesterState | SenderState;

/**
 * What a practice does next in a transfer. Pure: the state is replaced, never changed, and everything that
 * reaches the outside is an effect for the caller to perform in order (gp2gp 1.3, 1.6.1, 1.6.2, 4.2).
 */
export function decide(state: TransferState, event: TransferEvent): Decision<TransferState> {
  return state.role === 'requester' ? decideRequester(state, event) : decideSender(state, event);
}
