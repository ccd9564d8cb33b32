import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { resultsPage } from '../../src/report/html/results-page.ts';
import { type BrowserPage, openPage, withoutBrowser } from '../identity/headless-browser.ts';
import { temporaryDirectory } from '../journal/specimen-entries.ts';
import { fullSizeResults } from './full-size-results.ts';
import { fullResults, results, scenario } from './specimen-results.ts';

let page: BrowserPage;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
const skip = withoutBrowser;

before(async () => {
  if (skip) return;
  directory = await temporaryDirectory();
  page = await openPage();
});
after(async () => {
  if (skip) return;
  await page[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

async function show(html: string, anchor = ''): Promise<void> {
  const file = join(directory.path, 'report.html');
  await writeFile(file, html);
  await page.open('about:blank');
  await page.open(`${pathToFileURL(file)}${anchor}`);
}

/** Runs an asynchronous script in the page. */
async function run(body: string): Promise<unknown> {
  const expression = `(async () => { ${body} })()`;
  const params = { expression, awaitPromise: true, returnByValue: true };
  const answer = (await page.call('Runtime.evaluate', params)) as {
    readonly result: { readonly value?: unknown };
    readonly exceptionDetails?: unknown;
  };
  assert.equal(answer.exceptionDetails, undefined, JSON.stringify(answer.exceptionDetails));
  return answer.result.value;
}

const FILTER = `
  const form = document.getElementById('filter');
  const out = document.getElementById('shown');
  const set = (name, value) => new Promise((resolve) => {
    new MutationObserver((_, observer) => { observer.disconnect(); resolve(out.textContent); })
      .observe(out, { childList: true });
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
  });`;

test('opened from a file, the page filters by verdict, role, basis and text', {
  skip,
}, async () => {
  await show(resultsPage(fullResults()));
  const told = await run(`${FILTER}
    const seen = [form.hidden, out.textContent];
    seen.push(await set('verdict', 'fail'));
    seen.push(await set('verdict', ''), await set('role', 'sender'), await set('role', ''));
    seen.push(await set('basis', 'A'), await set('basis', ''));
    seen.push(await set('text', 'seedrecord MISSING'));
    seen.push([...document.querySelectorAll('.sc:not([hidden]) h3')].map((one) => one.textContent).join());
    return seen;`);
  assert.deepEqual(told, [
    ...[false, '6 of 6 shown', '1 of 6 shown', '6 of 6 shown', '3 of 6 shown', '6 of 6 shown'],
    ...['1 of 6 shown', '6 of 6 shown', '1 of 6 shown'],
    'GP2GP-SND-004 Situation GP2GP-SND-004',
  ]);
});

test('a link to a scenario unfolds it, and the replay command can be copied', {
  skip,
}, async () => {
  await show(resultsPage(fullResults()), '#GP2GP-REQ-001');
  const told = await run(`
    const one = document.getElementById('GP2GP-REQ-001');
    return [one.open, one.querySelector('button').textContent, one.querySelector('.rpw code').textContent];`);
  assert.deepEqual(told, [
    true,
    'Copy',
    'spinebox conform --sut sut.yaml --only GP2GP-REQ-001 --seed 7',
  ]);
});

test('nothing that is planted runs', { skip }, async () => {
  const evil = `</script><script>window.planted=1</script><img src=x onerror="window.planted=1">`;
  const texts = { title: evil, reason: evil, feature: evil, replay: evil };
  await show(resultsPage(results([scenario('A', 'fail', texts)], { startedAt: evil })));
  assert.equal(await run('return String(window.planted) + document.images.length'), 'undefined0');
  assert.equal(await run(`return document.querySelector('.rp').textContent`), evil);
});

test('the browser loads nothing and complains of nothing', { skip }, async () => {
  await show(resultsPage(fullSizeResults(30, 60)));
  const loaded = await run(`
    return performance.getEntriesByType('resource').map((each) => each.name);`);
  assert.deepEqual(loaded, []);
  assert.equal(await run('return getComputedStyle(document.body).marginTop'), '0px');
});

const SCREENS = [
  [1280, 'light'],
  [1280, 'dark'],
  [400, 'light'],
  [400, 'dark'],
] as const;

for (const [width, scheme] of SCREENS) {
  test(`every text can be read and nothing is cut off at ${width} px, ${scheme}`, {
    skip,
  }, async () => {
    await page.call('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    const height = 800;
    await page.call('Emulation.setDeviceMetricsOverride', {
      ...{ width, height, deviceScaleFactor: 1, mobile: width < 600 },
    });
    await show(resultsPage(fullResults()));
    const told = (await run(`
      for (const one of document.querySelectorAll('details')) one.open = true;
      const channels = (text) => text.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b]
        .map((value) => value / 255)
        .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
      const behind = (one) => {
        for (let at = one; at; at = at.parentElement) {
          const colour = channels(getComputedStyle(at).backgroundColor);
          if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
      };
      const faint = [];
      let texts = 0;
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const one = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !one.checkVisibility() || one.localName === 'option') continue;
        texts++;
        const [a, b] = [light(channels(getComputedStyle(one).color)), light(behind(one))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) faint.push(one.className + ' ' + one.textContent.slice(0, 30) + ' ' + ratio.toFixed(2));
      }
      return [texts, faint, document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor];
    `)) as readonly [number, readonly string[], number, string];
    const [texts, faint, scrollWidth, background] = told;
    assert.ok(texts > 150, `${texts} texts`);
    assert.deepEqual(faint, [], 'contrast below 4.5 to 1 (WCAG 2.2, 1.4.3)');
    assert.ok(scrollWidth <= width, `the page is ${scrollWidth} px wide`);
    assert.equal(background, scheme === 'dark' ? 'rgb(15, 18, 22)' : 'rgb(246, 247, 249)');
  });
}

test('headings go down one level at a time, and everything that acts has a name', {
  skip,
}, async () => {
  await show(resultsPage(fullResults()));
  const told = (await run(`
    const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.localName[1]));
    const nameless = [...document.querySelectorAll('input,select,button,a,[role=img],[role=region],[tabindex]')]
      .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length))
      .map((one) => one.outerHTML);
    return [levels, nameless, document.querySelectorAll('main').length, document.documentElement.lang];`)) as readonly [
    readonly number[],
    readonly string[],
    number,
    string,
  ];
  const [levels, nameless, mains, lang] = told;
  assert.equal(levels[0], 1);
  assert.equal(levels.filter((level) => level === 1).length, 1);
  for (const [at, level] of levels.entries()) {
    assert.ok(level - (levels[at - 1] ?? 0) <= 1, `h${level} after h${levels[at - 1]}`);
  }
  assert.deepEqual([nameless, mains, lang], [[], 1, 'en']);
});
