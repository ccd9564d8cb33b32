import { type Reading, readAs, unreadable } from '../reading.ts';
import { readXml } from '../xml/read-xml.ts';
import { attributeOf, firstChild, textOf, type XmlElement } from '../xml/xml-element.ts';
import { SAML_NS, SAMLP_NS } from './names.ts';
import { assertionFrom } from './read-role-assertion.ts';
import type { SamlResponse } from './role-assertion.ts';

/** Status codes inside one another are followed so far. */
const MOST_CODES = 8;

/**
 * Reads the answer to a request for a role assertion. Its signature is another matter.
 *
 * Failures: those of `readXml`, `saml.not-a-response`. Deviations: those of `assertionFrom`, `saml.status`.
 */
export function readSamlResponse(bytes: Uint8Array): Reading<SamlResponse> {
  const reading = readXml(bytes);
  if (!reading.ok) return reading;
  const { value: root, deviations } = reading;
  if (root.namespace !== SAMLP_NS || root.name !== 'Response')
    return unreadable('saml.not-a-response', `the root is ${root.name}`, root.at, deviations);
  const status = firstChild(root, SAMLP_NS, 'Status');
  const message = status && firstChild(status, SAMLP_NS, 'StatusMessage');
  const found = firstChild(root, SAML_NS, 'Assertion');
  const { assertion, odd } = found ? assertionFrom(found) : { assertion: undefined, odd: [] };
  const codes = status ? codesOf(status) : [];
  const missing =
    codes.length > 0 ? [] : [{ code: 'saml.status', message: 'there is no status', at: root.at }];
  return readAs(
    {
      responseId: attributeOf(root, '', 'ResponseID') ?? '',
      issueInstant: attributeOf(root, '', 'IssueInstant') ?? '',
      status: codes,
      message: message && textOf(message),
      assertion,
    },
    [...deviations, ...odd, ...missing],
  );
}

/** The values are qualified names whose prefix each document chooses itself. */
function codesOf(status: XmlElement): readonly string[] {
  const codes: string[] = [];
  let at = firstChild(status, SAMLP_NS, 'StatusCode');
  while (at !== undefined && codes.length < MOST_CODES) {
    codes.push((attributeOf(at, '', 'Value') ?? '').replace(/^.*:/s, ''));
    at = firstChild(at, SAMLP_NS, 'StatusCode');
  }
  return codes;
}
