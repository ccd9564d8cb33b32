/** A rule of a table of the specification, and the checks that hold messages to it. */
export interface SpecifiedRule {
  readonly rule: string;
  /** F must fail, W is a warning, I is only told; `undefined` where the table has no severity. */
  readonly severity: 'F' | 'W' | 'I' | undefined;
  readonly checks: readonly string[];
  /** Checks whose severity is another one than the table's, with the reason. */
  readonly differs?: Readonly<Record<string, string>>;
  /** Why no check is to be had. */
  readonly none?: string;
}

type Row = readonly [
  rule: string,
  severity: SpecifiedRule['severity'],
  checks: readonly string[],
  more?: Pick<SpecifiedRule, 'differs' | 'none'>,
];

const LOWER_CASE = 'the table sets the letter case apart: it warns';
const ROWS: readonly Row[] = [
  ['mhs H1', 'W', ['HTTP-01']],
  ['mhs H2', 'F', ['HTTP-02', 'HTTP-03']],
  ['mhs H3', 'W', ['HTTP-04']],
  ['mhs H4', 'W', ['HTTP-05']],
  ['mhs H5', 'F', ['IDENTITY-01']],
  [
    'mhs H6',
    'W',
    ['HTTP-06'],
    { differs: { 'HTTP-06': 'Spine refuses it with fault 101 (mhs 3.8)' } },
  ],
  ['mhs M1', 'F', ['MIME-01']],
  ['mhs M2', 'F', ['EBXML-MANIFEST-01', 'EBXML-MANIFEST-02']],
  ['mhs M3', 'W', ['EBXML-MANIFEST-03']],
  ['mhs M4', 'F', ['MIME-02']],
  ['mhs M5', 'F', ['MIME-03']],
  ['mhs M6', 'W', ['MIME-04']],
  ['mhs M7', 'F', ['MIME-05', 'MIME-08']],
  ['mhs E1', 'F', ['EBXML-HEADER-10', 'READ-02']],
  ['mhs E2', 'F', ['EBXML-HEADER-01']],
  ['mhs E3', 'W', ['EBXML-HEADER-03']],
  [
    'mhs E4',
    'F',
    ['EBXML-HEADER-02', 'EBXML-MANIFEST-04', 'EBXML-PATTERN-03', 'EBXML-PATTERN-07', 'ACK-05'],
  ],
  ['mhs E5', 'W', ['EBXML-HEADER-11']],
  [
    'mhs E6',
    'F',
    ['EBXML-HEADER-04', 'EBXML-HEADER-05', 'CONVERSATION-02'],
    { differs: { 'EBXML-HEADER-05': LOWER_CASE } },
  ],
  ['mhs E7', 'F', ['CONVERSATION-01']],
  ['mhs E8', 'W', ['EBXML-HEADER-06']],
  [
    'mhs E9',
    'F',
    [
      'EBXML-PATTERN-01',
      'EBXML-PATTERN-02',
      'EBXML-PATTERN-05',
      'EBXML-PATTERN-06',
      'EBXML-PATTERN-08',
    ],
  ],
  ['mhs E10', 'F', ['EBXML-PATTERN-03', 'EBXML-PATTERN-04']],
  [
    'mhs E11',
    'F',
    ['EBXML-MANIFEST-05', 'EBXML-MANIFEST-06'],
    { differs: { 'EBXML-MANIFEST-06': 'the table warns where the message is a forward' } },
  ],
  [
    'mhs E12',
    'F',
    ['DIRECTORY-01', 'DIRECTORY-02', 'DIRECTORY-04', 'DIRECTORY-05', 'DIRECTORY-06'],
  ],
  ['mhs E13', 'F', ['DIRECTORY-03', 'HL7-WRAPPER-04']],
  ['mhs E14', 'W', ['EBXML-HEADER-12']],
  ['mhs E15', 'I', [], { none: 'it says what is not to be compared' }],
  ['mhs E16', 'W', ['EBXML-HEADER-07', 'EBXML-HEADER-09']],
  ['mhs L1', 'F', ['HL7-WRAPPER-01', 'CONVERSATION-03']],
  ['mhs L2', 'F', ['HL7-WRAPPER-02']],
  ['mhs L3', 'F', ['HL7-WRAPPER-03']],
  ['mhs L4', 'F', ['HL7-WRAPPER-04']],
  [
    'mhs L5',
    'F',
    ['HL7-WRAPPER-05', 'HL7-WRAPPER-11'],
    { differs: { 'HL7-WRAPPER-11': 'the table warns where ASIDs and parties are compared' } },
  ],
  ['mhs L6', 'F', ['HL7-WRAPPER-06', 'HL7-WRAPPER-12', 'HL7-WRAPPER-14']],
  ['mhs L7', 'W', ['HL7-WRAPPER-07']],
  ['mhs L8', 'W', ['HL7-WRAPPER-13']],
  ['mhs L9', 'F', ['SYNC-01', 'SYNC-02', 'SYNC-03']],
  ['mhs L10', 'F', ['HL7-WRAPPER-08', 'CONVERSATION-04']],
  ['mhs L11', 'W', ['HL7-WRAPPER-09']],
  ['gp2gp 1.4 one ConversationId', undefined, ['CONVERSATION-01']],
  [
    'gp2gp 1.4 ids in upper case',
    undefined,
    ['EBXML-HEADER-05', 'HL7-WRAPPER-01', 'REQUEST-02', 'EXTRACT-02', 'EBXML-MANIFEST-08'],
  ],
  ['gp2gp 1.4 messageRef', undefined, ['CONVERSATION-04', 'CONVERSATION-05']],
  ['gp2gp 1.4 MessageId and HL7 id', undefined, ['GP2GP-ID-01']],
  ['gp2gp 1.4 continue', undefined, ['COPC-06', 'CONVERSATION-06', 'CONVERSATION-07']],
  ['gp2gp 1.4 priorEhrRequest', undefined, ['EXTRACT-06', 'CONVERSATION-08']],
  ['gp2gp 1.4 mid:', undefined, ['CONVERSATION-10', 'CONVERSATION-11']],
  ['gp2gp L1', undefined, ['MIME-03', 'ATTACHMENT-01']],
  ['gp2gp L2', undefined, ['EBXML-MANIFEST-01', 'EBXML-MANIFEST-03']],
  ['gp2gp L3', undefined, ['CONVERSATION-10', 'CONVERSATION-11', 'CONVERSATION-12']],
  ['gp2gp L4', 'W', ['CONVERSATION-13']],
  ['gp2gp L5', undefined, ['CONVERSATION-14', 'MIME-08']],
  ['gp2gp L6', undefined, ['ATTACHMENT-02', 'ATTACHMENT-03', 'CONVERSATION-15', 'CONVERSATION-16']],
  ['gp2gp L7', undefined, ['ATTACHMENT-04', 'CONVERSATION-17']],
  ['gp2gp L8', undefined, ['ATTACHMENT-07', 'ATTACHMENT-08', 'ATTACHMENT-09']],
  ['gp2gp L9', undefined, ['DESCRIPTION-01', 'DESCRIPTION-02', 'DESCRIPTION-03']],
  ['gp2gp L10', undefined, ['CONVERSATION-20']],
  ['gp2gp L11', undefined, ['EBXML-HEADER-05', 'HL7-WRAPPER-01', 'CONVERSATION-01']],
  ['gp2gp L12', undefined, ['MIME-04']],
];

/** Every rule of mhs 5.1 to 5.4, gp2gp 1.4 and gp2gp 3.10. Behaviour (mhs 5.5) is judged by scenarios. */
export const SPECIFIED_RULES: readonly SpecifiedRule[] = ROWS.map(
  ([rule, severity, checks, more = {}]) => ({ rule, severity, checks, ...more }),
);
