import { readFileSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where a browser of this family usually lies; `CHROMIUM` names another. */
const USUAL_PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const executablePath = await firstThere();

/** Why tests in a browser are skipped; `false` when there is one. `REQUIRE_BROWSER=1` makes that a failure. */
export const withoutBrowser: string | false = (() => {
  if (executablePath !== undefined) return false;
  const why =
    'no Chromium is installed (Debian: apt-get install chromium), and CHROMIUM names none';
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(why);
  return why;
})();

async function firstThere(): Promise<string | undefined> {
  for (const place of USUAL_PLACES) {
    if (place === undefined) continue;
    const there = await access(place).then(
      () => true,
      () => false,
    );
    if (there) return place;
  }
  return undefined;
}

export type { Page } from 'playwright-core';

/** A window with what went wrong in it. */
export interface Window extends AsyncDisposable {
  readonly page: Page;
  /** Errors of scripts and of the console, violations of the policy for content, failed requests. Emptied by reading. */
  problems(): Promise<readonly string[]>;
}

export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

export const LOOKS = {
  'light-wide': { scheme: 'light', width: 1400 },
  'dark-wide': { scheme: 'dark', width: 1400 },
  'light-narrow': { scheme: 'light', width: 360 },
  'dark-narrow': { scheme: 'dark', width: 360 },
} as const satisfies Readonly<Record<string, Look>>;

const KEEP_VIOLATIONS = `
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  globalThis.violations.push(event.violatedDirective + ' ' + event.blockedURI));
`;
const STICKS_OUT = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll('main *, header *')]
    .filter((each) => each.getBoundingClientRect().right > clientWidth + 1)
    .filter((each) => !each.parentElement?.closest('.scroll, pre, svg'))
    .slice(0, 3)
    .map((each) => each.outerHTML.slice(0, 160));
  return ['wider than the window by ' + (scrollWidth - clientWidth), ...out];
})()`;

let running: Promise<Browser> | undefined;

/** One browser for the process. */
export function browser(): Promise<Browser> {
  running ??= chromium.launch({
    executablePath: executablePath ?? '',
    args: QUIET,
    timeout: 120_000,
  });
  return running;
}

/** The next window opens another. */
export async function closeBrowser(): Promise<void> {
  const closing = running;
  running = undefined;
  await (await closing)?.close();
}

/** A window of its own session: no cookies of others. */
export async function openWindow(): Promise<Window> {
  const context = await (await browser()).newContext({
    ...{ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce', colorScheme: 'light' },
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const told: string[] = [];
  page.on('pageerror', (error) => told.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') told.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left takes its requests and its stream with it; a download is no page.
    if (!/ERR_ABORTED/.test(why)) told.push(`request: ${request.url()} ${why}`);
  });
  await page.addInitScript(KEEP_VIOLATIONS);
  return {
    page,
    async problems() {
      const kept = await page.evaluate<string[]>('(globalThis.violations ?? []).splice(0)');
      return [...told.splice(0), ...kept.map((each) => `policy: ${each}`)];
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

export async function wear(page: Page, { scheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps people from using the page as it is now, by axe-core: only what is serious or critical. */
export async function barriers(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    // By the debugging protocol: the page itself may run no script but its own.
    await session.send('Runtime.evaluate', { expression: AXE });
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, help, nodes }) => id + ': ' + help + ' at ' + nodes.slice(0, 3).map(({ html, failureSummary }) =>
          html.slice(0, 200) + ' (' + failureSummary.replace(/\\s+/g, ' ').slice(0, 200) + ')').join(' | ')))`,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value as string[];
  } finally {
    await session.detach();
  }
}

/** Whether the page itself scrolls sideways, and what sticks out: tables scroll in a box of their own. */
export function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(STICKS_OUT);
}

/** Kept below `reports/console`, where people look at them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '..', '..', 'reports', 'console');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
