import { element, type WritableElement, writeXml } from '../xml/write-xml.ts';
import { SAMLP_NS } from './names.ts';
import type { SamlResponse } from './role-assertion.ts';

/**
 * Writes a SAML 1.1 response around finished assertions (pds-identity 4.2). There is one in a right answer,
 * none in a refusal, and more only where somebody wants to deceive.
 *
 * @param assertions elements that declare their own namespaces
 */
export function writeSamlResponse(
  { responseId, issueInstant, status, message }: Omit<SamlResponse, 'assertion'>,
  assertions: readonly string[] = [],
): string {
  return writeXml(
    element(
      'samlp:Response',
      {
        'xmlns:samlp': SAMLP_NS,
        MajorVersion: '1',
        MinorVersion: '1',
        ResponseID: responseId,
        IssueInstant: issueInstant,
      },
      [
        element('samlp:Status', {}, [
          statusCode(status),
          message === undefined
            ? undefined
            : element('samlp:StatusMessage', {}, message === '' ? [] : message),
        ]),
        ...assertions.map((verbatim) => ({ verbatim })),
      ],
    ),
    { declaration: true },
  );
}

function statusCode([outer, ...inner]: readonly string[]): WritableElement | undefined {
  if (outer === undefined) return undefined;
  return element('samlp:StatusCode', { Value: `samlp:${outer}` }, [statusCode(inner)]);
}
