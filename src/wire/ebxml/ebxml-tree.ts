import { ebxmlBodyTree } from './ebxml-body-tree.ts';
import type { EbxmlMessage } from './ebxml-message.ts';
import type { EbxmlNode } from './ebxml-node.ts';
import { type EbxmlPen, penOf } from './ebxml-pen.ts';
import type { EbxmlStyle } from './ebxml-style.ts';
import { EB_NS, SOAP_NS, XLINK_NS } from './names.ts';

/** The elements of an envelope in the order every source writes them (mhs 3.2). */
export function ebxmlTree(message: EbxmlMessage, style: EbxmlStyle): EbxmlNode {
  const pen = penOf(style);
  const { soapPrefix: soap } = style;
  return pen.node(
    soap,
    'Envelope',
    [
      ['xmlns', 'xsi', style.xsiNamespace],
      ['xmlns', soap, SOAP_NS],
      ['xmlns', style.ebPrefix, EB_NS],
      ['xmlns', style.hl7Prefix, message.manifest && style.hl7Namespace],
      ['xmlns', style.xlinkPrefix, message.manifest && XLINK_NS],
    ],
    [
      pen.node(
        soap,
        'Envelope/Header',
        [],
        [
          messageHeader(message, pen),
          ackRequested(message, pen),
          syncReply(message, pen),
          errorList(message, pen),
          acknowledgment(message, pen),
        ],
      ),
      pen.node(soap, 'Envelope/Body', [], ebxmlBodyTree(message, pen)),
    ],
  );
}

function messageHeader(message: EbxmlMessage, pen: EbxmlPen): EbxmlNode {
  const { ebPrefix: eb } = pen.style;
  const data = 'MessageHeader/MessageData';
  return pen.node(eb, 'MessageHeader', pen.frame(message.version), [
    pen.party('MessageHeader/From', message.from),
    pen.party('MessageHeader/To', message.to),
    pen.leaf('MessageHeader/CPAId', message.cpaId),
    pen.leaf('MessageHeader/ConversationId', message.conversationId),
    pen.leaf('MessageHeader/Service', message.service),
    pen.leaf('MessageHeader/Action', message.action),
    pen.node(
      eb,
      data,
      [],
      [
        pen.leaf(`${data}/MessageId`, message.messageId),
        pen.leaf(`${data}/Timestamp`, message.timestamp),
        pen.leaf(`${data}/RefToMessageId`, message.refToMessageId),
        pen.leaf(`${data}/TimeToLive`, message.timeToLive),
      ],
    ),
    pen.leaf(
      'MessageHeader/DuplicateElimination',
      message.duplicateElimination ? pen.style.duplicateElimination : undefined,
    ),
  ]);
}

function ackRequested({ ackRequested: value }: EbxmlMessage, pen: EbxmlPen): EbxmlNode | undefined {
  const { ebPrefix: eb, soapPrefix: soap } = pen.style;
  if (value === undefined) return undefined;
  return pen.node(eb, 'AckRequested', [
    ...pen.frame(value.version),
    [eb, 'signed', value.signed],
    [soap, 'actor', value.actor],
  ]);
}

function syncReply({ syncReply: value }: EbxmlMessage, pen: EbxmlPen): EbxmlNode | undefined {
  const { ebPrefix: eb, soapPrefix: soap } = pen.style;
  if (value === undefined) return undefined;
  return pen.node(eb, 'SyncReply', [...pen.frame(value.version), [soap, 'actor', value.actor]]);
}

function acknowledgment(
  { acknowledgment: value }: EbxmlMessage,
  pen: EbxmlPen,
): EbxmlNode | undefined {
  const { ebPrefix: eb, soapPrefix: soap } = pen.style;
  if (value === undefined) return undefined;
  return pen.node(
    eb,
    'Acknowledgment',
    [...pen.frame(value.version), [soap, 'actor', value.actor]],
    [
      pen.leaf('Acknowledgment/Timestamp', value.timestamp),
      pen.leaf('Acknowledgment/RefToMessageId', value.refToMessageId),
      value.from && pen.party('Acknowledgment/From', value.from),
    ],
  );
}

function errorList({ errorList: value }: EbxmlMessage, pen: EbxmlPen): EbxmlNode | undefined {
  const { ebPrefix: eb, soapPrefix: soap } = pen.style;
  if (value === undefined) return undefined;
  const errors = value.errors.map((error) => {
    const path = 'ErrorList/Error';
    const { codeContext, errorCode, severity, location, description, language } = error;
    const described = description !== '' || language !== undefined;
    return pen.node(
      eb,
      path,
      [
        [eb, 'codeContext', codeContext],
        [eb, 'errorCode', errorCode],
        [eb, 'severity', severity],
        [eb, 'location', location],
      ],
      described
        ? [pen.node(eb, `${path}/Description`, [['xml', 'lang', language]], description)]
        : '',
    );
  });
  const attributes = [
    [eb, 'version', value.version],
    [eb, 'highestSeverity', value.highestSeverity],
    [soap, 'mustUnderstand', '1'],
  ] as const;
  return pen.node(eb, 'ErrorList', attributes, errors);
}
