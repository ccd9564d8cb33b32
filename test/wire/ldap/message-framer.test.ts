import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MessageFramer } from '../../../src/wire/ldap/message-framer.ts';
import { writeLdapMessage } from '../../../src/wire/ldap/write-ldap-message.ts';
import { arbitraryMessage } from './arbitrary-message.ts';

const LIMIT = 4096;
const framer = (limit = LIMIT) => new MessageFramer(() => limit);

function all(from: MessageFramer): Buffer[] {
  const found: Buffer[] = [];
  for (let next = from.next(); next; next = from.next()) found.push(next);
  return found;
}

test('messages are found however the stream is cut', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(arbitraryMessage, { maxLength: 5 }), cuts, (messages, sizes) => {
      const written = messages.map(writeLdapMessage);
      const stream = Buffer.concat(written);
      const reader = framer(1_000_000);
      const found: Buffer[] = [];
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        reader.push(Buffer.from(stream.subarray(at, at + size)));
        found.push(...all(reader).map((each) => Buffer.from(each)));
        at += size;
      }
      assert.deepEqual(found, written);
      assert.equal(reader.waiting, 0);
    }),
  );
});

test('a message stays what it was while later pieces arrive', () => {
  const reader = framer();
  reader.push(Buffer.from('30054205', 'hex'));
  reader.push(Buffer.from('414243300344', 'hex'));
  const first = reader.next();
  reader.push(Buffer.from('4546', 'hex'));
  assert.equal(first?.toString('hex'), '30054205414243');
  assert.equal(reader.next()?.toString('hex'), '3003444546');
});

test('a message that would be too large is refused by its length, before it arrives', () => {
  const reader = framer();
  reader.push(Buffer.from('30820ffd', 'hex'));
  assert.equal(reader.next(), undefined);
  assert.equal(reader.failure?.code, 'ldap.too-large');
  assert.match(reader.failure?.message ?? '', /4097 bytes, 4096 are allowed/);
  reader.push(Buffer.alloc(100_000));
  assert.equal(reader.waiting, 4);
});

const BROKEN: readonly (readonly [title: string, hex: string, code: string])[] = [
  ['text', '474554202f', 'ber.tag'],
  ['an indefinite length', '3080', 'ber.indefinite-length'],
  ['a length of eight bytes', '3088', 'ber.huge-length'],
  ['a length of four gigabytes', '3084ffffffff', 'ldap.too-large'],
];

for (const [title, hex, code] of BROKEN) {
  test(`after ${title} no message is found any more`, () => {
    const reader = framer();
    reader.push(Buffer.from('3003020101', 'hex'));
    reader.push(Buffer.from(hex, 'hex'));
    assert.equal(all(reader).length, 1);
    assert.equal(reader.failure?.code, code);
    assert.equal(reader.failure?.at.offset, 5);
  });
}

test('a message that comes byte by byte does not take more memory than its size', () => {
  const reader = framer(1_000_000);
  reader.push(Buffer.from('3083', 'hex'));
  reader.push(Buffer.from('0f0000', 'hex'));
  for (let each = 0; each < 0x0f0000; each++) {
    assert.equal(reader.next(), undefined);
    reader.push(Buffer.of(each & 0xff));
  }
  assert.equal(reader.next()?.length, 0x0f0005);
});

test('no bytes make the framer throw or hold more than a message and a piece', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 30 });
  fc.assert(
    fc.property(pieces, fc.boolean(), (each, plausible) => {
      const reader = framer(100);
      for (const piece of each) {
        if (plausible && piece.length > 1) piece.set([0x30, (piece[1] ?? 0) & 0x3f]);
        reader.push(Buffer.from(piece));
        all(reader);
        assert.ok(reader.waiting <= 100 + 64);
      }
    }),
  );
});
