import type { Ids } from '../../../src/platform/ids.ts';
import { compactTime } from './compact-time.ts';

/** An id as the live service makes them: `20200529155357895317_3573F8`. Clients take it as it is. */
export function messageId(now: Date, ids: Ids): string {
  const drawn = ids.uuid().replaceAll('-', '');
  const thousand = (Number.parseInt(drawn.slice(0, 6), 16) % 1000).toString().padStart(3, '0');
  const millis = now.getUTCMilliseconds().toString().padStart(3, '0');
  return `${compactTime(now)}${millis}${thousand}_${drawn.slice(-6)}`;
}
