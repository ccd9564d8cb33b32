import type { BrokenRule } from '../../../src/demographics/hl7v3/check-query.ts';
import { buildSoapFault, writeSoapFault } from '../../../src/wire/soap/soap-fault.ts';
import type { SynchronousAnswer } from '../../doors/spine-application.ts';

/** The code context of the faults that PDS is said to answer (pds-identity 1.9). */
const CONTEXT = 'urn:nhs:names:errors:tms';

/** A SOAP fault with status 500: nothing of the request was looked at further (pds-identity 1.4, 1.9). */
export function soapFault(
  code: string,
  text: string,
  why: string,
  blamed: 'Client' | 'Server' = 'Client',
  location = 'SOAP Envelope',
): SynchronousAnswer {
  const fault = buildSoapFault(code, text, location, blamed);
  const errors = fault.errors.map((error) => ({ ...error, codeContext: CONTEXT }));
  return {
    status: 500,
    body: writeSoapFault({ ...fault, errors }),
    result: `fault ${code}`,
    ...{ why, findings: [], delayMs: 0, drop: false },
  };
}

/** The fault for a rule of the envelope or the wrapper, by the name that Spine gives it. */
export function ruleFault({ name, detail }: BrokenRule, code: string): SynchronousAnswer {
  const fault = soapFault(code, `${name}:${detail}`, `refused: ${name}, ${detail}`);
  return { ...fault, result: `refused: ${name}` };
}

/** The connection ends: the request is as good as lost. */
export function noAnswer(why: string): SynchronousAnswer {
  return {
    ...{ status: 500, body: Buffer.alloc(0), result: 'no answer' },
    ...{ why, findings: [], delayMs: 0, drop: true },
  };
}
