import type { ErrorList } from '../ebxml/ebxml-message.ts';
import type { SoapFault } from '../soap/soap-fault.ts';

/** One error of Spine as the MHS adaptor tells it (mhs 7.2). */
export interface SpineError {
  readonly codeContext: string;
  readonly errorCode: string;
  readonly severity: string;
  readonly location: string;
  readonly description: string;
}

/** What Spine refused a message for. */
export interface SpineErrors {
  /** `ebxml_error`: a MessageError. `soap_fault`: a fault with Spine's own error list. */
  readonly errorType: 'ebxml_error' | 'soap_fault';
  readonly errors: readonly SpineError[];
}

const MESSAGE = 'Error(s) received from Spine. Contact system administrator.';
const KEYS = { ebxml_error: 'EBXML_ERROR_HANDLER0005', soap_fault: 'SOAP_ERROR_HANDLER0002' };

export function errorsOfMessage({ errors }: ErrorList): SpineErrors {
  return {
    errorType: 'ebxml_error',
    errors: errors.map(({ codeContext = '', errorCode, severity, location = '', description }) => ({
      ...{ codeContext, errorCode, severity, location, description },
    })),
  };
}

export function errorsOfFault({ errors }: SoapFault): SpineErrors {
  return { errorType: 'soap_fault', errors };
}

/** Writes the body of status 500. Members are named as Spine's own elements are: one of them with a capital. */
export function writeSpineErrors({ errorType, errors }: SpineErrors): Buffer {
  const capital = errorType === 'ebxml_error';
  return Buffer.from(
    JSON.stringify({
      error_message: MESSAGE,
      process_key: KEYS[errorType],
      errors: errors.map(({ codeContext, errorCode, severity, location, description }) => ({
        ...{ codeContext, errorCode, severity },
        ...(capital ? { Description: description } : { description }),
        ...{ location, errorType },
      })),
    }),
  );
}

/** Reads such a body; `undefined` for any other, which is then a text. */
export function readSpineErrors(body: Uint8Array): SpineErrors | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('errors' in value)) return undefined;
  if (!Array.isArray(value.errors)) return undefined;
  const members = value.errors.map((each: unknown) =>
    typeof each === 'object' && each !== null ? (each as Readonly<Record<string, unknown>>) : {},
  );
  const key = 'process_key' in value ? String(value.process_key) : '';
  const isFault = key.startsWith('SOAP') || members.some((each) => each.errorType === 'soap_fault');
  const text = (each: unknown) => (typeof each === 'string' ? each : '');
  return {
    errorType: isFault ? 'soap_fault' : 'ebxml_error',
    errors: members.map((each) => ({
      codeContext: text(each.codeContext),
      errorCode: text(each.errorCode),
      severity: text(each.severity),
      location: text(each.location),
      description: text(each.Description ?? each.description),
    })),
  };
}
