import { inTurn, swap } from './captured.ts';
import {
  after,
  body,
  element,
  GZIP_BASE64,
  LOWER,
  NOPAT,
  NOTE_BASE64,
  noteDescription,
  OBSERVED,
  PART_DESCRIPTION,
  type Row,
  without,
  withPart,
} from './edits.ts';
import { GOOD, INLINE_DOC, id, PLAIN_DOC } from './transfer.ts';

const { extract, plainExtract, continueMessage, fragment, index, redacted } = GOOD;

/** Specimens of the rules about extracts, large messages and attachments. */
export const RECORD_ROWS: readonly Row[] = [
  ['EXTRACT-01', 'no EhrExtract', plainExtract, body(without(element('EhrExtract')))],
  [
    'EXTRACT-02',
    'an id in lower case',
    extract,
    body(
      swap(
        /(<EhrExtract[^>]*>)<id[^>]*>/,
        `<EhrExtract classCode="EXTRACT" moodCode="EVN"><id root="${LOWER}"/>`,
      ),
    ),
  ],
  [
    'EXTRACT-03',
    'no NHS number',
    extract,
    body(swap('<id root="2.16.840.1.113883.2.1.4.1"', '<id root="2.16.840.1.113883.2.1.3.2.4.9"')),
  ],
  ['EXTRACT-04', 'no author', extract, body(swap(/<author typeCode="AUT">[\s\S]*?<\/author>/, ''))],
  ['EXTRACT-05', 'no destination', extract, body(without(element('destination')))],
  ['EXTRACT-06', 'no prior request', extract, body(without(element('inFulfillmentOf')))],
  [
    'EXTRACT-07',
    'no folder',
    plainExtract,
    body(swap(/<component typeCode="COMP"><ehrFolder[\s\S]*<\/ehrFolder><\/component>/, '')),
  ],
  ['EXTRACT-08', 'half a record', extract, body(swap('37241000000102', '37231000000106'))],
  [
    'EXTRACT-09',
    'a stranger',
    extract,
    body(
      swap(
        '<Agent classCode="AGNT"><id root="77777777-0000-4000-8000-000000000001"',
        `<Agent classCode="AGNT"><id root="${id('7', 9)}"`,
      ),
    ),
  ],
  ['REDACTION-01', 'a mark in the older version', extract, body(after(OBSERVED, NOPAT))],
  ['REDACTION-02', 'a mark before the time', redacted, body(swap(OBSERVED, NOPAT + OBSERVED))],
  ['REDACTION-03', 'another code', redacted, body(after(OBSERVED, NOPAT.replace('NOPAT', 'R')))],

  ['COPC-01', 'no pertinentPayloadBody', fragment, body(without(element('pertinentPayloadBody')))],
  [
    'COPC-02',
    'no class codes',
    fragment,
    body(swap('<ControlActEvent classCode="CACT" moodCode="EVN">', '<ControlActEvent>')),
  ],
  ['COPC-03', 'no Gp2gpfragment', fragment, body(without(element('Gp2gpfragment')))],
  [
    'COPC-04',
    'nobody named',
    fragment,
    body(swap(/<Recipient>[^<]*<\/Recipient>/, '<Recipient/>')),
  ],
  ['COPC-04', 'another version', fragment, body(swap('<Version>01<', '<Version>1<'))],
  [
    'COPC-05',
    'another message-id',
    fragment,
    body(swap(/<message-id>[^<]*</, `<message-id>${id('0', 3)}<`)),
  ],
  [
    'COPC-06',
    'two extracts named',
    continueMessage,
    body(swap(/<gp:id root="[^"]*"/, `<gp:id root="${id('0', 3)}"`)),
  ],
  [
    'COPC-06',
    'no acknowledgedMessage',
    continueMessage,
    body(without(element('gp:acknowledgedMessage'))),
  ],
  [
    'COPC-07',
    'code 1',
    continueMessage,
    body(
      swap(
        /(<acknowledgementDetail typeCode="IF">)<code code="0"/,
        '<acknowledgementDetail typeCode="IF"><code code="1"',
      ),
    ),
  ],
  [
    'COPC-08',
    'nothing but a payload',
    index,
    body(swap(/<eb:Reference xlink:href="mid:[\s\S]*<\/eb:Reference>/, '')),
  ],
  [
    'COPC-09',
    'two binaries',
    fragment,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],
  ['COPC-10', 'a compressed chunk', index, body(swap('Compressed=No', 'Compressed=Yes'))],
  ['COPC-11', 'no messageType', fragment, body(without(/<npfitlc:messageType[^>]*>/))],
  [
    'COPC-12',
    'a continue with an attachment',
    continueMessage,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],

  ['DESCRIPTION-01', 'true for Yes', extract, body(swap('Compressed=No', 'Compressed=false'))],
  ['DESCRIPTION-01', 'an unknown pair', extract, body(swap(' Length=24', ' Length=24 Colour=red'))],
  ['DESCRIPTION-01', 'a length in words', extract, body(swap(' Length=24', ' Length=long'))],
  ['DESCRIPTION-02', 'an empty name', extract, body(swap(/Filename="[^"]*"/, 'Filename=""'))],
  [
    'DESCRIPTION-02',
    'a name without quotes',
    extract,
    body(swap(/Filename="([^"]*)"/, `Filename=${INLINE_DOC}_note.txt`)),
  ],
  ['DESCRIPTION-03', 'no ContentType', extract, body(without(' ContentType=text/plain'))],
  ['DESCRIPTION-04', 'only a name', extract, body(swap(noteDescription, 'note.txt'))],
  [
    'DESCRIPTION-05',
    'a large one inside',
    extract,
    body(swap('LargeAttachment=No', 'LargeAttachment=Yes')),
  ],
  [
    'ATTACHMENT-01',
    'five million characters and four',
    fragment,
    {
      ...body(
        inTurn(
          swap(/\r\nJVBERi[A-Za-z0-9+/]*=*\r\n/, `\r\n${'A'.repeat(5_000_004)}\r\n`),
          swap('Length=36', 'Length=5000004'),
        ),
      ),
    },
  ],
  [
    'ATTACHMENT-02',
    'not compressed at all',
    extract,
    body(swap('Compressed=No', 'Compressed=Yes')),
  ],
  [
    'ATTACHMENT-02',
    'compressed, and cut off',
    extract,
    body(
      inTurn(swap('Compressed=No', 'Compressed=Yes'), swap(NOTE_BASE64, GZIP_BASE64.slice(0, 24))),
    ),
  ],
  [
    'ATTACHMENT-03',
    'compressed, and not said',
    extract,
    body(inTurn(swap(NOTE_BASE64, GZIP_BASE64), swap('Length=24', `Length=${GZIP_BASE64.length}`))),
  ],
  ['ATTACHMENT-04', 'the length before base64', extract, body(swap('Length=24', 'Length=17'))],
  [
    'ATTACHMENT-05',
    'an anchor without a reference',
    extract,
    body(without(/<reference value="file:[^>]*>/)),
  ],
  [
    'ATTACHMENT-10',
    'an anchor without media type',
    extract,
    body(swap('<text mediaType="text/plain">', '<text>')),
  ],
  [
    'ATTACHMENT-06',
    'an anchor by http',
    extract,
    body(swap('value="file://localhost/', 'value="http://localhost/')),
  ],
  [
    'ATTACHMENT-07',
    'an anchor of nothing',
    extract,
    body(
      swap(
        `<referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${INLINE_DOC}"/>`,
        `<referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${PLAIN_DOC}"/><code code="24761000000103"/><text mediaType="text/plain"><reference value="file:a.txt"/></text></referredToExternalDocument></reference><reference typeCode="REFR"><referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${id('B', 9)}"/><code code="24761000000103"/><text mediaType="text/plain"><reference value="file:gone.txt"/></text></referredToExternalDocument></reference><reference typeCode="REFR"><referredToExternalDocument classCode="DOC" moodCode="EVN"><id root="${INLINE_DOC}"/>`,
      ),
    ),
  ],
  [
    'ATTACHMENT-08',
    'a document that nothing refers to',
    plainExtract,
    body(withPart('more@spine.nhs.uk', PART_DESCRIPTION, 'AAAA')),
  ],
  [
    'ATTACHMENT-09',
    'the same name, another id',
    extract,
    body(swap(`eb:id="_${INLINE_DOC}"`, `eb:id="_${id('B', 9)}"`)),
  ],
];
