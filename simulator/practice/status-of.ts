import { normalizeResponseCode } from '../../src/gp2gp/response-codes.ts';
import type { TransferState } from '../../src/gp2gp/transfer.ts';
import type { Outcome } from '../../src/gp2gp/transfer-event.ts';
import { isAbout, type Transfer } from './transfer-book.ts';
import type { TransferStatus } from './transfer-status.ts';

type Told = TransferStatus['state'];

/** How a transfer stands, in the words in which people and programs are told. */
export function statusOf(transfer: Transfer): TransferStatus {
  const { conversationId, state, held, deciding } = transfer;
  const { outcome } = state;
  const told = outcome ? ended(outcome) : underWay(state, deciding);
  const code = outcome?.code === undefined ? undefined : normalizeResponseCode(outcome.code);
  return {
    state: told,
    ...(code !== undefined && { code }),
    ...(outcome && { text: outcome.because }),
    conversationId,
    ...(held && { record: held }),
  };
}

/** The latest transfer of a patient, or the one that is named. */
export function transferOf(
  transfers: Iterable<Transfer>,
  nhsNumber: string,
  conversationId: string | undefined,
): Transfer | undefined {
  let found: Transfer | undefined;
  for (const transfer of transfers) {
    if (!isAbout(transfer, nhsNumber)) continue;
    const id = transfer.conversationId.toUpperCase();
    if (conversationId === undefined || id === conversationId.toUpperCase()) found = transfer;
  }
  return found;
}

function ended({ result, code }: Outcome): Told {
  switch (result) {
    case 'integrated':
    case 'filed-as-attachment':
      return 'filed';
    case 'transferred':
      return 'transferred';
    default:
      // A code on the wire is a refusal of either side; without one it simply did not work.
      return code === undefined ? 'failed' : 'refused';
  }
}

const REQUESTER: Readonly<Record<string, Told>> = {
  new: 'preparing',
  retrieving: 'preparing',
  registering: 'preparing',
  'looking-up': 'preparing',
  requesting: 'requested',
  waiting: 'requested',
};

const SENDER: Readonly<Record<string, Told>> = {
  new: 'preparing',
  checking: 'preparing',
  'looking-up': 'preparing',
  finding: 'preparing',
  sent: 'sent',
};

function underWay(state: TransferState, deciding: boolean): Told {
  if (state.role === 'sender') return SENDER[state.phase] ?? 'sending';
  if (deciding) return 'deciding';
  return REQUESTER[state.phase] ?? 'receiving';
}
