import { ADAPTOR_CODES } from '../../src/explain/codes/adaptor-codes.ts';
import type { CodeNote, CodeTable } from '../../src/explain/codes/code-note.ts';
import { CONNECTION_CODES } from '../../src/explain/codes/connection-codes.ts';
import { DELIVERY_CODES } from '../../src/explain/codes/delivery-codes.ts';
import { EBXML_ERRORS } from '../../src/explain/codes/ebxml-errors.ts';
import { HL7_REJECTIONS } from '../../src/explain/codes/hl7-rejections.ts';
import { HTTP_CODES } from '../../src/explain/codes/http-codes.ts';
import { IDENTITY_CODES } from '../../src/explain/codes/identity-codes.ts';
import { LDAP_CODES } from '../../src/explain/codes/ldap-codes.ts';
import { MESH_CODES } from '../../src/explain/codes/mesh-codes.ts';
import { NHAIS_DIALOGUE_NOTES } from '../../src/explain/codes/nhais-dialogue-notes.ts';
import { NHAIS_NOTES } from '../../src/explain/codes/nhais-notes.ts';
import { ODS_CODES } from '../../src/explain/codes/ods-codes.ts';
import { PDS_FHIR_CODES } from '../../src/explain/codes/pds-fhir-codes.ts';
import { PDS_HL7_CODES } from '../../src/explain/codes/pds-hl7-codes.ts';
import { RECORD_CODES } from '../../src/explain/codes/record-codes.ts';
import { SDS_FHIR_CODES } from '../../src/explain/codes/sds-fhir-codes.ts';
import { SMSP_CODES } from '../../src/explain/codes/smsp-codes.ts';
import { SOAP_FAULTS } from '../../src/explain/codes/soap-faults.ts';
import { SPINE_REFUSALS } from '../../src/explain/codes/spine-refusals.ts';
import { RESPONSE_CODES } from '../../src/gp2gp/response-codes.ts';
import { operatorCodes } from './operator-codes.ts';

interface Part {
  readonly title: string;
  /** Where such a code stands in an answer. */
  readonly where: string;
  readonly codes: CodeTable;
}

const PARTS: readonly Part[] = [
  {
    title: 'Refusals of Spine, by name',
    where:
      'The name stands in `spinebox explain`, in the journal and in the trace of an answer. On the wire it goes out as one of the ebXML errors or SOAP faults below.',
    codes: SPINE_REFUSALS,
  },
  {
    title: 'ebXML errors',
    where:
      "In `eb:Error/@errorCode` of an ErrorList: HTTP 200 with a MessageError, or a message of its own where a delivery failed. A number is Spine's own; it stands as the code, or before the colon at the beginning of the description.",
    codes: EBXML_ERRORS,
  },
  {
    title: 'SOAP faults',
    where: 'In `nasp:errorCode` of a SOAP fault, with HTTP 500.',
    codes: SOAP_FAULTS,
  },
  {
    title: 'HL7 rejections',
    where:
      'In an application acknowledgement with typeCode `AR` or `AE`: the code of an `acknowledgementDetail` or `justifyingDetectedIssueEvent` whose code system ends in `17.32`.',
    codes: HL7_REJECTIONS,
  },
  {
    title: 'Deliveries',
    where: 'Of what Spine sends on: in the journal and in `spinebox explain`.',
    codes: DELIVERY_CODES,
  },
  {
    title: 'Connections',
    where:
      'Of a connection that was not made, in either direction: in the journal, in `spinebox doctor` and in the log. Nothing of it is on the wire but a TLS alert.',
    codes: CONNECTION_CODES,
  },
  { title: 'HTTP statuses', where: 'Where the status comes alone.', codes: HTTP_CODES },
  {
    title: 'PDS over HL7 v3',
    where:
      'In the answer of PDS with typeCode `AE` or `AR`: the code of a `justifyingDetectedIssueEvent` whose code system ends in `17.42`.',
    codes: PDS_HL7_CODES,
  },
  {
    title: 'PDS over FHIR',
    where: 'In `issue.details.coding.code` of an OperationOutcome.',
    codes: PDS_FHIR_CODES,
  },
  {
    title: 'SDS over FHIR',
    where: 'In the OperationOutcome of a search.',
    codes: SDS_FHIR_CODES,
  },
  { title: 'SDS over LDAP', where: 'The result code of an LDAP operation.', codes: LDAP_CODES },
  {
    title: 'Spine Mini Services',
    where: 'In the answer of an operation of the mini services.',
    codes: SMSP_CODES,
  },
  {
    title: 'Tokens and CIS2',
    where:
      'In `error` of an answer of `/oauth2/token` and its neighbours, or of the redirect back to the application.',
    codes: IDENTITY_CODES,
  },
  {
    title: 'ODS',
    where:
      'In `errorCode` of ORD, or the code of an OperationOutcome of FHIR; `HTTP-404` and the like where the status says it alone.',
    codes: ODS_CODES,
  },
  {
    title: 'MESH',
    where:
      'In `errorCode` (version 1) or `detail[].code` (version 2) of a refusal, or in `mex-StatusCode` of a report; `HTTP-403` and the like where the status says it alone.',
    codes: MESH_CODES,
  },
  {
    title: 'GP Links',
    where:
      'Findings in interchanges and in their dialogue: in the journal, the console and `spinebox nhais read`; on the wire a RECEP says no more than CA. [Every deviation](gp-links-files.md) has its own row.',
    codes: { ...NHAIS_NOTES, ...NHAIS_DIALOGUE_NOTES },
  },
  {
    title: 'MHS adaptor',
    where: 'The status of an answer of the REST face, or the error of Spine that its body names.',
    codes: ADAPTOR_CODES,
  },
];

