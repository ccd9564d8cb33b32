import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentKind } from '../../simulator/console/view/content-kind.ts';
import { decodeText } from '../../simulator/console/view/decode-text.ts';
import { hexLines } from '../../simulator/console/view/hex-lines.ts';
import { indexOfPath } from '../../simulator/console/view/index-of-path.ts';
import { indexOfPlace } from '../../simulator/console/view/index-of-place.ts';
import { paintXml } from '../../simulator/console/view/paint-xml.ts';
import { safeName } from '../../simulator/console/view/safe-name.ts';
import { textLines } from '../../simulator/console/view/text-lines.ts';
import { windowLines } from '../../simulator/console/view/window-lines.ts';
import { xmlLines } from '../../simulator/console/view/xml-lines.ts';
import { xmlTokens } from '../../simulator/console/view/xml-tokens.ts';
import { readXmlFacts } from '../../src/wire/xml/read-xml-facts.ts';

/** Texts in which anything that matters to a reader of XML stands anywhere. */
const xmlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['<a>', '</a>', '<b x="1">', "<c y='<'/>", '<!-- x -->', '<![CDATA[<]]>', '<?pi?>'],
        ...['<', '>', '"', "'", '</', '<!--', '<![CDATA[', '<?', '\n', ' ', '\r\n', '<!DOCTYPE a>'],
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

