import type { ResultName } from '../../wire/ldap/ldap-result.ts';
import type { CodeNote, CodeTable } from './code-note.ts';

type Row = readonly [
  title: string,
  expected: string,
  change: string,
  severity?: CodeNote['severity'],
];

const CANCEL = [
  'an operation could not be ended before its time',
  'The message id of an operation that is under way.',
  'Ask to end only what has not been answered.',
] as const;

const ROWS: Readonly<Record<ResultName, Row>> = {
  success: ['the operation succeeded', 'Success.', 'Nothing is to be changed.', 'note'],
  operationsError: [
    'the operation does not fit in here',
    'Operations in their order: no search before a bind has ended.',
    'Wait for the answer to the bind.',
  ],
  protocolError: [
    'the message is not one of LDAP version 3',
    'BER of a request that RFC 4511 knows.',
    'Use a client of LDAP version 3; correct what the message names.',
  ],
  timeLimitExceeded: [
    'the search took longer than it may',
    'A search that is answered in time.',
    'Search by nhsIDCode or nhsMHSPartyKey, and ask for a longer time limit.',
  ],
  sizeLimitExceeded: [
    'the search finds more than it may show',
    'A search that finds few entries.',
    'Narrow the filter, or ask for pages.',
  ],
  compareFalse: [
    'the entry does not have this value',
    'An answer.',
    'Nothing is to be changed.',
    'note',
  ],
  compareTrue: ['the entry has this value', 'An answer.', 'Nothing is to be changed.', 'note'],
  authMethodNotSupported: [
    'this way to bind is not served',
    'An anonymous bind.',
    'Bind with an empty name and an empty password.',
  ],
  strongerAuthRequired: [
    'this bind is too weak',
    'A bind as the world asks for it.',
    'Connect with TLS and the certificate of your system.',
  ],
  adminLimitExceeded: [
    'the search costs more than one may',
    'A search that an index can answer.',
    'Search by nhsIDCode, nhsMHSPartyKey or nhsAsSvcIA.',
  ],
  unavailableCriticalExtension: [
    'a control that must be obeyed is not known',
    'No critical control but paged results and ManageDsaIT.',
    'Leave the control out, or mark it as not critical.',
  ],
  confidentialityRequired: [
    'nothing is answered without TLS',
    'A connection with TLS.',
    'Connect with ldaps, or ask for StartTLS first where that is served.',
  ],
  noSuchAttribute: [
    'the entry has no such attribute',
    'An attribute of the entry.',
    'Check the name of the attribute against the schema of SDS.',
  ],
  inappropriateMatching: [
    'the attribute cannot be compared in this way',
    'A comparison that the matching rule of the attribute knows.',
    'Compare by equality.',
  ],
  noSuchObject: [
    'there is no entry of this name',
    'A base of the directory: ou=services,o=nhs or ou=organisations,o=nhs.',
    'Correct the base of the search.',
  ],
  invalidDNSyntax: [
    'the name of the entry cannot be read',
    'A distinguished name as RFC 4514 has it.',
    'Correct the base: attribute=value, parted by commas, signs escaped.',
  ],
  inappropriateAuthentication: [
    'this bind does not fit the entry',
    'An anonymous bind.',
    'Bind with an empty name and an empty password.',
  ],
  invalidCredentials: [
    'name and password do not belong together',
    'An anonymous bind, or a name and password of the world.',
    'Bind anonymously: SDS asks for no password.',
  ],
  insufficientAccessRights: [
    'this is not allowed here',
    'Reading: the directory is changed through the control API alone.',
    'Change the world, not the directory over LDAP.',
  ],
  busy: ['the server has too much to do', 'An answer.', 'Ask again later.'],
  unavailable: ['the server is not available now', 'An answer.', 'Ask again later.'],
  unwillingToPerform: [
    'the server does not do this',
    'Reading: the directory is changed through the control API alone.',
    'Leave out what the message names.',
  ],
  other: [
    'the server failed',
    'An answer.',
    'Ask again later; where a fault rule is in force, see the trace.',
  ],
  canceled: [
    'the operation was ended by its asker',
    'An answer.',
    'Nothing is to be changed.',
    'note',
  ],
  noSuchOperation: CANCEL,
  tooLate: CANCEL,
  cannotCancel: CANCEL,
  authorizationDenied: [
    'this cannot be done in the name of another',
    'Operations in the own name.',
    'Leave the control for another name out.',
  ],
};

/** Results of LDAP operations, by the names of RFC 4511. */
export const LDAP_CODES: CodeTable = Object.fromEntries(
  Object.entries(ROWS).map(([name, [title, expected, change, severity]]) => [
    name,
    {
      ...{ title, expected, change },
      clause: 'RFC 4511 section 4.1.9, sds-ods 1.2',
      ...(severity ? { severity } : {}),
    },
  ]),
);

/** What could not be read as LDAP. */
export const LDAP_UNREADABLE: CodeNote = {
  title: 'what came is no message of LDAP',
  clause: 'RFC 4511 section 5.1',
  expected: 'Messages of LDAP version 3 in BER, one after the other.',
  change: 'Use a client of LDAP version 3; a client that speaks TLS belongs to the port of ldaps.',
};
