import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { editText } from '../../src/scenario/edit-text.ts';
import { edit } from '../../src/scenario/step-shape.ts';

const XML =
  '<a x="1"><b><id root="R1"/></b><c><id root="R2" other=\'o"\'>t</id><id root="R3"/></c></a>';

function edited(change: object, text = XML) {
  return editText(text, edit.parse(change));
}

test('an element is removed by the end of its path, whole, the first that fits', () => {
  assert.equal(
    edited({ remove: 'c/id' }).text,
    XML.replace('<id root="R2" other=\'o"\'>t</id>', ''),
  );
  assert.equal(edited({ remove: 'b' }).text, XML.replace('<b><id root="R1"/></b>', ''));
  assert.equal(edited({ remove: 'id' }).text, XML.replace('<id root="R1"/>', ''));
  assert.deepEqual(edited({ remove: 'd/id' }), { text: XML, found: false });
});

test('a prefix does not count in a path', () => {
  const text = '<s:E><eb:To><eb:PartyId>X</eb:PartyId></eb:To></s:E>';
  assert.equal(edited({ remove: 'To/PartyId' }, text).text, '<s:E><eb:To></eb:To></s:E>');
});

test('an attribute is set, and what XML does not allow in one is escaped', () => {
  assert.equal(
    edited({ set: 'c/id@root', to: 'A&"<' }).text.includes('root="A&amp;&quot;&lt;"'),
    true,
  );
  assert.deepEqual(edited({ set: 'c/id@none', to: 'A' }), { text: XML, found: false });
});

test('text is replaced everywhere, by itself and by a pattern', () => {
  assert.equal(
    edited({ replace: 'root', with: '$&' }).text,
    XML.replaceAll('root', () => '$&'),
  );
  assert.equal(edited({ pattern: 'R(\\d)', with: 'Q$1' }).text, XML.replaceAll('R', 'Q'));
  assert.equal(edited({ pattern: 'nothing', with: '' }).found, false);
});

test('text is put before or after the first place, elements within each other too', () => {
  assert.equal(edited({ insert: '!', before: '<c>' }).text, XML.replace('<c>', '!<c>'));
  assert.equal(edited({ insert: '!', after: '<c>' }).text, XML.replace('<c>', '<c>!'));
  const deep = edited({ nest: 3, after: '<c>' }).text;
  assert.ok(deep.includes(`<c>${'<component>'.repeat(3)}${'</component>'.repeat(3)}`));
});

test('a text is cut to a share or a length, and made longer with spaces', () => {
  assert.equal(edited({ truncate: 0.5 }).text, XML.slice(0, Math.floor(XML.length / 2)));
  assert.equal(edited({ truncate: 5 }).text, XML.slice(0, 5));
  assert.equal(edited({ pad: 500 }).text.length, 500);
});

test('no text and no path makes a change break', () => {
  const change = fc.oneof(
    fc.record({ remove: fc.string({ minLength: 1 }) }),
    fc.record({ set: fc.string({ minLength: 1 }), to: fc.string() }),
    fc.record({ truncate: fc.nat() }),
  );
  fc.assert(
    fc.property(fc.string(), change, (text, what) => {
      const { found, text: after } = edited(what, text);
      assert.ok(found || after === text);
    }),
  );
});
