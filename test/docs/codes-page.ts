import type { CodeNote, CodeTable } from '../../src/explain/codes/code-note.ts';
import { CONNECTION_CODES } from '../../src/explain/codes/connection-codes.ts';
import { DELIVERY_CODES } from '../../src/explain/codes/delivery-codes.ts';
import { EBXML_ERRORS } from '../../src/explain/codes/ebxml-errors.ts';
import { HL7_REJECTIONS } from '../../src/explain/codes/hl7-rejections.ts';
import { HTTP_CODES } from '../../src/explain/codes/http-codes.ts';
import { IDENTITY_CODES } from '../../src/explain/codes/identity-codes.ts';
import { LDAP_CODES } from '../../src/explain/codes/ldap-codes.ts';
import { PDS_FHIR_CODES } from '../../src/explain/codes/pds-fhir-codes.ts';
import { PDS_HL7_CODES } from '../../src/explain/codes/pds-hl7-codes.ts';
import { RECORD_CODES } from '../../src/explain/codes/record-codes.ts';
import { SDS_FHIR_CODES } from '../../src/explain/codes/sds-fhir-codes.ts';
import { SMSP_CODES } from '../../src/explain/codes/smsp-codes.ts';
import { SOAP_FAULTS } from '../../src/explain/codes/soap-faults.ts';
import { SPINE_REFUSALS } from '../../src/explain/codes/spine-refusals.ts';
import { RESPONSE_CODES } from '../../src/gp2gp/response-codes.ts';

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
];

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
    ...['Answers of a practice', ...PARTS.map(({ title }) => title)].map(
      (title) => `| [${title}](#${anchor(title)}) | ${count(title)} codes |`,
    ),
    '',
    practices(),
    ...PARTS.map(part),
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
