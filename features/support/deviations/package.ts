import { attribute, type Deviation, replaced } from './deviation.ts';

/** So many attachments of one byte. */
function attachments(count: number): Deviation {
  return (draft) => ({
    ...draft,
    attachments: Array.from({ length: count }, (_, index) => ({
      id: `9A000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      fileName: `note-${index}.txt`,
      contentType: 'text/plain',
      bytes: Buffer.from('x'),
    })),
  });
}

/** Makes the whole body exactly so long by a comment after the payload. */
function bytes(wanted: number): Deviation {
  return (draft) => ({
    ...draft,
    alter(body) {
      const end = body.lastIndexOf('\r\n----=_MIME-Boundary--');
      const frame = '<!---->'.length;
      const filler = Buffer.from(`<!--${'x'.repeat(wanted - body.length - frame)}-->`);
      return Buffer.concat([body.subarray(0, end), filler, body.subarray(end)]);
    },
  });
}

/** What can be wrong with the request, the package and the manifest (mhs 4.5, 4.6). */
export const PACKAGE_DEVIATIONS: Readonly<Record<string, Deviation>> = {
  'no SOAPAction': (draft) => ({ ...draft, soapAction: undefined }),
  'the SOAPAction of another interaction': (draft) => ({
    ...draft,
    soapAction: 'urn:nhs:names:services:gp2gp/COPC_IN000001UK01',
  }),
  'the address for asynchronous express queries': (draft) => ({
    ...draft,
    path: '/reliablemessaging/queryrequest',
  }),
  'the address of the intermediary': (draft) => ({
    ...draft,
    path: '/reliablemessaging/intermediary',
  }),
  'a body that is not MIME': (draft) => ({ ...draft, alter: () => Buffer.from('not MIME') }),
  'a Content-Type without a boundary': (draft) => ({
    ...draft,
    contentType: 'multipart/related; type="text/xml"',
  }),
  'a body that was cut off in its payload': (draft) => ({
    ...draft,
    alter: (body) => body.subarray(0, body.lastIndexOf('\r\n----=_MIME-Boundary--') - 20),
  }),
  'a boundary that the body does not have': (draft) => ({
    ...draft,
    contentType: 'multipart/related; boundary="elsewhere"; type="text/xml"',
  }),
  'an envelope that is not well-formed XML': replaced('</eb:CPAId>', '</eb:CPAid>'),
  'a document type declaration': replaced(
    '<SOAP:Envelope',
    '<!DOCTYPE SOAP:Envelope [<!ENTITY x "y">]><SOAP:Envelope',
  ),
  'a first part that is not XML': replaced(
    'Content-Type: text/xml; charset=UTF-8',
    'Content-Type: text/plain; charset=UTF-8',
  ),
  'a reference to a part that is missing': attribute(
    'Manifest/Reference',
    'href',
    'cid:nowhere@spine.nhs.uk',
  ),
  'a reference to nothing': attribute('Manifest/Reference', 'href', 'cid:'),
  'a reference that is neither cid nor mid': attribute(
    'Manifest/Reference',
    'href',
    'http://example.invalid/',
  ),
  'a manifest of version 1.0': attribute('Manifest', 'version', '1.0'),
  'two references': attachments(1),
  '98 attachments': attachments(98),
  '99 attachments': attachments(99),
  '5,242,880 bytes': bytes(5_242_880),
  '5,242,881 bytes': bytes(5_242_881),
};
