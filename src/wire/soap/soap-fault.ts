import { SOAP_NS } from '../ebxml/names.ts';
import { element, writeXml } from '../xml/write-xml.ts';

/** The namespace of Spine's own error list. */
export const NASP_NS = 'http://national.carerecords.nhs.uk/schema/';

/** The code context that Spine writes; a simulator of NHS England writes the plural `errors`. */
export const TMS_CONTEXT = 'urn:nhs:names:error:tms';

/** One entry of `nasp:errorList` (mhs 3.8). Values as written. */
export interface SoapFaultError {
  readonly codeContext: string;
  readonly errorCode: string;
  readonly severity: string;
  readonly location: string;
  readonly description: string;
}

/** A SOAP 1.1 fault as Spine sends it with HTTP 500. A bare fault has no errors. */
export interface SoapFault {
  /** Without its prefix: `Server` or `Client`. */
  readonly faultCode: string;
  readonly faultString: string;
  readonly errors: readonly SoapFaultError[];
}

const RETRIABLE: ReadonlySet<string> = new Set(['200', '206', '208']);

/** Whether the message that a fault refuses may be sent again: only when each of its codes passes (mhs 3.12). */
export function maySendAgain(codes: readonly string[]): boolean {
  return codes.every((code) => RETRIABLE.has(code));
}

/** The fault of one TMS error in Spine's usual wording. */
export function buildSoapFault(
  errorCode: string,
  description: string,
  location = 'Not Supported',
  faultCode: 'Server' | 'Client' = 'Server',
): SoapFault {
  const error = { codeContext: TMS_CONTEXT, errorCode, severity: 'Error', location, description };
  return { faultCode, faultString: 'Application Exception', errors: [error] };
}

/** Writes a fault as Spine's stylesheet does: no header, no XML declaration, one error list. */
export function writeSoapFault(fault: SoapFault): Buffer {
  const errors = fault.errors.map((error) =>
    element('nasp:error', {}, [
      element('nasp:codeContext', {}, error.codeContext),
      element('nasp:errorCode', {}, error.errorCode),
      element('nasp:severity', {}, error.severity),
      element('nasp:location', {}, error.location),
      element('nasp:description', {}, error.description),
    ]),
  );
  const detail =
    errors.length === 0
      ? undefined
      : element('detail', {}, [element('nasp:errorList', { 'xmlns:nasp': NASP_NS }, errors)]);
  const envelope = element('SOAP:Envelope', { 'xmlns:SOAP': SOAP_NS }, [
    element('SOAP:Body', {}, [
      element('SOAP:Fault', {}, [
        element('faultcode', {}, `SOAP:${fault.faultCode}`),
        element('faultstring', {}, fault.faultString),
        detail,
      ]),
    ]),
  ]);
  return Buffer.from(writeXml(envelope, { indent: ' ' }), 'utf8');
}
