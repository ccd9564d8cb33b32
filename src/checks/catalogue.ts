import { acknowledgmentChecks } from './acknowledgment.ts';
import { anchorChecks } from './anchors.ts';
import { applicationAcknowledgementChecks } from './application-acknowledgement.ts';
import { attachmentChecks } from './attachments.ts';
import type { Check, Rule } from './check.ts';
import type { ContentsSubject } from './contents-subject.ts';
import { continueChecks } from './continue.ts';
import { controlActChecks } from './control-act.ts';
import { conversationEncodingChecks } from './conversation-encoding.ts';
import { conversationIdentifierChecks } from './conversation-identifiers.ts';
import { conversationOrderChecks } from './conversation-order.ts';
import { conversationPartChecks } from './conversation-parts.ts';
import { descriptionChecks } from './description.ts';
import { directoryChecks } from './directory.ts';
import { ebxmlHeaderChecks } from './ebxml-header.ts';
import { ebxmlPatternChecks } from './ebxml-pattern.ts';
import { extractChecks } from './extract.ts';
import { wrapperChecks } from './hl7-wrapper.ts';
import { httpChecks } from './http.ts';
import { oneIdForBoth } from './identifiers.ts';
import type { InboundMessage } from './inbound-message.ts';
import { largeMessageChecks } from './large-message.ts';
import { manifestChecks } from './manifest.ts';
import { mimeChecks } from './mime.ts';
import type { ReadMessage, ReadPayload } from './read-message.ts';
import { readabilityChecks as readability } from './readability.ts';
import { redactionChecks } from './redaction.ts';
import { requestChecks } from './request.ts';
import { schemaRules } from './schema.ts';
import { synchronousChecks } from './synchronous.ts';

/** Checks of a message in whatever state it came. */
export const readabilityChecks: readonly Check<ReadMessage>[] = [
  ...readability,
  ...synchronousChecks,
];

/**
 * Checks of a signal. Contract and directory do not apply to it: it belongs to the exchange of another
 * message, and receivers leave placeholders in its CPAId (mhs 3.6).
 */
export const signalChecks: readonly Check<InboundMessage>[] = [
  ...httpChecks,
  ...mimeChecks,
  ...ebxmlHeaderChecks,
];

/** Checks of the transport of a message as it came in, in the order in which Spine would refuse. */
export const messageChecks: readonly Check<InboundMessage>[] = [
  ...httpChecks,
  ...mimeChecks,
  ...ebxmlHeaderChecks,
  ...directoryChecks,
  ...ebxmlPatternChecks,
  ...manifestChecks,
];

/** Checks of what travels beside the payload. */
export const contentChecks: readonly Check<ContentsSubject>[] = [
  ...descriptionChecks,
  ...attachmentChecks,
];

/** Checks of an HL7 payload, of whatever interaction. */
export const payloadChecks: readonly Check<ReadPayload>[] = [
  ...wrapperChecks,
  ...controlActChecks,
  ...applicationAcknowledgementChecks,
  oneIdForBoth,
  ...requestChecks,
  ...largeMessageChecks,
  ...continueChecks,
  ...extractChecks,
  ...redactionChecks,
  ...anchorChecks,
];

/** Checks of what messages say together. */
export const conversationChecks = [
  ...conversationIdentifierChecks,
  ...conversationPartChecks,
  ...conversationEncodingChecks,
  ...conversationOrderChecks,
];

/** Rules that belong together, and to one page of the documents. */
export interface Family {
  /** Of its page: `ebxml-header`. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly rules: readonly Rule[];
}

const family = (
  name: string,
  title: string,
  about: string,
  ...rules: readonly (readonly Rule[])[]
): Family => ({ name, title, about, rules: rules.flat() });

/** Every rule that this product judges messages by, family by family. */
export const FAMILIES: readonly Family[] = [
  family('reading', 'Reading', 'Whether a message can be read at all.', readability),
  family('http', 'HTTP and identity', 'The request that a message comes in.', httpChecks),
  family('mime', 'MIME', 'The package and its parts.', mimeChecks),
  family('ebxml-header', 'ebXML header', 'The MessageHeader and its frame.', ebxmlHeaderChecks),
  family(
    'ebxml-pattern',
    'ebXML messaging pattern',
    'What the contract asks of the header.',
    ebxmlPatternChecks,
  ),
  family('manifest', 'ebXML manifest', 'What a message says that it carries.', manifestChecks),
  family(
    'directory',
    'Directory',
    'Parties, contracts and CPAId as SDS has them.',
    directoryChecks,
  ),
  family(
    'acknowledgment',
    'ebXML acknowledgements and errors',
    'Signals between message handlers.',
    acknowledgmentChecks,
  ),
  family('synchronous', 'Synchronous messages', 'SOAP with addressing.', synchronousChecks),
  family('hl7-wrapper', 'HL7 transmission wrapper', 'The frame of every payload.', [
    ...wrapperChecks,
    oneIdForBoth,
  ]),
  family('control-act', 'HL7 control act', 'Who acts, and on what.', controlActChecks),
  family(
    'application-acknowledgement',
    'Application acknowledgements',
    'MCCI_IN010000UK13, positive and negative.',
    applicationAcknowledgementChecks,
  ),
  family('request', 'EHR request', 'RCMR_IN010000UK05.', requestChecks),
  family(
    'extract',
    'EHR extract',
    'RCMR_IN030000UK06 and UK07; clinical content is not judged.',
    extractChecks,
    redactionChecks,
  ),
  family(
    'large-message',
    'Continue, fragment and index',
    'COPC_IN000001UK01.',
    largeMessageChecks,
    continueChecks,
  ),
  family(
    'attachments',
    'Attachments',
    'Descriptions, encoding, and the anchors in the extract.',
    descriptionChecks,
    attachmentChecks,
    anchorChecks,
  ),
  family(
    'conversation',
    'Conversations',
    'What the messages of a transfer say together.',
    conversationChecks,
  ),
  family(
    'schema',
    'XML schemas',
    'The published schemas, which you supply. Without them these checks are not run.',
    schemaRules,
  ),
];

/** Every rule, in the order of the families. */
export const RULES: readonly Rule[] = FAMILIES.flatMap(({ rules }) => rules);
