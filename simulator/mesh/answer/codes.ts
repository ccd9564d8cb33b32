/** What MESH refuses with, by code (mesh-nhais 1.7). */
export interface MeshCode {
  readonly event: string;
  readonly code: string;
  readonly text: string;
}

const TABLE = {
  missingData: ['COLLECT', '02', 'Data file is missing or inaccessible.'],
  // The raw key, not the text of the table (mesh-nhais 1.6).
  malformedControl: ['TRANSFER', '06', 'MalformedControlFile'],
  missingTo: ['SEND', '08', 'TO_DTS missing'],
  unregistered: ['SEND', '12', 'Unregistered to address'],
  senderNotAllowed: ['SEND', '16', 'Sender is not allowed to send messages of this type'],
  workflowNotRegistered: ['SEND', '17', 'Workflow ID not registered for mailbox'],
  doesNotExist: ['RECEIVE', '20', 'Message does not exist'],
  mailboxNotEnabled: ['SEND', '100', 'Mailbox not enabled'],
  headerChunks: ['SEND', 'InvalidHeaderChunks', 'InvalidHeaderChunks'],
  contentEncoding: ['SEND', 'UnsupportedContentEncoding', 'UnsupportedContentEncoding'],
  checksum: ['SEND', 'Invalid checksum', 'Invalid checksum'],
  // Texts that no code belongs to.
  encodingChanged: ['', '', 'cannot change content encoding'],
  accept: ['', '', 'Accept header api format incorrect'],
  gone: ['', '', 'Message gone'],
} as const satisfies Readonly<Record<string, readonly [string, string, string]>>;

export type CodeName = keyof typeof TABLE;

export function codeNamed(name: CodeName): MeshCode {
  const [event, code, text] = TABLE[name];
  return { event, code, text };
}

const TEXTS: Readonly<Record<string, readonly [event: string, text: string]>> = {
  '02': ['COLLECT', 'Data file is missing or inaccessible.'],
  '06': ['TRANSFER', 'Malformed control file'],
  '07': ['SEND', 'Invalid From Address in the control file'],
  '08': ['SEND', 'TO_DTS missing'],
  '09': ['SEND', 'Invalid version of the control file'],
  '11': ['SEND', 'Invalid Message Type for the transfer'],
  '12': ['SEND', 'Unregistered to address'],
  '14': ['SEND', 'Message not collected by recipient after 5 days'],
  '15': ['', "Bad 'Child Protection - Information Sharing' (CP-IS) File"],
  '16': ['SEND', 'Sender is not allowed to send messages of this type'],
  '17': ['SEND', 'Workflow ID not registered for mailbox'],
  '18': ['SEND', 'ONS Civil Registration for workflowId is not enabled via MESH'],
  '19': ['SEND', 'Invalid expiry period'],
  '20': ['RECEIVE', 'Message does not exist'],
  '100': ['SEND', 'Mailbox not enabled'],
  'EPL-150': ['SEND', 'Multiple mailboxes matches'],
  'EPL-151': ['SEND', 'No mailbox matched'],
};

/** A code of the table as a fault rule names it. */
export function codeOf(code: string, text?: string): MeshCode {
  const [event = '', known = code] = TEXTS[code] ?? [];
  return { event, code, text: text ?? known };
}
