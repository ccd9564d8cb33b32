import type { Deviation } from '../reading.ts';
import { childElements, textOf, type XmlElement } from '../xml/xml-element.ts';
import { ebAttribute } from './eb-attribute.ts';
import { optionalChild } from './eb-child.ts';
import { readFrame } from './eb-frame.ts';
import type { EbxmlError, ErrorList } from './ebxml-message.ts';
import { EB_NS, XML_NS } from './names.ts';

/** Reads `eb:ErrorList`, ebMS 2.0 section 4.2.3. A severity that is neither word reads as `Error`. */
export function readErrorList(element: XmlElement, log: Deviation[]): ErrorList {
  const version = readFrame(element, 'ErrorList', log);
  const errors = childElements(element, EB_NS, 'Error').map((error) => readError(error, log));
  if (errors.length === 0) {
    log.push({ code: 'ebxml.missing', message: 'ErrorList/Error is missing', at: element.at });
  }
  const highest = ebAttribute(element, EB_NS, 'highestSeverity', log);
  return {
    highestSeverity: severityOf(highest, 'ErrorList/@highestSeverity', element, log),
    version,
    errors,
  };
}

function readError(element: XmlElement, log: Deviation[]): EbxmlError {
  const errorCode = ebAttribute(element, EB_NS, 'errorCode', log);
  if (errorCode === undefined || errorCode === '') {
    const [code, state] = errorCode === '' ? ['empty', 'empty'] : ['missing', 'missing'];
    const message = `ErrorList/Error/@errorCode is ${state}`;
    log.push({ code: `ebxml.${code}`, message, at: element.at });
  }
  const severity = ebAttribute(element, EB_NS, 'severity', log);
  const description = optionalChild(element, EB_NS, 'ErrorList/Error/Description', log);
  return {
    codeContext: ebAttribute(element, EB_NS, 'codeContext', log),
    errorCode: errorCode ?? '',
    severity: severityOf(severity, 'ErrorList/Error/@severity', element, log),
    location: ebAttribute(element, EB_NS, 'location', log),
    description: description === undefined ? '' : textOf(description).trim(),
    language: description && ebAttribute(description, XML_NS, 'lang', log),
  };
}

function severityOf(
  value: string | undefined,
  path: string,
  element: XmlElement,
  log: Deviation[],
): 'Error' | 'Warning' {
  if (value !== 'Error' && value !== 'Warning') {
    const message = `${path} is ${value === undefined ? 'missing' : `"${value}"`}`;
    log.push({ code: 'ebxml.severity', message, at: element.at });
  }
  return value?.toLowerCase() === 'warning' ? 'Warning' : 'Error';
}
