import fc from 'fast-check';
import type { MimeStyle, PartToWrite } from '../../../src/wire/mime/mime-style.ts';

/** An envelope and a payload such as every message has, and an attachment. */
export const PARTS: readonly PartToWrite[] = [
  {
    contentId: 'ebXMLHeader@spine.nhs.uk',
    contentType: 'text/xml; charset=UTF-8',
    transferEncoding: '8bit',
    content: Buffer.from('<soap:Envelope/>'),
  },
  {
    contentId: '7C3C4B2E@spine.nhs.uk',
    contentType: 'application/xml',
    transferEncoding: '8bit',
    content: Buffer.from('<RCMR_IN030000UK06>\r\n\u00e9</RCMR_IN030000UK06>\n'),
  },
  {
    contentId: 'A1B2C3D4@spine.nhs.uk',
    contentType: 'application/pdf',
    transferEncoding: 'base64',
    content: Buffer.from(Array.from({ length: 200 }, (_, index) => index)),
  },
];

const BOUNDARY = '--=_MIME-Boundary';

/** Content that comes as near to a delimiter as content may, and other bytes. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '-',
        '--',
        BOUNDARY,
        `--${BOUNDARY}x`,
        ` --${BOUNDARY}`,
        '\t<a:',
        'x: y',
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))
  .filter((text) => !/(?:^|\n)----=_MIME-Boundary(?:--)?[ \t]*(?:\r?\n|\r?$)/.test(text))
  .filter((text) => !text.endsWith('\r'));

const part: fc.Arbitrary<PartToWrite> = fc.record({
  contentId: fc.option(fc.stringMatching(/^[A-Za-z0-9@._-]{1,20}$/), { nil: undefined }),
  contentType: fc.constantFrom('text/xml; charset=UTF-8', 'application/pdf', undefined),
  transferEncoding: fc.constantFrom('8bit', 'binary', 'base64', 'quoted-printable'),
  content: nasty.map((text) => Buffer.from(text)),
});

export const anyParts = fc.array(part, { minLength: 1, maxLength: 4 });

/** Every style whose packages still say unambiguously what they hold. */
export const anyStyle: fc.Arbitrary<Partial<MimeStyle>> = fc.record({
  boundary: fc.constant(BOUNDARY),
  lineEnding: fc.constantFrom<MimeStyle['lineEnding'][]>('\r\n', '\n', 'alternating'),
  startBrackets: fc.boolean(),
  idBrackets: fc.boolean(),
  headerCase: fc.constantFrom<MimeStyle['headerCase'][]>('title', 'lower', 'upper', 'ID'),
  spaceAfterColon: fc.boolean(),
  finalDelimiter: fc.constant(true),
  padding: fc.constantFrom('', ' ', '\t  '),
  preamble: fc.constantFrom('', 'This is MIME', '--'),
  epilogue: fc.constantFrom('', 'bye', `--${BOUNDARY}`),
  quoted: fc.constantFrom<MimeStyle['quoted'][]>(['boundary'], [], ['boundary', 'type', 'start']),
});
