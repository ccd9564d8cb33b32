import type { InboundMessage } from '../../src/checks/inbound-message.ts';
import {
  express,
  reliable,
  right,
  testSpecimens,
  unreliable,
  withEnvelope,
  withHttp,
  withParts,
} from './inbound.ts';

const { envelope } = right;
const reference = envelope.manifest?.references[0];
const manifestWith = (href: string) => ({
  manifest: {
    version: '2.0',
    references: [
      ...(envelope.manifest?.references ?? []),
      ...(reference ? [{ ...reference, href }] : []),
    ],
  },
});
const lateId = 'ABCDEF00-0000-4000-8000-00000000000a';

function mimeType(changes: object): InboundMessage {
  return right.mime
    ? { ...right, mime: { ...right.mime, type: { ...right.mime.type, ...changes } } }
    : right;
}

testSpecimens([
  ['HTTP-01', 'sent chunked', withHttp(right, { chunked: true, contentLength: undefined })],
  ['HTTP-01', 'no length', withHttp(right, { contentLength: undefined })],
  ['HTTP-02', 'no SOAPAction', withHttp(right, { soapAction: undefined })],
  ['HTTP-03', 'SOAPAction of another action', withHttp(right, { soapAction: 'urn:a:b/C' })],
  ['HTTP-03', 'SOAPAction without a shape', withHttp(right, { soapAction: '""' })],
  ['HTTP-04', 'no type parameter', mimeType({ type: undefined })],
  ['HTTP-04', 'start names another part', mimeType({ start: 'nowhere' })],
  [
    'HTTP-05',
    'a signal in a package',
    withEnvelope(right, {
      acknowledgment: {
        timestamp: '2026-01-05T09:00:00Z',
        refToMessageId: lateId,
        from: undefined,
        actor: undefined,
        version: '2.0',
      },
    }),
  ],
  ['HTTP-06', 'the path of another pattern', withHttp(right, { path: '/sync-service' })],
  [
    'HTTP-06',
    'a forward to the query path',
    withHttp(unreliable, { path: express.http?.path ?? '' }),
  ],
  [
    'MIME-01',
    'a PDF first',
    withParts(right, (_, n) => (n === 0 ? { mediaType: 'application/pdf' } : {})),
  ],
  [
    'MIME-02',
    'a PDF second',
    withParts(right, (_, n) => (n === 1 ? { mediaType: 'application/pdf' } : {})),
  ],
  ['MIME-03', 'a part too many', { ...right, limits: { ...right.limits, parts: 2 } }],
  [
    'MIME-03',
    'a byte too many',
    { ...right, limits: { ...right.limits, messageBytes: (right.mime?.length ?? 0) - 1 } },
  ],
  ['MIME-03', 'a large part', { ...right, limits: { ...right.limits, partBytes: 100 } }],
  [
    'MIME-04',
    'an unlisted attachment',
    withParts(right, (_, n) => (n === 2 ? { mediaType: 'application/x-gzip' } : {})),
  ],
  [
    'MIME-05',
    'an unknown encoding',
    withParts(right, (_, n) => (n === 2 ? { transferEncoding: 'uuencode' } : {})),
  ],
  [
    'MIME-07',
    'a body that was cut off',
    {
      ...right,
      mimeDeviations: [
        {
          code: 'mime.missing-final-delimiter',
          message: 'the closing delimiter is missing',
          at: { offset: 900, line: 0, column: 0 },
        },
      ],
    },
  ],
  ['EBXML-MANIFEST-01', 'a reference to nothing', withEnvelope(right, manifestWith('cid:nowhere'))],
  [
    'EBXML-MANIFEST-01',
    'a reference to two parts',
    withParts(right, (_, n) => (n === 2 ? { contentId: right.mime?.parts[1]?.contentId } : {})),
  ],
  ['EBXML-MANIFEST-02', 'a reference by http', withEnvelope(right, manifestWith('http://x/'))],
  ['EBXML-MANIFEST-02', 'a reference without a name', withEnvelope(right, manifestWith('mid:'))],
  [
    'EBXML-MANIFEST-04',
    'a Manifest without version',
    withEnvelope(right, {
      manifest: { version: undefined, references: envelope.manifest?.references ?? [] },
    }),
  ],
  [
    'EBXML-MANIFEST-05',
    'two references to Spine',
    withEnvelope(reliable, {
      manifest: {
        version: '2.0',
        references: [
          ...(reliable.envelope.manifest?.references ?? []),
          ...(reference ? [{ ...reference, href: 'mid:X' }] : []),
        ],
      },
    }),
  ],

  [
    'EBXML-MANIFEST-03',
    'a part that nobody names',
    withEnvelope(right, {
      manifest: { version: '2.0', references: envelope.manifest?.references.slice(0, 1) ?? [] },
    }),
  ],
]);