const OPERATOR = 'Errors of the simulator itself';

const HEAD = `# Codes and what to do

Every code that an answer can carry: where it appears, what is the matter, what would have been right, what to change.
Made from the tables that \`spinebox explain\` speaks from; \`npm run docs:pages\` writes this page, a test holds it up to
date. For one answer in particular ask \`spinebox explain ID\`: it names the value at fault and its place.

Rules with an id such as \`DIRECTORY-04\` are [checks](checks/README.md), a page for each family.
`;

/** docs/codes.md: the catalogue of codes. */
export function codesPage(): string {
  return [
    HEAD,
    '| | |',
    '|---|---|',
    ...['Answers of a practice', ...PARTS.map(({ title }) => title), OPERATOR].map(
      (title) => `| [${title}](#${anchor(title)}) | ${count(title)} codes |`,
    ),
    '',
    practices(),
    ...PARTS.map(part),
    operator(),
  ].join('\n');
}

function practices(): string {
  const rows = [...RESPONSE_CODES.values()].map(({ code, text, by, answers, meaning }) => {
    const who = by === 'either' ? 'either practice' : `the ${by}`;
    const change = RECORD_CODES[code]?.change ?? '';
    return `| \`${code}\` | ${cell(text)} | ${who}, of the ${answers.join(' or ')} | ${cell(meaning)} | ${cell(change)} |`;
  });
  return [
    '## Answers of a practice',
    '',
    'In the application acknowledgement MCCI_IN010000UK13 with typeCode `AE` or `AR`: the code whose code system ends in `17.101`. Senders vary',
    'the display text: go by the code. A code of one digit is the same as with a nought before it. `15` counts as filed.',
    '',
    '| Code | Display text | Who says it, of what | When, and what follows | What to do |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** What the operator is told: nothing of it is on the wire. */
function operator(): string {
  return [
    `## ${OPERATOR}`,
    '',
    'What an order of yours came to: on the command line behind the message, in `code` of an answer of the control API. Each comes with its remedy;',
    'where none stands here it depends on what was asked, and names it.',
    '',
    '| Code | The matter | What to do |',
    '|---|---|---|',
    ...operatorCodes().map(
      ({ code, matter, remedy = 'As the error itself says.' }) =>
        `| \`${code}\` | ${cell(matter)} | ${cell(remedy)} |`,
    ),
    '',
  ].join('\n');
}

function part({ title, where, codes }: Part): string {
  return [
    `## ${title}`,
    '',
    where,
    '',
    '| Code | The matter | Expected instead | What to do |',
    '|---|---|---|---|',
    ...Object.entries(codes).map(([code, note]) => row(code, note)),
    '',
  ].join('\n');
}

function row(code: string, note: CodeNote): string {
  const only = note.severity && note.severity !== 'must' ? ' (no fault)' : '';
  return `| \`${cell(code)}\` | ${cell(note.title)}${only} | ${cell(note.expected)} | ${cell(note.change)} |`;
}

function count(title: string): number {
  if (title === OPERATOR) return operatorCodes().length;
  const found = PARTS.find((each) => each.title === title);
  return found ? Object.keys(found.codes).length : RESPONSE_CODES.size;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
