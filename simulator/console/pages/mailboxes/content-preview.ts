import { gunzipSync } from 'node:zlib';
import type { Child } from '../../../../src/wire/html/markup.ts';
import type { MeshMessageView } from '../../../doors/mailbox-desk.ts';
import { h } from '../../element.ts';
import { empty } from '../../pieces/empty.ts';
import { contentKind } from '../../view/content-kind.ts';
import { hexLines } from '../../view/hex-lines.ts';
import { codeView } from '../message/code-view.ts';
import { type Content, shownText } from '../message/content.ts';
import { bytes } from '../message/head-facts.ts';

/** So much of a message is read to be shown. */
export const PREVIEW_BYTES = 65_536;
const HEX_BYTES = 1024;

/** The beginning of a content: as text with its lines from one on, or as bytes. */
export function contentPreview(
  message: MeshMessageView,
  beginning: Buffer | undefined,
  from: number,
): Child {
  if (beginning === undefined)
    return empty('The content is gone', 'It is kept until mesh.keepFor is over.');
  if (beginning.length === 0) return empty('It has no content', '');
  const plain = unpacked(message, beginning);
  const kind = contentKind(plain, '');
  const cut = message.bytes > beginning.length;
  return [
    cut &&
      h(
        'p',
        { class: 'alert note' },
        `The first ${bytes(beginning.length)} of ${bytes(message.bytes)}. Save it to have all of it.`,
      ),
    plain !== beginning && h('p', { class: 'soft' }, 'Unpacked from gzip.'),
    kind === 'binary' ? dump(plain) : lines(plain, kind, cut, from),
  ];
}

function lines(plain: Buffer, kind: Content['kind'], cut: boolean, from: number): Child {
  const content: Content = {
    ...{ id: 'content-lines', side: 'request', part: undefined, title: 'Content' },
    ...{ kind, bytes: plain, text: shownText(kind, plain), cut },
  };
  return codeView(content, [], from).body;
}

function dump(plain: Buffer): Child {
  const shown = hexLines(plain.subarray(0, HEX_BYTES), 0).flatMap(({ offset, hex, text }) => [
    h('span', { class: 'soft' }, offset.toString(16).padStart(6, '0')),
    `  ${hex.padEnd(48)}  ${text}\n`,
  ]);
  return h(
    'pre',
    { class: 'code hex', tabindex: 0, role: 'region', 'aria-label': 'Bytes of the content' },
    shown,
  );
}

function unpacked({ contentEncoding, bytes: whole }: MeshMessageView, beginning: Buffer): Buffer {
  const packed = contentEncoding === 'gzip' || (beginning[0] === 0x1f && beginning[1] === 0x8b);
  if (!packed || whole > beginning.length) return beginning;
  try {
    return gunzipSync(beginning, { maxOutputLength: PREVIEW_BYTES * 16 }).subarray(
      0,
      PREVIEW_BYTES,
    );
  } catch {
    // It says that it is packed, but is not: it is shown as it came.
    return beginning;
  }
}
