import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldTimeline } from '../../src/report/html/fold-timeline.ts';
import { resultsPage } from '../../src/report/html/results-page.ts';
import type { RunResults } from '../../src/report/results.ts';
import { h } from '../../src/wire/html/markup.ts';
import { fullSizeResults } from './full-size-results.ts';
import { finding, fullResults, message, results, scenario } from './specimen-results.ts';

/** What a reader sees, in order: texts without tags, style and script. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

test('a scenario shows what was expected, what was seen, and how to see it again', () => {
  const text = textOf(resultsPage(fullResults()));
  for (const told of [
    ...['GP2GP-REQ-083 Situation GP2GP-REQ-083', 'requester · basis P'],
    ...['fragment 2 was never acknowledged (#14)', 'Then the system accepts every fragment'],
    ...['the system sent request (#1)', 'RCMR_IN010000UK05', 'COPC_IN000001UK01 2.0 kB #2'],
    ...['5B1E0A4C-0000-4000-8000-000000000002 HL7 id 0A0B0C0D-0000-4000-8000-000000000002'],
    ...['code 30', 'sent twice on purpose; refused by Spine', 'conversation B2F4A9B0'],
    ...['must LM-DESCRIPTION-02 Length=x is no number', 'gp2gp 3.3, basis P'],
    ...['part 1, line 31, column 14, byte 2204', 'Instead: write the bytes in decimal digits'],
    ...['D2 ids differ #2', 'Technical failure : Final error', 'of shard 1/2'],
    ...['spinebox conform --sut sut.yaml --only GP2GP-REQ-083 --seed 7'],
    ...['XSD no directory of schemas was named (--schemas)', fullResults().journal.chain],
  ]) {
    assert.ok(text.includes(told), `${told} is not on the page`);
  }
});

test('what failed comes first and is unfolded, what passed comes later and is folded', () => {
  const page = resultsPage(fullResults());
  const order = [...page.matchAll(/<details class="sc e-(\w+)" id="[^"]+"( open)?/g)];
  assert.deepEqual(
    order.map(([, verdict, open]) => `${verdict}${open ?? ''}`),
    ['fail open', 'error open', 'report', 'skip', 'pass', 'notApplicable'],
  );
});

test('requirements link to their scenarios, and uncovered ones are listed', () => {
  const page = resultsPage(fullResults());
  assert.match(page, /<a href="#GP2GP-REQ-083" class="l-fail"/);
  assert.match(page, / id="GP2GP-REQ-083"/);
  assert.match(textOf(page), /3 requirements: 2 judged, 0 only by .*, 1 without a scenario/);
  assert.match(textOf(page), /Uncovered TIME-01 a transfer that stays away is given up/);
});

test('ids that are run in several rows keep apart, and no id stands twice on the page', () => {
  const page = resultsPage(
    results([scenario('A', 'pass'), scenario('A', 'fail'), scenario('summary', 'pass')]),
  );
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    ids.filter((id) => id?.startsWith('A')),
    ['A', 'A-2'],
  );
  assert.match(page, /<a href="#A" class="l-fail"/, 'the link leads to the row that failed');
});

test('every link of the page has its target', () => {
  const page = resultsPage(fullResults());
  const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const targets = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
  assert.ok(targets.length > 5);
  assert.deepEqual(
    targets.filter((id) => !ids.has(id)),
    [],
  );
});

test('nothing is loaded and nothing but the own script may run', () => {
  const page = resultsPage(fullResults(), [{ file: 'junit.xml', title: 'JUnit' }]);
  assert.match(
    page,
    /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[^;]+&#39;; script-src &#39;sha256-/,
  );
  assert.doesNotMatch(page, /\s(?:src|style|on\w+)=/);
  assert.doesNotMatch(page.replace(/<style>.*?<\/style>/s, ''), /https?:\/\//);
  assert.doesNotMatch(page, /@import|url\(/);
  assert.equal(page.match(/<script/g)?.length, 1);
  assert.ok(page.startsWith('<!DOCTYPE html>'));
  assert.match(page, /<html lang="en">/);
});

const EVIL =
  '</script></style><script>alert(1)</script><img src=x onerror=alert(2)>"\'&\u0000\u202e';

/** The same results with a hostile text in every place that holds one. */
function poisoned<T>(value: T, key = ''): T {
  if (typeof value === 'string') {
    const fixed = ['verdict', 'basis', 'from', 'severity', 'status', 'startedAt', 'at', 'chain'];
    const roles = key === 'role' && ['requester', 'sender', 'either'].includes(value);
    return (fixed.includes(key) || key === 'schemas' || roles ? value : `${EVIL}${value}`) as T;
  }
  if (Array.isArray(value)) return value.map((each) => poisoned(each, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, poisoned(each, name)]),
  ) as T;
}

