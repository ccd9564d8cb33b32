import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildAcknowledgment } from '../../../src/wire/ebxml/build-acknowledgment.ts';
import { NEXT_MSH, PARTY_TYPE, TO_PARTY_MSH } from '../../../src/wire/ebxml/names.ts';
import { writeAcknowledgment } from '../../../src/wire/ebxml/write-acknowledgment.ts';
import { writeEbxml } from '../../../src/wire/ebxml/write-ebxml.ts';
import { arbitraryEbxml } from '../../specimens/arbitrary-ebxml.ts';

const stamp = { messageId: '00000000-0000-4000-8000-000000000001', now: new Date(0) };

test('an acknowledgement of anything is written as the general writer writes it', () => {
  fc.assert(
    fc.property(
      arbitraryEbxml(),
      fc.constantFrom(NEXT_MSH, TO_PARTY_MSH, '<odd> & "actor"'),
      fc.boolean(),
      (original, actor, usual) => {
        const party = (id: string) => ({ id: id || 'A-000001', type: PARTY_TYPE });
        const message = usual
          ? { ...original, from: party(original.from.id), to: party(original.to.id) }
          : original;
        const signal = buildAcknowledgment(message, stamp, { actor });
        assert.equal(writeAcknowledgment(signal).toString(), writeEbxml(signal).toString());
      },
    ),
  );
});

test('what is no usual acknowledgement is left to the general writer', () => {
  fc.assert(
    fc.property(arbitraryEbxml(), (message) => {
      assert.equal(writeAcknowledgment(message).toString(), writeEbxml(message).toString());
    }),
  );
});

test('values that look like the marks of the template stay as they are', () => {
  fc.assert(
    fc.property(fc.constantFrom('{{from}}', '{{messageId}}', '$&', ']]>'), (odd) => {
      const original = {
        from: { id: odd, type: PARTY_TYPE },
        to: { id: odd, type: PARTY_TYPE },
      };
      const [base] = fc.sample(arbitraryEbxml(), { numRuns: 1, seed: 7 });
      assert.ok(base);
      const signal = buildAcknowledgment({ ...base, ...original, messageId: odd }, stamp);
      assert.equal(writeAcknowledgment(signal).toString(), writeEbxml(signal).toString());
    }),
  );
});
