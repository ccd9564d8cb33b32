import { element, type WritableElement, writeXml } from '../xml/write-xml.ts';
import { SAML_NS, SYNTEGRA } from './names.ts';
import type { AssertedRole, RoleAssertion } from './role-assertion.ts';

/**
 * Writes the assertion of a session (pds-identity 4.2) as an element that stands for itself: it declares
 * its namespace, so that it can be signed alone and then be put into a response.
 *
 * @param signature the `ds:Signature` over exactly this assertion without it
 */
export function writeRoleAssertion(assertion: RoleAssertion, signature?: string): string {
  const { assertionId, issuer, issueInstant, notBefore, notOnOrAfter, userId } = assertion;
  return writeXml(
    element(
      'saml:Assertion',
      {
        'xmlns:saml': SAML_NS,
        MajorVersion: '1',
        MinorVersion: '1',
        AssertionID: assertionId,
        Issuer: issuer,
        IssueInstant: issueInstant,
      },
      [
        element('saml:Conditions', { NotBefore: notBefore, NotOnOrAfter: notOnOrAfter }),
        element('saml:AttributeStatement', {}, [
          element('saml:Subject', {}, [
            element('saml:NameIdentifier', {}, `uid=${userId},ou=People,o=nhs`),
          ]),
          ...sessionAttributes(assertion),
          ...assertion.roles.flatMap(roleAttributes),
        ]),
        signature === undefined ? undefined : { verbatim: signature },
      ],
    ),
  );
}

function sessionAttributes(assertion: RoleAssertion): WritableElement[] {
  const { commonName, userId, practitionerCode, sessionRole, training } = assertion;
  return [
    ...attribute('ssbAssertionVersion', ['1.1']),
    ...attribute('cn', [commonName]),
    ...attribute('uid', [userId]),
    ...attribute('nhsOcsPrCode', practitionerCode === undefined ? [] : [practitionerCode]),
    ...attribute('ssbSessionRoleUid', [sessionRole]),
    ...attribute('ssbMode', [training ? '1' : '0']),
  ];
}

function roleAttributes(role: AssertedRole): WritableElement[] {
  const { activities, areasOfWork, workgroups } = role;
  const names = (list: AssertedRole['activities']) => list.map(({ name }) => name);
  const codes = (list: AssertedRole['activities']) => list.map(({ code }) => code);
  return [
    ...attribute('nhsIdCode', [role.organisation]),
    ...attribute('o', [role.organisationName]),
    ...attribute('nhsBusinessFunctions', names(activities)),
    ...attribute('nhsBusinessFunctionsCodes', codes(activities)),
    ...attribute('nhsJobRole', [role.jobRole]),
    ...attribute('nhsJobRoleCode', [role.jobRoleCode]),
    ...attribute('uniqueIdentifier', [role.roleProfileId]),
    ...attribute('nhsAreaOfWork', names(areasOfWork)),
    ...attribute('nhsAreaOfWorkCodes', codes(areasOfWork)),
    ...attribute('nhsWorkGroups', names(workgroups)),
    ...attribute('nhsWorkGroupsCodes', codes(workgroups)),
  ];
}

/** An attribute without values is left out. */
function attribute(name: string, values: readonly string[]): WritableElement[] {
  if (values.length === 0) return [];
  const written = values.map((value) => element('saml:AttributeValue', {}, value ? value : []));
  return [
    element('saml:Attribute', { AttributeName: name, AttributeNamespace: SYNTEGRA }, written),
  ];
}
