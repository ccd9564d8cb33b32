import { type Deviation, type Reading, readAs, unreadable } from '../reading.ts';
import { readXml } from '../xml/read-xml.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  textOf,
  type XmlElement,
} from '../xml/xml-element.ts';
import { SAML_NS, SYNTEGRA } from './names.ts';
import type { AssertedRole, CodedName, RoleAssertion } from './role-assertion.ts';

const SUBJECT = /^uid=(\d{12}),ou=People,o=nhs$/i;

/** An attribute in the order of the document; roles follow one another without a frame of their own. */
interface NamedValues {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * Reads an assertion that stands alone (pds-identity 4.2).
 *
 * Failures: those of `readXml`, `saml.not-an-assertion`.
 */
export function readRoleAssertion(bytes: Uint8Array): Reading<RoleAssertion> {
  const reading = readXml(bytes);
  if (!reading.ok) return reading;
  const { value: root, deviations } = reading;
  if (root.namespace !== SAML_NS || root.name !== 'Assertion')
    return unreadable('saml.not-an-assertion', `the root is ${root.name}`, root.at, deviations);
  const { assertion, odd } = assertionFrom(root);
  return readAs(assertion, [...deviations, ...odd]);
}

/**
 * An assertion that is part of a document. Nothing in it is vouched for by reading it.
 *
 * Deviations: `saml.version`, `saml.subject`, `saml.uid` (subject and attribute disagree), `saml.no-role`.
 */
export function assertionFrom(element: XmlElement): {
  readonly assertion: RoleAssertion;
  readonly odd: readonly Deviation[];
} {
  const plain = (name: string) => attributeOf(element, '', name) ?? '';
  const conditions = firstChild(element, SAML_NS, 'Conditions');
  const limit = (name: string) => (conditions && attributeOf(conditions, '', name)) ?? '';
  const statement = firstChild(element, SAML_NS, 'AttributeStatement');
  const attributes = statement ? childElements(statement, SAML_NS, 'Attribute').map(named) : [];
  const first = (name: string) => attributes.find((each) => each.name === name)?.values[0];
  const subject = statement && firstChild(statement, SAML_NS, 'Subject');
  const name = subject && firstChild(subject, SAML_NS, 'NameIdentifier');
  const [, subjectId] = SUBJECT.exec(name ? textOf(name).trim() : '') ?? [];
  const roles = rolesIn(attributes);
  const assertion: RoleAssertion = {
    assertionId: plain('AssertionID'),
    issuer: plain('Issuer'),
    issueInstant: plain('IssueInstant'),
    notBefore: limit('NotBefore'),
    notOnOrAfter: limit('NotOnOrAfter'),
    userId: subjectId ?? '',
    commonName: first('cn') ?? '',
    practitionerCode: first('nhsOcsPrCode'),
    sessionRole: first('ssbSessionRoleUid') ?? '',
    training: first('ssbMode') === '1',
    roles,
  };
  const odd: Deviation[] = [];
  const note = (code: string, message: string) => void odd.push({ code, message, at: element.at });
  if (plain('MajorVersion') !== '1' || plain('MinorVersion') !== '1')
    note('saml.version', 'the version is not 1.1');
  if (subjectId === undefined) note('saml.subject', 'the subject is not uid=…,ou=People,o=nhs');
  const uid = first('uid');
  if (uid !== undefined && uid !== subjectId)
    note('saml.uid', 'the attribute uid and the subject name different users');
  if (roles.length === 0) note('saml.no-role', 'no role is asserted');
  return { assertion, odd };
}

function named(attribute: XmlElement): NamedValues {
  const ours = attributeOf(attribute, '', 'AttributeNamespace') === SYNTEGRA;
  return {
    name: ours ? (attributeOf(attribute, '', 'AttributeName') ?? '') : '',
    values: childElements(attribute, SAML_NS, 'AttributeValue').map(textOf),
  };
}

/** Every `nhsIdCode` begins a role. */
function rolesIn(attributes: readonly NamedValues[]): readonly AssertedRole[] {
  const starts = attributes.flatMap(({ name }, at) => (name === 'nhsIdCode' ? [at] : []));
  return starts.map((start, at) => {
    const own = attributes.slice(start, starts[at + 1]);
    const all = (name: string) => own.find((each) => each.name === name)?.values ?? [];
    const first = (name: string) => all(name)[0] ?? '';
    return {
      organisation: first('nhsIdCode'),
      organisationName: first('o'),
      activities: coded(all('nhsBusinessFunctionsCodes'), all('nhsBusinessFunctions')),
      jobRole: first('nhsJobRole'),
      jobRoleCode: first('nhsJobRoleCode'),
      roleProfileId: first('uniqueIdentifier'),
      areasOfWork: coded(all('nhsAreaOfWorkCodes'), all('nhsAreaOfWork')),
      workgroups: coded(all('nhsWorkGroupsCodes'), all('nhsWorkGroups')),
    };
  });
}

function coded(codes: readonly string[], names: readonly string[]): readonly CodedName[] {
  return codes.map((code, at) => ({ code, name: names[at] ?? '' }));
}
