import { SOAP_NS } from '../../wire/ebxml/names.ts';
import { WSA_2005_NS } from '../../wire/soap/sync-envelope.ts';
import { element, type WritableElement, writeXml } from '../../wire/xml/write-xml.ts';
import { ITK_NS, PROFILE, WSSE_NS, WSU_NS } from './names.ts';
import type { SmspFrame, SmspSecurity } from './smsp-message.ts';

const NAMESPACES = { 'xmlns:soap': SOAP_NS, 'xmlns:wsa': WSA_2005_NS, 'xmlns:itk': ITK_NS };

/** A message with everything around its payload. The same values always give the same characters. */
export function writeFrame(frame: SmspFrame, service: string, payload: WritableElement): string {
  const header = [
    element('wsa:MessageID', {}, frame.messageId),
    element('wsa:Action', {}, service),
    frame.to === undefined ? undefined : element('wsa:To', {}, frame.to),
    frame.from === undefined
      ? undefined
      : element('wsa:From', {}, [element('wsa:Address', {}, frame.from)]),
    relatesTo(frame.relatesTo),
    frame.security && writeSecurity(frame.security),
  ];
  return writeEnvelope(header, distribution(frame, service, payload));
}

export function relatesTo(messageId: string | undefined): WritableElement | undefined {
  return messageId === undefined ? undefined : element('wsa:RelatesTo', {}, messageId);
}

export function writeEnvelope(
  header: readonly (WritableElement | undefined)[],
  body: WritableElement,
): string {
  const envelope = element('soap:Envelope', NAMESPACES, [
    element('soap:Header', {}, header),
    element('soap:Body', {}, [body]),
  ]);
  return writeXml(envelope, { declaration: true, indent: '  ' });
}

function writeSecurity({ created, expires, username }: SmspSecurity): WritableElement {
  return element('wsse:Security', { 'xmlns:wsse': WSSE_NS }, [
    element('wsu:Timestamp', { 'xmlns:wsu': WSU_NS }, [
      created === undefined ? undefined : element('wsu:Created', {}, created),
      expires === undefined ? undefined : element('wsu:Expires', {}, expires),
    ]),
    element('wsse:UsernameToken', {}, [element('wsse:Username', {}, username)]),
  ]);
}

function distribution(
  { trackingId, payloadId, audit, sender }: SmspFrame,
  service: string,
  payload: WritableElement,
): WritableElement {
  const item = {
    id: payloadId,
    mimetype: 'text/xml',
    profileid: PROFILE + payload.name,
    base64: 'false',
    compressed: 'false',
    encrypted: 'false',
  };
  const identities = audit.map(({ type, uri }) => element('itk:id', { type, uri }));
  return element('itk:DistributionEnvelope', {}, [
    element('itk:header', { service, trackingid: trackingId }, [
      identities.length > 0 ? element('itk:auditIdentity', {}, identities) : undefined,
      element('itk:manifest', { count: '1' }, [element('itk:manifestitem', item)]),
      sender === undefined ? undefined : element('itk:senderAddress', { uri: sender }),
    ]),
    element('itk:payloads', { count: '1' }, [element('itk:payload', { id: payloadId }, [payload])]),
  ]);
}
