import type { Reply } from './face.ts';

/** Nothing that is answered here may be kept by a cache (RFC 6749 section 5.1). */
const NEVER_KEPT = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
] as const;

export function jsonAnswer(
  status: number,
  body: Readonly<Record<string, unknown>>,
  result: string,
): Reply {
  return {
    status,
    headers: [['Content-Type', 'application/json; charset=utf-8'], ...NEVER_KEPT],
    body: JSON.stringify(body),
    result,
  };
}

export function textAnswer(status: number, text: string, result: string): Reply {
  return {
    status,
    headers: [['Content-Type', 'text/plain; charset=utf-8'], ...NEVER_KEPT],
    body: `${text}\n`,
    result,
  };
}

/** Sends a browser on with parameters added to an address that is already known to be right. */
export function redirectAnswer(
  address: string,
  parameters: Readonly<Record<string, string | undefined>>,
  result: string,
): Reply {
  const added = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) added.append(name, value);
  const separator = address.includes('?') ? '&' : '?';
  return {
    // 303: after a form the address is asked for with GET.
    status: 303,
    headers: [['Location', `${address}${separator}${added}`], ...NEVER_KEPT],
    body: '',
    result,
  };
}

/** Refusals of the API platform's token endpoint (pds-identity 2.8). */
export function oauthError(
  status: number,
  error: string,
  description: string,
  messageId: string,
): Reply {
  return {
    ...jsonAnswer(
      status,
      { error, error_description: description, message_id: messageId },
      `refused: ${error}`,
    ),
    facts: { reason: description },
  };
}
