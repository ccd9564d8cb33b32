import type { Page } from './browser.ts';

/** Sections whose pages are about one thing, and that thing's own pages. */
const ABOUT_ONE =
  /\/(messages|transfers|runs|scenarios|tasks|patients|practices|mailboxes|mesh|gp-links|organisations)\/(?!(?:compare|under-way|new|send|import)\b)[^/]+/g;

/** What kind of page an address is: `/runs/:id/scenarios/:id`. */
export function kindOfPage(address: string): string {
  const path = address.replace(/[?#].*$/, '').replace(/^\/console/, '');
  return path.replace(ABOUT_ONE, (_whole, section: string) => `/${section}/:id`) || '/';
}

/** `runs-id-scenarios-id` */
export function nameOfKind(kind: string): string {
  return kind.replaceAll(/[/:]+/g, ' ').trim().replaceAll(' ', '-') || 'overview';
}

/** Addresses within the console that the page leads to. */
export function linksOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`[...new Set([...document.querySelectorAll('a[href]')]
    .map((link) => new URL(link.getAttribute('href'), location.href))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/console/'))
    .map(({ pathname, search }) => pathname + search))]`);
}

/** Types the same into every field of the page's forms and sends each, as far as they do not undo everything. */
export async function fillForms(page: Page, address: string, text: string): Promise<number> {
  const forms = 'form[method=post]:not([action$="/reset"], [action$="/logout"])';
  await page.goto(address);
  const count = await page.locator(forms).count();
  for (let at = 0; at < count; at++) {
    if (at > 0) await page.goto(address);
    const sent = await page.evaluate(`(() => {
      const form = document.querySelectorAll('${forms}')[${at}];
      if (!form) return false;
      document.body.dataset.before = 'yes';
      form.noValidate = true;
      const fields = 'input:not([type=hidden], [type=checkbox], [type=radio]), textarea';
      for (const field of form.querySelectorAll(fields)) {
        if (field.type !== 'text' && field.localName === 'input') field.type = 'text';
        field.value = ${JSON.stringify(text)};
      }
      form.requestSubmit();
      return true;
    })()`);
    // What was sent before may have taken this one away.
    if (!sent) continue;
    await page.locator('body:not([data-before])').waitFor({ state: 'attached' });
    await page.waitForLoadState();
  }
  return count;
}

/**
 * Walks through the console by its links and looks at pages, so many of each kind at most. What is saved as a file is left
 * out. Gives the kinds that were seen.
 */
export async function walk(
  page: Page,
  origin: string,
  starts: readonly string[],
  look: (kind: string, address: string) => Promise<void>,
  mostOfKind = 1,
): Promise<ReadonlySet<string>> {
  const queue = [...starts];
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  while (queue.length > 0) {
    const address = queue.shift() ?? '';
    const kind = kindOfPage(address);
    const before = kinds.get(kind) ?? 0;
    if (seen.has(address) || before >= mostOfKind) continue;
    seen.add(address);
    if (!(await isPage(`${origin}${address}`))) continue;
    kinds.set(kind, before + 1);
    await page.goto(`${origin}${address}`);
    queue.push(...(await linksOf(page)));
    await look(kind, address);
  }
  return new Set(kinds.keys());
}

async function isPage(url: string): Promise<boolean> {
  const answer = await fetch(url, { redirect: 'manual' });
  await answer.body?.cancel();
  const type = answer.headers.get('content-type') ?? '';
  return answer.status === 200 && type.startsWith('text/html');
}
