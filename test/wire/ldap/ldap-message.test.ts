import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LdapMessage } from '../../../src/wire/ldap/ldap-message.ts';
import { pagedResultsControl, readPagedResults } from '../../../src/wire/ldap/paged-results.ts';
import { readLdapMessage } from '../../../src/wire/ldap/read-ldap-message.ts';
import {
  messageBytes,
  placeMessage,
  writeLdapMessage,
  writeOperation,
} from '../../../src/wire/ldap/write-ldap-message.ts';
import { arbitraryMessage } from './arbitrary-message.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** A search by hand: (nhsIDCode=X26) below o=nhs. */
const SEARCH = hex(`
  30 2f 02 01 05
     63 2a 04 05 6f3d6e6873 0a 01 02 0a 01 00 02 01 00 02 01 00 01 01 00
        a3 10 04 09 6e68734944436f6465 04 03 583236
        30 00`);

const ANONYMOUS_BIND = hex('30 0c 02 01 01 60 07 02 01 03 04 00 80 00');

test('an anonymous bind is read from the bytes that every client sends', () => {
  assert.deepEqual(readLdapMessage(ANONYMOUS_BIND), {
    ok: true,
    value: {
      id: 1,
      operation: {
        kind: 'bind-request',
        version: 3,
        name: '',
        authentication: { kind: 'simple', password: '' },
      },
      controls: [],
    },
    deviations: [],
  });
});

test('a search is read from bytes put together by hand, and written the same', () => {
  const reading = readLdapMessage(SEARCH);
  assert.ok(reading.ok, JSON.stringify(reading));
  assert.deepEqual(reading.value.operation, {
    kind: 'search-request',
    base: 'o=nhs',
    scope: 'sub',
    derefAliases: 'never',
    sizeLimit: 0,
    timeLimit: 0,
    typesOnly: false,
    filter: { kind: 'equal', attribute: 'nhsIDCode', value: 'X26' },
    attributes: [],
  });
  assert.deepEqual(writeLdapMessage(reading.value), SEARCH);
});

test('every message that can be written is read as the same message', () => {
  fc.assert(
    fc.property(arbitraryMessage, (message) => {
      const reading = readLdapMessage(writeLdapMessage(message));
      assert.deepEqual(reading, { ok: true, value: message, deviations: [] });
    }),
    { numRuns: 1000 },
  );
});

test('an operation that is put into a message in place is the message that is written whole', () => {
  fc.assert(
    fc.property(arbitraryMessage, ({ id, operation }) => {
      const written = writeOperation(operation);
      const into = Buffer.alloc(messageBytes(id, written.length));
      assert.equal(placeMessage(into, 0, id, written), into.length);
      assert.deepEqual(into, writeLdapMessage({ id, operation, controls: [] }));
    }),
  );
});

test('lengths of one to four bytes are written and read', () => {
  for (const size of [0, 127, 128, 255, 256, 65_535, 65_536, 70_000]) {
    const message: LdapMessage = {
      id: size,
      operation: { kind: 'search-entry', dn: 'x'.repeat(size), attributes: [] },
      controls: [],
    };
    assert.deepEqual(readLdapMessage(writeLdapMessage(message)), {
      ok: true,
      value: message,
      deviations: [],
    });
  }
});

const BROKEN: readonly (readonly [title: string, bytes: Buffer, code: string])[] = [
  ['nothing', Buffer.alloc(0), 'ber.missing'],
  [
    'a length that runs over the end',
    hex('30 0c 02 01 01 60 09 02 01 03 04 00 80 00'),
    'ber.overrun',
  ],
  ['an indefinite length', hex('30 80 02 01 01 42 00 00 00'), 'ber.indefinite-length'],
  ['a length of nine bytes', hex('30 89 01 02 03 04 05 06 07 08 09 00'), 'ber.huge-length'],
  ['no message id', hex('30 02 42 00'), 'ber.tag'],
  ['a message id of no bytes', hex('30 04 02 00 42 00'), 'ber.integer-size'],
  [
    'a message id of nine bytes',
    hex('30 0d 02 09 01 01 01 01 01 01 01 01 01 42 00'),
    'ber.integer-size',
  ],
  ['a negative message id', hex('30 05 02 01 ff 42 00'), 'ber.message-id'],
  ['no operation', hex('30 03 02 01 01'), 'ber.unknown-operation'],
  ['an operation that nobody knows', hex('30 05 02 01 01 5f 00'), 'ber.unknown-operation'],
  [
    'a truth value of two bytes',
    hex(`30 0f 02 01 01 6c 0a 04 00 04 00 01 02 ff ff 80 00`),
    'ber.boolean-size',
  ],
];

