import fc from 'fast-check';
import type {
  EbxmlError,
  EbxmlMessage,
  ManifestReference,
} from '../../src/wire/ebxml/ebxml-message.ts';
import type { EbxmlStyle } from '../../src/wire/ebxml/ebxml-style.ts';
import { HL7_EBXML_NS, HL7_EBXML_NS_LOWER, SIGNAL_SERVICE } from '../../src/wire/ebxml/names.ts';
import { maybe, record, xmlText } from './arbitrary-text.ts';

const text = xmlText();
const party = record({ id: text, type: maybe(text) });
const severity = fc.constantFrom('Error' as const, 'Warning' as const);

const error: fc.Arbitrary<EbxmlError> = record({
  codeContext: maybe(text),
  errorCode: text,
  severity,
  location: maybe(text),
  description: text,
  language: maybe(text),
});

const reference: fc.Arbitrary<ManifestReference> = record({
  href: text,
  id: maybe(text),
  schema: maybe(record({ location: text, version: maybe(text) })),
  described: maybe(record({ description: text, descriptionLanguage: maybe(text) })),
  payload: maybe(record({ style: text, encoding: text, version: text })),
}).map(({ described, ...rest }) => ({
  ...rest,
  description: described?.description,
  descriptionLanguage: described?.descriptionLanguage,
}));

/** Any ebXML message that can be written, sensible or not. */
export function arbitraryEbxml(): fc.Arbitrary<EbxmlMessage> {
  return record({
    version: maybe(text),
    from: party,
    to: party,
    cpaId: text,
    conversationId: text,
    service: fc.oneof(text, fc.constant(SIGNAL_SERVICE)),
    action: text,
    messageId: text,
    timestamp: text,
    refToMessageId: maybe(text),
    timeToLive: maybe(text),
    duplicateElimination: fc.boolean(),
    ackRequested: maybe(record({ actor: maybe(text), signed: maybe(text), version: maybe(text) })),
    syncReply: maybe(record({ actor: maybe(text), version: maybe(text) })),
    acknowledgment: maybe(
      record({
        timestamp: text,
        refToMessageId: text,
        from: maybe(party),
        actor: maybe(text),
        version: maybe(text),
      }),
    ),
    errorList: maybe(
      record({
        highestSeverity: severity,
        version: maybe(text),
        errors: fc.array(error, { maxLength: 3 }),
      }),
    ),
    statusRequest: maybe(record({ refToMessageId: text })),
    statusResponse: maybe(
      record({
        refToMessageId: text,
        status: fc.constantFrom(
          'UnAuthorized',
          'NotRecognized',
          'Received',
          'Processed',
          'Forwarded',
        ),
        timestamp: maybe(text),
      }),
    ),
    manifest: maybe(
      record({ version: maybe(text), references: fc.array(reference, { maxLength: 3 }) }),
    ),
  });
}

/** Any way of writing that leaves the meaning alone. */
export function arbitraryStyle(): fc.Arbitrary<Partial<EbxmlStyle>> {
  return record({
    soapPrefix: fc.constantFrom('SOAP', 'soap', 'SOAP-ENV', 's'),
    ebPrefix: fc.constantFrom('eb', 'ebxml', 'e'),
    hl7Prefix: fc.constantFrom('hl7ebxml', 'hl7ebXML', 'h'),
    xlinkPrefix: fc.constantFrom('xlink', 'd4p1'),
    hl7Namespace: fc.constantFrom(HL7_EBXML_NS, HL7_EBXML_NS_LOWER),
    xsiNamespace: maybe(fc.constant('http://www.w3c.org/2001/XML-Schema-Instance')),
    xmlDeclaration: fc.boolean(),
    lineEnding: fc.constantFrom('\n' as const, '\r\n' as const, '' as const),
    indent: fc.constantFrom('', ' ', '\t'),
    duplicateElimination: fc.constantFrom('' as const, 'always' as const),
    manifestMustUnderstand: fc.boolean(),
    versionFirst: fc.boolean(),
  });
}
