import type { EbxmlMessage, ManifestReference } from './ebxml-message.ts';
import type { EbxmlNode } from './ebxml-node.ts';
import type { EbxmlPen } from './ebxml-pen.ts';

/** What stands in the SOAP Body of an ebXML message: Manifest, StatusRequest, StatusResponse. */
export function ebxmlBodyTree(
  message: EbxmlMessage,
  pen: EbxmlPen,
): readonly (EbxmlNode | undefined)[] {
  const { manifest, statusRequest, statusResponse } = message;
  const { ebPrefix: eb, manifestMustUnderstand } = pen.style;
  return [
    manifest &&
      pen.node(
        eb,
        'Manifest',
        pen.frame(manifest.version, manifestMustUnderstand),
        manifest.references.map((reference) => referenceTree(reference, pen)),
      ),
    statusRequest &&
      pen.node(eb, 'StatusRequest', pen.frame('2.0', false), [
        pen.leaf('StatusRequest/RefToMessageId', statusRequest.refToMessageId),
      ]),
    statusResponse &&
      pen.node(
        eb,
        'StatusResponse',
        [...pen.frame('2.0', false), [eb, 'messageStatus', statusResponse.status]],
        [
          pen.leaf('StatusResponse/RefToMessageId', statusResponse.refToMessageId),
          pen.leaf('StatusResponse/Timestamp', statusResponse.timestamp),
        ],
      ),
  ];
}

function referenceTree(reference: ManifestReference, pen: EbxmlPen): EbxmlNode {
  const { ebPrefix: eb, xlinkPrefix, hl7Prefix } = pen.style;
  const path = 'Manifest/Reference';
  const { id, href, schema, description, descriptionLanguage, payload } = reference;
  return pen.node(
    eb,
    path,
    [
      [eb, 'id', id],
      [xlinkPrefix, 'href', href],
    ],
    [
      schema &&
        pen.node(eb, `${path}/Schema`, [
          [eb, 'location', schema.location],
          [eb, 'version', schema.version],
        ]),
      description === undefined
        ? undefined
        : pen.node(
            eb,
            `${path}/Description`,
            [['xml', 'lang', descriptionLanguage]],
            layOut(description, pen),
          ),
      payload &&
        pen.node(hl7Prefix, `${path}/Payload`, [
          ['', 'style', payload.style],
          ['', 'encoding', payload.encoding],
          ['', 'version', payload.version],
        ]),
    ],
  );
}

/** The national examples put every pair of the grammar on its own line (gp2gp.md 3.3). */
function layOut(description: string, pen: EbxmlPen): string {
  if (pen.style.descriptionLayout === 'line' || !description.includes('Filename=')) {
    return description;
  }
  const pairs = description.match(/(?:"[^"]*"|\S)+/g) ?? [];
  return `\n\t\t${pairs.join('\n\t\t')}\n\t`;
}
