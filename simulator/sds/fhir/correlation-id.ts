import { type HeaderList, headerValue } from '../../../src/platform/http-message.ts';
import type { Ids } from '../../../src/platform/ids.ts';

/** As the real API writes it into its message (sds-ods 2.3). */
export const CORRELATION_PATTERN =
  '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const SHAPE = new RegExp(CORRELATION_PATTERN);

export interface Correlation {
  /** The client's, or a new one where it gave none or a wrong one. */
  readonly id: string;
  /** Whether what the client gave is no UUID. */
  readonly wrong: boolean;
}

export function correlationOf(headers: HeaderList, ids: Ids): Correlation {
  const given = headerValue(headers, 'X-Correlation-ID');
  if (given !== undefined && SHAPE.test(given)) return { id: given, wrong: false };
  return { id: ids.uuid(), wrong: given !== undefined };
}
