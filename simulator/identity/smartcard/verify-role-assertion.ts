import { verifySignature } from '../../../src/platform/xml-signature.ts';
import { DSIG_NS, SAML_NS, SAMLP_NS } from '../../../src/wire/saml/names.ts';
import { readRoleAssertion } from '../../../src/wire/saml/read-role-assertion.ts';
import type { RoleAssertion } from '../../../src/wire/saml/role-assertion.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import { writableOf } from '../../../src/wire/xml/writable-of.ts';
import { writeXml } from '../../../src/wire/xml/write-xml.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  isElement,
  type XmlElement,
} from '../../../src/wire/xml/xml-element.ts';

/** Whom a receiver of role assertions trusts, and what it remembers. */
export interface AssertionTrust {
  /** Public keys or certificates of the issuer, PEM. */
  readonly keys: readonly string[];
  /** Any issuer unless given. */
  readonly issuer?: string;
  /** Answers whether the id was shown before, and remembers it until then; no id is remembered unless given. */
  wasShown?(assertionId: string, until: Date): boolean;
}

export type AssertionProblem =
  | 'unreadable'
  | 'status'
  | 'structure'
  | 'unsigned'
  | 'signature'
  | 'issuer'
  | 'not-yet-valid'
  | 'expired'
  | 'replayed';

export type AssertionVerdict =
  | { readonly ok: true; readonly assertion: RoleAssertion }
  | { readonly ok: false; readonly problem: AssertionProblem; readonly why: string };

const LIMITS = { bytes: 256 * 1024, depth: 32, nodes: 5_000 } as const;

/**
 * Judges a response as a careful receiver does (pds-identity 4.7): one assertion, signed as a whole by a
 * known key, within its time, not seen before. The facts come from what the signature covers and from
 * nowhere else, so that a signed part moved about in a forged document (signature wrapping) gains nothing.
 */
export function verifyRoleAssertion(
  response: string,
  trust: AssertionTrust,
  now: Date,
): AssertionVerdict {
  const reading = readXml(Buffer.from(response, 'utf8'), LIMITS);
  if (!reading.ok) return wrong('unreadable', reading.failure.message);
  const found = theOneAssertion(reading.value);
  if ('problem' in found) return wrong(found.problem, found.why);
  const signature = writeXml(selfContained(found.signature));
  const checked = verifySignature(response, signature, {
    keys: trust.keys,
    idAttribute: 'AssertionID',
  });
  if (!checked.ok) return wrong('signature', checked.why);
  const [signed, second] = checked.signed;
  if (signed === undefined || second !== undefined)
    return wrong('signature', 'the signature covers other things than one assertion');
  const assertion = readRoleAssertion(Buffer.from(signed, 'utf8'));
  if (!assertion.ok) return wrong('signature', 'what is signed is no assertion');
  return judgeFacts(assertion.value, found.id, trust, now);
}

type Found =
  | { readonly id: string; readonly signature: XmlElement }
  | { readonly problem: AssertionProblem; readonly why: string };

/** The assertion of a well-made response; anything that a wrapped one could look like is refused. */
function theOneAssertion(root: XmlElement): Found {
  if (root.namespace !== SAMLP_NS || root.name !== 'Response')
    return { problem: 'structure', why: 'the root is no SAML 1.1 response' };
  const status = firstChild(root, SAMLP_NS, 'Status');
  const code = status && firstChild(status, SAMLP_NS, 'StatusCode');
  const value = (code && attributeOf(code, '', 'Value')) ?? '';
  if (value.replace(/^.*:/s, '') !== 'Success')
    return { problem: 'status', why: `the status is ${value.slice(0, 60) || 'missing'}` };
  const everywhere = descendants(root);
  const named = (namespace: string, name: string) =>
    everywhere.filter((each) => each.namespace === namespace && each.name === name);
  const [assertion] = childElements(root, SAML_NS, 'Assertion');
  if (!assertion || named(SAML_NS, 'Assertion').length !== 1)
    return { problem: 'structure', why: 'there is not exactly one assertion, below the response' };
  const [signature] = childElements(assertion, DSIG_NS, 'Signature');
  if (named(DSIG_NS, 'Signature').length === 0)
    return { problem: 'unsigned', why: 'the assertion is not signed' };
  if (!signature || named(DSIG_NS, 'Signature').length !== 1)
    return { problem: 'structure', why: 'there is not exactly one signature, in the assertion' };
  const id = attributeOf(assertion, '', 'AssertionID') ?? '';
  const references = named(DSIG_NS, 'Reference');
  const [reference] = references;
  if (id === '' || references.length !== 1 || !reference)
    return { problem: 'structure', why: 'the signature does not have exactly one reference' };
  if (attributeOf(reference, '', 'URI') !== `#${id}`)
    return { problem: 'structure', why: 'the signature is not over the assertion that it is in' };
  return { id, signature };
}

function judgeFacts(
  assertion: RoleAssertion,
  id: string,
  { issuer, wasShown }: AssertionTrust,
  now: Date,
): AssertionVerdict {
  const { notBefore, notOnOrAfter } = assertion;
  if (assertion.assertionId !== id) return wrong('signature', 'another assertion is signed');
  if (issuer !== undefined && assertion.issuer !== issuer)
    return wrong('issuer', `the issuer is ${assertion.issuer.slice(0, 100)}`);
  const from = Date.parse(notBefore);
  const until = Date.parse(notOnOrAfter);
  if (Number.isNaN(from) || Number.isNaN(until))
    return wrong('structure', 'the conditions give no time');
  if (now.getTime() < from) return wrong('not-yet-valid', `it is valid from ${notBefore}`);
  if (now.getTime() >= until) return wrong('expired', `it was valid until ${notOnOrAfter}`);
  if (wasShown?.(id, new Date(until))) return wrong('replayed', 'the assertion was shown before');
  return { ok: true, assertion };
}

function descendants(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.filter(isElement).flatMap(descendants)];
}

/** The signature by itself, its namespace declared wherever the document did that. */
function selfContained(signature: XmlElement) {
  const written = writableOf(signature);
  const name = signature.prefix === '' ? 'xmlns' : `xmlns:${signature.prefix}`;
  if (written.attributes.some(([each]) => each === name)) return written;
  return { ...written, attributes: [[name, DSIG_NS] as const, ...written.attributes] };
}

function wrong(problem: AssertionProblem, why: string): AssertionVerdict {
  return { ok: false, problem, why };
}