test('tokens, whatever the text holds, are the text and nothing else', () => {
  fc.assert(
    fc.property(xmlish, (text) => {
      let end = 0;
      for (const token of xmlTokens(text)) {
        assert.equal(token.start, end);
        assert.ok(token.end > token.start);
        end = token.end;
      }
      assert.equal(end, text.length);
      assert.equal(
        paintXml(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
    }),
  );
});

test('lines of XML leave out nothing but white space, in order, each numbered', () => {
  fc.assert(
    fc.property(xmlish, (text) => {
      let end = 0;
      let number = 0;
      for (const line of xmlLines(text)) {
        assert.equal(line.number, ++number);
        assert.match(text.slice(end, line.start), /^\s*$/);
        assert.ok(line.end >= line.start && line.depth >= 0);
        end = line.end;
      }
      assert.match(text.slice(end), /^\s*$/);
    }),
  );
});

test('an element with a short text is a line, one that holds others is indented', () => {
  const text = '<?xml version="1.0"?><a><b>one</b>  <c><d/>two</c><e> </e></a>';
  const shown = [...xmlLines(text)].map(
    ({ depth, start, end }) => `${' '.repeat(depth)}${text.slice(start, end)}`,
  );
  assert.deepEqual(shown, [
    '<?xml version="1.0"?>',
    '<a>',
    ' <b>one</b>',
    ' <c>',
    '  <d/>',
    '  two',
    ' </c>',
    ' <e> </e>',
    '</a>',
  ]);
});

test('a megabyte that is built to be slow is taken once and for all', () => {
  const hostile = ['<a "', '<!--', '<![CDATA[', "<a x='", '<a>', '</', '<'];
  for (const piece of hostile) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    let steps = 0;
    for (const { end } of xmlTokens(text)) steps += end > 0 ? 1 : 0;
    assert.ok(steps <= text.length);
    assert.ok([...xmlLines(text)].length > 0);
    indexOfPath(text, 'no/such[2]/path');
  }
});

test('the place of a start tag is found by line and column, as the reader of XML counts them', () => {
  const name = fc.constantFrom('a', 'é', 'x:\u{10400}'.slice(0, 1), 'long-name');
  const space = fc.constantFrom('', '\n', '\r\n', '\r', ' ', '\u{1f600}', 'é');
  fc.assert(
    fc.property(fc.array(fc.tuple(space, name), { maxLength: 12 }), (elements) => {
      const inner = elements.map(([before, each]) => `${before}<${each}/>`).join('');
      const text = `<r>${inner}</r>`;
      const read = readXmlFacts(Buffer.from(text), ({ name: found, at }) => {
        const index = indexOfPlace(text, at.line, at.column) ?? -1;
        assert.ok(text.startsWith(`<${found}`, index), `${found} at ${at.line}:${at.column}`);
        assert.equal(Buffer.byteLength(text.slice(0, index)), at.offset);
        return undefined;
      });
      assert.ok(read.ok);
    }),
  );
  assert.equal(indexOfPlace('a\nb', 3), undefined);
});

test('a path of a finding leads to its element by local names, or to what it should stand in', () => {
  const text =
    '<s:Envelope><s:Body><eb:Manifest><eb:Reference n="1"/><x/><eb:Reference n="2"/></eb:Manifest></s:Body></s:Envelope>';
  const at = (path: string) => {
    const index = indexOfPath(text, path);
    return index === undefined ? undefined : text.slice(index, text.indexOf('>', index) + 1);
  };
  assert.equal(at('Manifest/Reference[2]'), '<eb:Reference n="2"/>');
  assert.equal(at('Reference/@n'), '<eb:Reference n="1"/>');
  assert.equal(at('Manifest/Missing'), '<eb:Manifest>');
  assert.equal(at('Manifest/Reference[7]'), '<eb:Manifest>');
  assert.equal(at('Nowhere'), undefined);
  assert.equal(at('/'), undefined);
});

test('of many lines the beginning is shown and what lies around a mark, or what is asked for', () => {
  const text = Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`).join('\n');
  const marks = [text.indexOf('line 700\n')];
  const numbers = (window: ReturnType<typeof windowLines>) =>
    window.runs.map((run) => [run[0]?.number, run.at(-1)?.number]);
  const usual = windowLines(textLines(text), { marks, most: 20, around: 3 });
  assert.deepEqual(numbers(usual), [
    [1, 20],
    [697, 703],
  ]);
  assert.equal(usual.lines, 1000);
  const later = windowLines(textLines(text), { marks, most: 20, around: 3, from: 990 });
  assert.deepEqual(numbers(later), [[990, 1000]]);
  const short = windowLines(textLines('a\r\nb\rc'), { marks: [0], most: 20, around: 3 });
  assert.deepEqual(numbers(short), [[1, 3]]);
});

test('a dump has every byte at its offset', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(1000), (bytes, offset) => {
      const lines = hexLines(bytes, offset);
      const read = lines.flatMap(({ hex }) =>
        hex.split(/ +/).map((digits) => parseInt(digits, 16)),
      );
      assert.deepEqual(
        read.filter((byte) => !Number.isNaN(byte)),
        [...bytes],
      );
      for (const [index, line] of lines.entries()) {
        assert.equal(line.offset, offset + index * 16);
        assert.match(line.text, /^[ -~]{1,16}$/);
      }
    }),
  );
});

test('bytes are taken for what they are, whatever they are declared as', () => {
  const kind = (text: string, type = '') => contentKind(Buffer.from(text, 'latin1'), type);
  assert.equal(kind('', 'text/xml'), 'nothing');
  assert.equal(kind('\xef\xbb\xbf\n<a/>'), 'xml');
  assert.equal(kind('{"a":1}'), 'json');
  assert.equal(kind('a=b', 'application/x-www-form-urlencoded'), 'form');
  assert.equal(kind('<not', 'application/json'), 'xml');
  assert.equal(kind('\x89PNG\r\n\x1a\n\x00', 'text/xml'), 'binary');
  assert.equal(kind('plain words', 'image/png'), 'text');
  assert.equal(
    decodeText(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>\xe9', 'latin1')).at(-1),
    'é',
  );
});

test('a name of a file that somebody else chose has no folder, no device and nothing that runs', () => {
  assert.equal(safeName('../../x<script>.exe', 'f'), 'x_script_.exe');
  assert.equal(safeName('C:\\temp\\letter one.pdf', 'f'), 'letter one.pdf');
  assert.equal(safeName('Befünde.TIF', 'f'), 'Befünde.TIF');
  for (const bad of ['', '..', '/', 'CON', 'nul.txt', '.', '\r\n', '\u202e'])
    assert.equal(safeName(bad, 'f'), 'f');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const safe = safeName(name, 'fallback');
      assert.ok(safe.length > 0 && safe.length <= 100 && !safe.startsWith('.'));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be in it
      assert.doesNotMatch(safe, /[/\\<>:"|?*\u0000-\u001f\u202a-\u202e]/);
    }),
  );
});
