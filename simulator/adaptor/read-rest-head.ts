import { type HeaderList, headerValue } from '../../src/platform/http-message.ts';

/** What the headers of `POST /` say (mhs 7.1). */
export interface RestHead {
  readonly interaction: string;
  readonly waits: boolean;
  readonly messageId: string;
  readonly correlationId: string;
  readonly fromAsid: string | undefined;
  readonly odsCode: string | undefined;
}

export type HeadReading =
  | { readonly ok: true; readonly head: RestHead }
  | { readonly ok: false; readonly status: number; readonly reason: string };

/** What becomes an ebXML id or an address must be short and printable. */
const PRINTABLE = /^[\x21-\x7e]{1,200}$/;

/** Reads the headers in the order in which the MHS adaptor asks for them. */
export function readRestHead(
  headers: HeaderList,
  ids: { readonly messageId: string; readonly correlationId: string },
): HeadReading {
  const refused = (status: number, reason: string) => ({ ok: false, status, reason }) as const;
  for (const name of ['Message-Id', 'Correlation-Id', 'Interaction-Id', 'from-asid', 'ods-code']) {
    const value = headerValue(headers, name);
    if (value !== undefined && value !== '' && !PRINTABLE.test(value))
      return refused(400, `${name} header is not printable or longer than 200 characters`);
  }
  const interaction = headerValue(headers, 'Interaction-Id');
  if (!interaction) return refused(404, 'Required Interaction-Id header not found');
  const wait = headerValue(headers, 'wait-for-response');
  if (wait === undefined || wait === '') return refused(400, 'wait-for-response header missing');
  const flag = wait.toLowerCase();
  if (flag !== 'true' && flag !== 'false')
    return refused(400, `wait-for-response is set to ${oneWord(wait)}`);
  const contentType = headerValue(headers, 'Content-Type');
  if (contentType === undefined) return refused(400, 'Missing Content-Type header');
  // Exactly so: a charset makes it another type there (mhs 7.1).
  if (contentType !== 'application/json') return refused(415, 'Unsupported content type');
  return {
    ok: true,
    head: {
      interaction,
      waits: flag === 'true',
      ...ids,
      fromAsid: headerValue(headers, 'from-asid') || undefined,
      odsCode: headerValue(headers, 'ods-code') || undefined,
    },
  };
}

function oneWord(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}
