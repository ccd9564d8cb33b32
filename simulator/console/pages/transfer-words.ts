import type { TransferState } from '../../../src/story/standing.ts';
import type { Tone } from '../pieces/badge.ts';

export const STATE_WORDS: Readonly<Record<TransferState, string>> = {
  'under-way': 'under way',
  filed: 'filed',
  refused: 'refused',
  failed: 'failed',
};

export function stateTone(state: TransferState): Exclude<Tone, 'plain'> {
  switch (state) {
    case 'filed':
      return 'good';
    case 'refused':
      return 'odd';
    case 'failed':
      return 'bad';
    case 'under-way':
      return 'note';
  }
}
