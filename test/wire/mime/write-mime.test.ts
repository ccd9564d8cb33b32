import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMime } from '../../../src/wire/mime/read-mime.ts';
import { writeMime } from '../../../src/wire/mime/write-mime.ts';
import { PARTS } from './packages.ts';

test('writes what the Spine writes, to the byte', () => {
  const { contentType, body } = writeMime(PARTS.slice(0, 2));
  assert.equal(
    contentType,
    'multipart/related; boundary="--=_MIME-Boundary"; type="text/xml"; start="<ebXMLHeader@spine.nhs.uk>"',
  );
  assert.equal(
    body.toString(),
    [
      '----=_MIME-Boundary',
      'Content-Id: <ebXMLHeader@spine.nhs.uk>',
      'Content-Type: text/xml; charset=UTF-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      '<soap:Envelope/>',
      '----=_MIME-Boundary',
      'Content-Id: <7C3C4B2E@spine.nhs.uk>',
      'Content-Type: application/xml',
      'Content-Transfer-Encoding: 8bit',
      '',
      '<RCMR_IN030000UK06>\r\n\u00e9</RCMR_IN030000UK06>\n',
      '----=_MIME-Boundary--',
      '',
    ].join('\r\n'),
  );
});

test('writes the header of the MHS adaptor, and one without a boundary', () => {
  const mhs = writeMime(PARTS, { quoted: ['boundary'], startBrackets: false });
  assert.equal(
    mhs.contentType,
    'multipart/related; boundary="--=_MIME-Boundary"; type=text/xml; start=ebXMLHeader@spine.nhs.uk',
  );
  const none = writeMime(PARTS, { parameters: ['charset'], quoted: [] });
  assert.equal(none.contentType, 'multipart/related; charset=UTF-8');
  const reading = readMime(none.body, none.contentType);
  assert.equal(!reading.ok && reading.failure.code, 'mime.no-boundary');
});

test('writes headers in the order and case of the style', () => {
  const [envelope] = PARTS;
  assert.ok(envelope);
  const further = { ...envelope, furtherHeaders: [{ name: 'X-Note', value: 'kept as it is' }] };
  const { body } = writeMime([further], {
    headerOrder: ['Content-Type', 'Content-Id'],
    headerCase: 'ID',
    spaceAfterColon: false,
    lineEnding: '\n',
  });
  assert.match(
    body.toString(),
    /^----=_MIME-Boundary\nContent-Type:text\/xml; charset=UTF-8\nContent-ID:<ebXML.*>\nX-Note:kept as it is\n\n</,
  );
});

test('encodes content unless it is encoded already', () => {
  const part = {
    contentId: 'a',
    contentType: 'application/pdf',
    transferEncoding: 'base64',
    content: Buffer.from('broken *'),
  };
  assert.ok(writeMime([part]).body.includes('\r\n\r\nYnJva2VuICo=\r\n--'));
  assert.ok(writeMime([{ ...part, encoded: true }]).body.includes('\r\n\r\nbroken *\r\n--'));
});

test('refuses content that holds the delimiter unless that is wanted', () => {
  const part = {
    contentId: 'a',
    contentType: 'text/plain',
    transferEncoding: '8bit',
    content: Buffer.from('x\n--b\ny'),
  };
  assert.throws(() => writeMime([part], { boundary: 'b' }), /part 1 holds the delimiter --b/);
  assert.ok(writeMime([part], { boundary: 'b', allowCollision: true }).body.includes('x\n--b\ny'));
  assert.ok(
    writeMime([{ ...part, content: Buffer.from('x --b\ny') }], { boundary: 'b' }).body.length > 0,
  );
});
