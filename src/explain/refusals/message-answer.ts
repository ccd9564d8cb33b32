import type { Entry } from '../../journal/entry.ts';
import type { ErrorList } from '../../wire/ebxml/ebxml-message.ts';
import { soapFaultFromElement } from '../../wire/soap/read-soap-fault.ts';
import type { SoapFault } from '../../wire/soap/soap-fault.ts';
import type { CodeNote } from '../codes/code-note.ts';
import { EBXML_ERRORS } from '../codes/ebxml-errors.ts';
import { HL7_REJECTIONS } from '../codes/hl7-rejections.ts';
import { lookUp } from '../codes/look-up.ts';
import { RULE_NAMES } from '../codes/pds-hl7-codes.ts';
import { REFUSED_FOR_CHECKS } from '../codes/refused-for-checks.ts';
import { SOAP_FAULTS } from '../codes/soap-faults.ts';
import { SPINE_REFUSALS } from '../codes/spine-refusals.ts';
import { nearestContract } from '../nearest/nearest-contract.ts';
import type { SideView } from '../place/side-view.ts';
import { acknowledgedAs } from './acknowledged-as.ts';
import { bareAnswer } from './bare-answer.ts';
import type { Refused } from './refused.ts';

/** What the answer to a message refuses: a SOAP fault, a MessageError, an HL7 rejection, or a status alone. */
export function messageAnswer(
  entry: Entry,
  request: SideView,
  response: SideView,
): readonly Refused[] {
  const status = entry.response?.status;
  if (status === undefined) return [];
  const { constant, why } = decided(entry);
  const own = constant === undefined ? undefined : noteOfConstant(constant);
  const causes = constant === undefined ? undefined : REFUSED_FOR_CHECKS[constant];
  const near = nearestContract(entry);
  const common = { causes, nearest: OF_CONTRACTS.test(constant ?? '') ? near : undefined };
  const fault = faultIn(response);
  if (fault) {
    const codes = fault.errors.map(({ errorCode }) => errorCode);
    const answer = `HTTP ${status}, SOAP fault ${codes.join(', ')}`.trim();
    const [code = fault.faultCode] = codes;
    const reason = why ?? fault.errors[0]?.description ?? fault.faultString;
    const note = own ?? lookUp(SOAP_FAULTS, code) ?? lookUp(HL7_REJECTIONS, code) ?? FAULT;
    return [{ rule: constant ?? code, note, answer, reason, ...common }];
  }
  const errors = response.message?.errorList;
  if (errors)
    return errorsOf(errors, `HTTP ${status}, MessageError`, { entry, constant, why, common });
  const objections = acknowledgedAs(response, `HTTP ${status}, `);
  if (objections.length > 0) return objections.map((each) => ({ ...each, causes: 'any' as const }));
  return status < 400 ? [] : [bareAnswer(entry, request, response, status)];
}

const OF_CONTRACTS = /PARTY_UNKNOWN|CPA_ID|CONTRACT_NOT_FOUND|SERVICE_NOT_SUPPORTED/;

/** For a fault whose code no list has. */
const FAULT: CodeNote = {
  title: 'the message is refused with a SOAP fault',
  clause: 'mhs 3.8',
  expected: 'A message that the receiver takes.',
  change: 'Do what the text of the fault says.',
};

interface ErrorsContext {
  readonly entry: Entry;
  readonly constant: string | undefined;
  readonly why: string | undefined;
  readonly common: Pick<Refused, 'causes' | 'nearest'>;
}

/** Each error of a list. The constant that the service put on record is that of the first. */
function errorsOf(
  { errors }: ErrorList,
  told: string,
  { constant, common }: ErrorsContext,
): readonly Refused[] {
  return errors.map(({ errorCode, description }, index) => {
    // Spine writes code, colon, text; its constant, or the number of an older list, stands there.
    const [, named = ''] = /^([A-Z_]{4,}|\d{6}):/.exec(description) ?? [];
    const rule = index === 0 ? (constant ?? (named || errorCode)) : named || errorCode;
    const note =
      noteOfConstant(rule) ??
      lookUp(EBXML_ERRORS, named) ??
      lookUp(EBXML_ERRORS, errorCode) ??
      (EBXML_ERRORS.Unknown as CodeNote);
    const reason = description || errorCode;
    const causes = REFUSED_FOR_CHECKS[rule] ?? OF_NUMBERS[named]?.flatMap(checksOf);
    return {
      rule,
      note,
      answer: `${told} ${errorCode}`,
      reason,
      ...(index === 0 ? common : { causes }),
    };
  });
}

/** The constants that Spine tells by a number of an older list. */
const OF_NUMBERS: Readonly<Record<string, readonly string[]>> = {
  '501314': ['TO_PARTY_UNKNOWN'],
  '501319': ['CPA_ID_UNKNOWN', 'CPA_ID_INCONSISTENT'],
};

function checksOf(constant: string): readonly string[] {
  return REFUSED_FOR_CHECKS[constant] ?? [];
}

/** The errors that a message itself reports, of one that was sent before: a MessageError that came on its own. */
export function reportedErrors({ message }: SideView): readonly Refused[] {
  const list = message?.errorList;
  if (!list) return [];
  return list.errors.map(({ errorCode, description, severity }) => ({
    rule: errorCode,
    note: lookUp(EBXML_ERRORS, errorCode) ?? (EBXML_ERRORS.Unknown as CodeNote),
    answer: undefined,
    reason: `the message ${message.refToMessageId ?? ''} is reported with ${errorCode}, severity ${severity}: ${description}`,
  }));
}

/** The constant and the reason that the service itself put on record. */
function decided({ facts = {}, trace = [] }: Entry) {
  const result = typeof facts.result === 'string' ? facts.result : '';
  const [, constant] = /^refused: ([A-Z][A-Z0-9_]+)/.exec(result) ?? [];
  const said = trace.findLast(({ text }) => constant !== undefined && text.includes(constant));
  const why = said && /[A-Z0-9_]{4,}, (.+)$/s.exec(said.text)?.[1];
  return { constant, why };
}

function noteOfConstant(constant: string): CodeNote | undefined {
  return lookUp(SPINE_REFUSALS, constant) ?? lookUp(RULE_NAMES, constant);
}

function faultIn({ tree }: SideView): SoapFault | undefined {
  const read = tree && soapFaultFromElement(tree.root);
  return read?.ok ? read.value : undefined;
}