test('script that is planted in every text stays text', () => {
  const bad: RunResults = poisoned(fullResults());
  const page = resultsPage(bad);
  assert.equal(page.match(/<script/gi)?.length, 1);
  assert.equal(page.match(/<\/script/gi)?.length, 1);
  assert.equal(page.match(/<\/style/gi)?.length, 1);
  assert.doesNotMatch(page, /<img/i);
  // Within quotes an attribute may hold anything but a quote.
  const tags = page.match(/<[a-z][^>]*>/gi)?.map((tag) => tag.replace(/"[^"]*"/g, '')) ?? [];
  assert.deepEqual(
    tags.filter((tag) => /onerror|alert|&|'/.test(tag)),
    [],
  );
  assert.ok(!page.includes('\u0000') && !page.includes('\u202e'));
  const planted = textOf(page).split('<img src=x onerror=alert(2)>"\'&').length - 1;
  assert.ok(planted > 60, `only ${planted} of the texts are on the page`);
});

test('markup is well formed whatever the texts are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, reason) => {
      const page = resultsPage(results([scenario('A', 'fail', { title, reason })]));
      const open: string[] = [];
      const body = page.replace(/<(style|script)>.*?<\/\1>/gs, '');
      for (const [, end, name = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
        if (['meta', 'input'].includes(name)) continue;
        if (end === '') open.push(name);
        else assert.equal(open.pop(), name);
      }
      assert.deepEqual(open, []);
    }),
    { numRuns: 30 },
  );
});

test('our own markup cannot carry a handler, a style, a source or a way out', () => {
  for (const attributes of [
    ...[{ onclick: 'x' }, { style: 'x' }, { src: 'x' }, { 'on-load': 'x' }],
    ...[{ href: 'javascript:x' }, { href: 'https://a' }, { href: '//a' }, { href: '../a' }],
  ]) {
    assert.throws(() => h('a', attributes as Record<string, string>), TypeError);
  }
  assert.equal(
    String(h('a', { href: 'junit.xml', hidden: true, open: false }, '<')),
    '<a href="junit.xml" hidden>&lt;</a>',
  );
});

test('300 scenarios with up to 300 messages stay below 10 MB, and what is folded is said', () => {
  const full = fullSizeResults();
  const page = resultsPage(full);
  assert.ok(Buffer.byteLength(page) < 10_000_000, `${Buffer.byteLength(page)} bytes`);
  assert.equal(page.match(/<details class="sc /g)?.length, 300);
  assert.match(textOf(page), /300 messages, [\d.]+ MB, .* the middle is folded, results\.json has/);
  assert.match(textOf(page), /\d+ messages not shown \(#\d+ to #\d+, [\d.]+ MB\): \d+ fragments, /);
});

test('a page that would still be too large folds more', () => {
  const long = 'words that are quite long, '.repeat(60);
  const heavy = fullSizeResults(300, 200);
  const page = resultsPage({
    ...heavy,
    scenarios: heavy.scenarios.map((each) => ({
      ...each,
      timeline: each.timeline.map((one) => ({ ...one, remarks: [long] })),
    })),
  });
  assert.ok(Buffer.byteLength(page) < 10_000_000, `${Buffer.byteLength(page)} bytes`);
});

test('folding keeps beginning, end and what something is said of, and counts the rest', () => {
  const messages = Array.from({ length: 100 }, (_, at) =>
    message(at + 1, at === 49 ? { remarks: ['late'] } : at === 60 ? { code: '30' } : {}),
  );
  const items = foldTimeline(messages, 12, new Set([70]));
  const shown = items.map((item) =>
    'folded' in item ? `(${item.folded})` : String(item.sequence),
  );
  assert.deepEqual(shown, [
    ...[
      '1',
      '2',
      '3',
      '4',
      '(45)',
      '50',
      '(10)',
      '61',
      '(8)',
      '70',
      '(26)',
      '97',
      '98',
      '99',
      '100',
    ],
  ]);
  const folded = items.reduce((sum, item) => sum + ('folded' in item ? item.folded : 1), 0);
  assert.equal(folded, 100);
});

test('folding loses no message, whatever the timeline', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.integer({ min: 1, max: 60 }), fc.nat(), (length, most, seed) => {
      const messages = Array.from({ length }, (_, at) =>
        message(at + 1, (at * 7 + seed) % 5 === 0 ? { remarks: ['x'] } : {}),
      );
      const items = foldTimeline(messages, most, new Set());
      const sum = items.reduce((all, item) => all + ('folded' in item ? item.folded : 1), 0);
      assert.equal(sum, length);
    }),
  );
});

test('the same finding of many messages is told once, with where', () => {
  const found = Array.from({ length: 40 }, (_, at) => finding(at + 1));
  const text = textOf(resultsPage(results([scenario('A', 'fail', { findings: found })])));
  assert.equal(text.split('is missing from the manifest').length - 1, 1);
  assert.match(text, /in #1, #2, .*#12 and 28 more/);
});
