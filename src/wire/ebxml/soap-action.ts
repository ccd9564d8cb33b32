import type { Deviation, Reading } from '../reading.ts';
import { readAs, unreadable } from '../reading.ts';
import { SIGNAL_SERVICE } from './names.ts';

/** What a SOAPAction header names. */
export interface SoapAction {
  readonly service: string;
  readonly action: string;
}

/** `service/action`, in double quotes on request. Toolkits quote, Spine and the MHS adaptor do not. */
export function writeSoapAction(value: SoapAction, quoted = false): string {
  const text = `${value.service}/${value.action}`;
  return quoted ? `"${text}"` : text;
}

/**
 * The SOAPAction of an ebXML signal such as `Acknowledgment` or `MessageError` (mhs 1.4).
 *
 * @param doubledUrn begins with `urn:urn:`, a known defect of Spine-era software
 */
export function signalSoapAction(action: string, quoted = false, doubledUrn = false): string {
  const service = doubledUrn ? `urn:${SIGNAL_SERVICE}` : SIGNAL_SERVICE;
  return writeSoapAction({ service, action }, quoted);
}

/**
 * Reads a SOAPAction header, quoted or not. The doubled `urn:urn:` of older toolkits and the colon of
 * SDS keys are read with a deviation; a text that names no service and action is unreadable (mhs 1.4).
 */
export function parseSoapAction(header: string): Reading<SoapAction> {
  const deviations: Deviation[] = [];
  const odd = (code: string, message: string): void => {
    deviations.push({
      code: `soap-action.${code}`,
      message,
      at: { offset: 0, line: 1, column: 1 },
    });
  };
  let text = header.trim();
  const quoted = /^(["'])(.*)\1$/.exec(text);
  if (quoted) text = (quoted[2] ?? '').trim();
  else if (/^["']|["']$/.test(text)) {
    odd('unbalanced-quote', 'SOAPAction has a quote on one side only');
    text = text.replace(/^["']|["']$/g, '');
  }
  if (text === '') return unreadable('soap-action.empty', 'SOAPAction is empty');
  while (/^urn:urn:/i.test(text)) {
    if (deviations.at(-1)?.code !== 'soap-action.doubled-urn') {
      odd('doubled-urn', 'SOAPAction begins with "urn:urn:"');
    }
    text = text.slice(4);
  }
  const slash = text.lastIndexOf('/');
  const at = slash > 0 ? slash : text.lastIndexOf(':');
  const service = text.slice(0, at);
  const action = text.slice(at + 1);
  if (at <= 0 || action === '' || service === 'urn') {
    return unreadable(
      'soap-action.shape',
      `SOAPAction "${text}" is not <service>/<action>`,
      undefined,
      deviations,
    );
  }
  if (at !== slash) odd('colon', 'SOAPAction joins service and action with a colon, not a slash');
  return readAs({ service, action }, deviations);
}
