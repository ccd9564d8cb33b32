import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAsid } from '../../src/domain/asid.ts';
import { serviceInteraction } from '../../src/domain/interaction.ts';
import { isTestNumber, nhsCheckDigit, parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { parseOdsCode } from '../../src/domain/ods-code.ts';
import { parsePartyKey } from '../../src/domain/party-key.ts';

test('an NHS number has ten digits and a right check digit', () => {
  for (const text of ['9990000018', '9990000026']) assert.equal(parseNhsNumber(text), text);
  for (const text of ['9990000019', '999000001', '99900000180', '999 000 0018', '', '999000001X']) {
    assert.equal(parseNhsNumber(text), undefined, text);
  }
});

test('one digit changed or two neighbours swapped is never the same person', () => {
  const nine = fc.stringMatching(/^\d{9}$/);
  const property = fc.property(nine, fc.nat(9), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
    const digit = nhsCheckDigit(text);
    fc.pre(digit !== undefined);
    const number = `${text}${digit}`;
    assert.equal(parseNhsNumber(number), number);
    const changed = (Number(number[at]) + by) % 10;
    assert.equal(parseNhsNumber(number.slice(0, at) + changed + number.slice(at + 1)), undefined);
    const [left, right] = [number[at], number[at + 1]];
    if (right !== undefined && left !== right) {
      const swapped = `${number.slice(0, at)}${right}${left}${number.slice(at + 2)}`;
      assert.equal(parseNhsNumber(swapped), undefined);
    }
  });
  fc.assert(property);
});

test('some nine digits have no number at all', () => {
  const without = Array.from({ length: 100 }, (_, n) => String(999_000_000 + n)).filter(
    (nine) => nhsCheckDigit(nine) === undefined,
  );
  assert.ok(without.length > 0);
  for (const nine of without) {
    for (let digit = 0; digit < 10; digit++) {
      assert.equal(parseNhsNumber(`${nine}${digit}`), undefined);
    }
  }
});

test('only the 999 range is for tests', () => {
  const [test, other] = [parseNhsNumber('9990000018'), parseNhsNumber('0000000000')];
  assert.ok(test && other);
  assert.deepEqual([isTestNumber(test), isTestNumber(other)], [true, false]);
});

test('party keys, ASIDs and ODS codes have their shapes', () => {
  for (const key of ['YES-0000806', 'Z99001-900001', 'YGM24-820388']) {
    assert.equal(parsePartyKey(key), key);
  }
  for (const key of ['z99001-900001', 'Z99001_900001', 'Z99001-90000', 'TOOLONG99-900001', '']) {
    assert.equal(parsePartyKey(key), undefined, key);
  }
  assert.equal(parseAsid('928942012545'), '928942012545');
  for (const asid of ['92894201254', '9289420125456', '92894201254X', ' 928942012545']) {
    assert.equal(parseAsid(asid), undefined, asid);
  }
  assert.equal(parseOdsCode('M85019'), 'M85019');
  for (const code of ['m85019', '', 'M85019\n', 'M8501-9']) {
    assert.equal(parseOdsCode(code), undefined, code);
  }
});

test('SDS joins service and interaction with a colon', () => {
  assert.equal(
    serviceInteraction('urn:nhs:names:services:gp2gp', 'A'),
    'urn:nhs:names:services:gp2gp:A',
  );
});