for (const [title, bytes, code] of BROKEN) {
  test(`${title} is a failure that leaves nothing to answer`, () => {
    const reading = readLdapMessage(bytes);
    assert.ok(!reading.ok);
    assert.equal(reading.failure.code, code);
    assert.equal(reading.request, undefined);
  });
}

const search = (filter: string, scope = '02', size = '020100') => {
  const body = `0400 0a01${scope} 0a0100 ${size} 020100 010100 ${filter} 3000`.replace(/\s/g, '');
  const length = (count: number) => count.toString(16).padStart(2, '0');
  const operation = `63${length(body.length / 2)}${body}`;
  return hex(`30${length(3 + operation.length / 2)}020107${operation}`);
};

const ODD: readonly (readonly [title: string, bytes: Buffer, code: string])[] = [
  ['a filter of no known choice', search('8a00'), 'ldap.filter-choice'],
  ['a scope that does not exist', search('8700', '07'), 'ldap.enumerated'],
  ['a negative size limit', search('8700', '02', '0201ff'), 'ldap.limit'],
  ['substrings without a part', search('a405 0401 61 3000'), 'ldap.filter-substrings'],
  [
    'a final part before an initial',
    search('a40b 040161 3006 820162 800163'),
    'ldap.filter-substrings',
  ],
  ['an extensible match of nothing', search('a902 8300'), 'ldap.filter-extensible'],
  ['a negation of nothing', search('a200'), 'ldap.filter-missing'],
  ['filters nested 60 levels deep', deep(60), 'ldap.filter-too-deep'],
  ['a filter of 300 parts', wide(300), 'ldap.filter-too-large'],
];

for (const [title, bytes, code] of ODD) {
  test(`${title} can still be answered`, () => {
    const reading = readLdapMessage(bytes);
    assert.ok(!reading.ok);
    assert.equal(reading.failure.code, code);
    assert.deepEqual(reading.request, { id: 7, kind: 'search-request' });
  });
}

function deep(levels: number): Buffer {
  let filter: LdapMessage['operation'] & { kind: 'search-request' } = base();
  for (let level = 0; level < levels; level++)
    filter = { ...filter, filter: { kind: 'not', filter: filter.filter } };
  return writeLdapMessage({ id: 7, operation: filter, controls: [] });
}

function wide(parts: number): Buffer {
  const filters = Array.from({ length: parts }, () => base().filter);
  const operation = { ...base(), filter: { kind: 'or' as const, filters } };
  return writeLdapMessage({ id: 7, operation, controls: [] });
}

function base(): LdapMessage['operation'] & { kind: 'search-request' } {
  return {
    kind: 'search-request',
    base: '',
    scope: 'sub',
    derefAliases: 'never',
    sizeLimit: 0,
    timeLimit: 0,
    typesOnly: false,
    filter: { kind: 'present', attribute: 'objectClass' },
    attributes: [],
  };
}

test('what does no harm is noted: a true that is not 255, elements that nothing calls for', () => {
  const bytes = hex('30 11 02 01 01 6c 0c 04 00 04 00 01 01 01 80 00 04 01 78');
  const reading = readLdapMessage(bytes);
  assert.ok(reading.ok, JSON.stringify(reading));
  const codes = reading.deviations.map(({ code, at }) => [code, at.offset]);
  assert.deepEqual(codes, [
    ['ber.true-not-ff', 11],
    ['ldap.trailing-elements', 16],
  ]);
});

test('ten thousand levels of nesting are refused without a stack overflow', () => {
  const nested = Buffer.concat([...Array(10_000)].map(() => hex('a2 84 00 00 ff ff')));
  const bytes = Buffer.concat([search('8700').subarray(0, -4), nested]);
  bytes[1] = 0x7f;
  assert.equal(readLdapMessage(bytes).ok, false);
});

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      readLdapMessage(Buffer.from(bytes));
    }),
    { numRuns: 2000 },
  );
});

test('no damage to a message makes the reader throw, nor does it read beyond the end', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(arbitraryMessage, damage, fc.nat(), (message, changes, cut) => {
      const bytes = Buffer.from(writeLdapMessage(message));
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      readLdapMessage(bytes);
      readLdapMessage(bytes.subarray(0, cut % bytes.length));
    }),
    { numRuns: 2000 },
  );
});

test('the paging control survives writing and reading, and nonsense in it is no value', () => {
  fc.assert(
    fc.property(fc.nat(), fc.uint8Array(), (size, cookie) => {
      const control = pagedResultsControl({ size, cookie: Buffer.from(cookie) });
      assert.deepEqual(readPagedResults(control), { size, cookie: Buffer.from(cookie) });
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), (value) => {
      readPagedResults({ oid: '1', critical: false, value: Buffer.from(value) });
    }),
  );
  assert.equal(readPagedResults({ oid: '1', critical: false }), undefined);
});
