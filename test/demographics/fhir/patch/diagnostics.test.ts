import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../../src/demographics/fhir/json.ts';
import { person, refusalOf } from './patching.ts';

const ALPHA = person('9991001018');
const NO_ADDRESS = { ...ALPHA, addresses: [] };

/** What PDS says, word for word (pds-identity 2.6 and the end-to-end tests behind it). */
const VERBATIM: readonly (readonly [what: string, patches: readonly Json[], says: string])[] = [
  [
    'part of an address without its id',
    [{ op: 'replace', path: '/address/0/line/0', value: '2 Whitehall Quay' }],
    'INVALID_UPDATE: Invalid update with error - no id or url found for path with root /address/0',
  ],
  [
    'an object id that nobody has',
    [
      { op: 'replace', path: '/address/0/id', value: '123456' },
      { op: 'replace', path: '/address/0/postalCode', value: 'LS1 4BU' },
    ],
    "INVALID_UPDATE: Invalid update with error - no 'address' resources with object id '123456'",
  ],
  [
    'an object id that nobody has, alone',
    [{ op: 'replace', path: '/address/0/id', value: '123456' }],
    "INVALID_UPDATE: Invalid update with error - no 'address' resources with object id '123456'",
  ],
  [
    'a member that is not there to be replaced',
    [
      { op: 'replace', path: '/name/0/id', value: 'SIM0E' },
      { op: 'replace', path: '/name/0/suffix', value: ['MBE'] },
    ],
    "INVALID_UPDATE: Invalid update with error - Invalid patch - can't replace non-existent object 'suffix'",
  ],
  [
    'a removal without a test',
    [{ op: 'remove', path: '/name/1' }],
    "INVALID_UPDATE: Invalid update with error - removal '/name/1' is not immediately preceded by equivalent test - instead it is the first item",
  ],
  [
    'an item that is not there',
    [
      { op: 'test', path: '/name/1/id', value: '123456' },
      { op: 'remove', path: '/name/1' },
    ],
    "INVALID_UPDATE: Invalid update with error - Invalid patch - index '1' is out of bounds",
  ],
  [
    'a suffix that is not there',
    [
      { op: 'test', path: '/name/0/id', value: 'SIM0E' },
      { op: 'remove', path: '/name/0/suffix/0' },
    ],
    "INVALID_UPDATE: Invalid update with error - Invalid patch - can't remove non-existent object '0'",
  ],
  [
    'a second usual name',
    [{ op: 'add', path: '/name/-', value: { use: 'usual', family: 'Bloggs' } }],
    'FORBIDDEN_UPDATE: Forbidden update with error - multiple usual names cannot be added',
  ],
  [
    'the usual name taken away',
    [
      { op: 'test', path: '/name/0/id', value: 'SIM0E' },
      { op: 'remove', path: '/name/0' },
    ],
    'FORBIDDEN_UPDATE: Forbidden update with error - not permitted to remove usual name',
  ],
  [
    'the birth date taken away',
    [
      { op: 'test', path: '/birthDate', value: '1980-02-29' },
      { op: 'remove', path: '/birthDate' },
    ],
    "FORBIDDEN_UPDATE: Forbidden update with error - source not permitted to remove 'birthDate'",
  ],
  [
    'the gender taken away',
    [{ op: 'remove', path: '/gender' }],
    "FORBIDDEN_UPDATE: Forbidden update with error - source not permitted to remove 'gender'",
  ],
  [
    'an operation that does not exist',
    [{ op: 'bad_value', path: 'not a path' }],
    "INVALID_VALUE: Invalid value - 'bad_value' in field '0/op'",
  ],
  [
    'a part of the patient that does not exist',
    [{ op: 'add', path: '/pets', value: ['cat'] }],
    "INVALID_UPDATE: Invalid update with error - Update unsupported for resource - 'pets'",
  ],
  [
    'a test that fails',
    [
      { op: 'test', path: '/name/0/given', value: ['BETA', "O'NEIL"] },
      { op: 'replace', path: '/gender', value: 'male' },
    ],
    "INVALID_UPDATE: Invalid update with error - Invalid patch - ['ALPHA'] (<class 'list'>) is not equal to tested value ['BETA', \"O'NEIL\"] (<class 'list'>)",
  ],
];

for (const [what, patches, says] of VERBATIM) {
  test(`PDS's own words for ${what}`, () => {
    assert.equal(refusalOf(ALPHA, patches), says);
  });
}

test("PDS's own words for a patient without an address, with and without an id in the patch", () => {
  const line = { op: 'replace', path: '/address/0/line/0', value: '2 Whitehall Quay' };
  assert.equal(
    refusalOf(NO_ADDRESS, [{ op: 'replace', path: '/address/0/id', value: '456' }, line]),
    "INVALID_UPDATE: Invalid update with error - Invalid patch - index '0' is out of bounds",
  );
  assert.equal(
    refusalOf(NO_ADDRESS, [line]),
    'INVALID_UPDATE: Invalid update with error - no id or url found for path with root /address/0',
  );
});

test('patches that are no patches name their place', () => {
  const says = (...patches: readonly Json[]) => refusalOf(ALPHA, patches);
  assert.equal(says('x'), "INVALID_VALUE: Invalid value - 'x' in field '0'");
  assert.equal(says({}), "MISSING_VALUE: Missing value - '0/op'");
  assert.equal(says({ op: 'add' }), "MISSING_VALUE: Missing value - '0/path'");
  const good = { op: 'test', path: '/gender', value: 'female' };
  assert.equal(
    says(good, { op: 'replace', path: '/gender' }),
    "MISSING_VALUE: Missing value - '1/value'",
  );
  assert.equal(
    says({ op: 'add', path: 'gender', value: 'male' }),
    "INVALID_VALUE: Invalid value - 'gender' in field '0/path'",
  );
  const many = Array.from({ length: 501 }, () => good);
  assert.match(says(...many), /^TOO_MANY_VALUES_SUBMITTED: .*501 patches, at most 500/);
});

test('the wrong item, a place instead of the end, and a test of something else are refused', () => {
  const bravo = person('9991001026');
  assert.match(
    refusalOf(bravo, [
      { op: 'replace', path: '/name/1/id', value: 'SIM0E' },
      { op: 'replace', path: '/name/1/family', value: 'X' },
    ]),
    /object id 'SIM0E' is not that of '\/name\/1'/,
  );
  assert.match(
    refusalOf(bravo, [{ op: 'add', path: '/name/0', value: { id: 'A', use: 'old', family: 'X' } }]),
    /must use index '-'/,
  );
  assert.match(
    refusalOf(bravo, [
      { op: 'test', path: '/name/0/id', value: 'SIM0E' },
      { op: 'remove', path: '/name/1' },
    ]),
    /instead it is preceded by 'test' of '\/name\/0\/id'/,
  );
});
