import { partCount } from './large/reassembly.ts';
import type { RequesterState } from './requester-state.ts';
import type { OverallTimer } from './transfer-event.ts';

/** The clock of the whole transfer. Started anew whenever more parts are known (gp2gp 4.6). */
export function overallTimer({ extract, reassembly }: RequesterState): OverallTimer {
  return {
    kind: 'start-timer',
    timer: 'overall',
    interaction: extract?.interaction ?? '',
    parts: partCount(reassembly),
    since: extract?.timestamp,
  };
}
