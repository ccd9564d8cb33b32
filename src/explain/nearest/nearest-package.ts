import { ATTACHMENT_TYPES } from '../../domain/attachment-types.ts';
import { editDistance, nearest } from '../../platform/nearest.ts';
import { writeSoapAction } from '../../wire/ebxml/soap-action.ts';
import type { MimePackage } from '../../wire/mime/mime-package.ts';
import type { SideView } from '../place/side-view.ts';
import type { Missed } from './missed.ts';

/** What would have passed a rule about the HTTP head or the MIME package, as the line that is to be written. */
export function nearestPackage({ finding, view, located }: Missed): string | undefined {
  const { mime, message, body } = view;
  const part = mime?.parts[(located.place.part ?? 0) - 1];
  switch (finding.check) {
    case 'HTTP-01':
      if (finding.at === 'request line') return undefined;
      return body && `Content-Length: ${body.length}`;
    case 'HTTP-02':
    case 'HTTP-03':
      return message && `SOAPAction: ${writeSoapAction(message)}`;
    case 'READ-SOAP_ACTION_MISSING':
      return soapActionOf(view);
    case 'HTTP-04':
      return mime && relatedType(mime);
    case 'HTTP-05':
      return 'Content-Type: text/xml';
    case 'MIME-01':
      return envelopePart(view) ?? 'Content-Type: text/xml, on a first part that is the envelope';
    case 'MIME-02':
      return payloadPart(mime);
    case 'MIME-04':
      return part && `Content-Type: ${nearestType(part.mediaType)}`;
    case 'MIME-05':
      return 'Content-Transfer-Encoding: base64';
    case 'MIME-07':
      return mime && `--${mime.type.boundary}--`;
    default:
      return undefined;
  }
}

function soapActionOf({ message }: SideView): string | undefined {
  return message?.service && message.action
    ? `SOAPAction: ${writeSoapAction(message)}`
    : 'SOAPAction: urn:nhs:names:services:gp2gp/RCMR_IN010000UK05, say: service, slash, action';
}

function relatedType({ type, parts }: MimePackage): string {
  const start = parts[0]?.contentId;
  const root = start === undefined ? '' : `; start="<${start}>"`;
  return `Content-Type: multipart/related; boundary="${type.boundary}"; type="text/xml"${root}`;
}

function envelopePart({ body, mime }: SideView): string | undefined {
  const at = mime?.parts.findIndex(({ body: { offset } }) =>
    /Envelope\b/.test(body?.toString('latin1', offset, offset + 300) ?? ''),
  );
  return at === undefined || at < 1 ? undefined : `part ${at + 1} as the first part`;
}

function payloadPart(mime: MimePackage | undefined): string {
  const at = mime?.parts.findIndex(({ mediaType }, index) => index > 1 && /xml$/.test(mediaType));
  return at === undefined || at < 2
    ? 'Content-Type: application/xml; charset=UTF-8'
    : `part ${at + 1} (${mime?.parts[at]?.mediaType}) as the second part`;
}

/** A type of the list that is written nearly so, else the one for anything. */
function nearestType(mediaType: string): string {
  const found = nearest(mediaType, ATTACHMENT_TYPES);
  const alike = found !== undefined && editDistance(found, mediaType.slice(0, 200)) <= 3;
  return alike ? found : 'application/octet-stream';
}
