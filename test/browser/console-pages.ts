import type { Page } from './browser.ts';

/** Sections whose pages are about one thing, and that thing's own pages. */
const ABOUT_ONE =
  /\/(messages|transfers|runs|scenarios|tasks|patients)\/(?!compare\b|under-way\b)[^/]+/g;

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

/**
 * Walks through the console by its links and looks at pages: one of each kind, or every address, up to `most`. What is
 * saved as a file is left out. Gives the kinds that were seen.
 */
export async function walk(
  page: Page,
  origin: string,
  starts: readonly string[],
  look: (kind: string, address: string) => Promise<void>,
  { each = 'kind', most = 40 }: { each?: 'kind' | 'address'; most?: number } = {},
): Promise<ReadonlySet<string>> {
  const queue = [...starts];
  const seen = new Set<string>();
  const kinds = new Set<string>();
  while (queue.length > 0 && seen.size < most) {
    const address = queue.shift() ?? '';
    const kind = kindOfPage(address);
    const key = each === 'kind' ? kind : address;
    if (seen.has(key)) continue;
    if (!(await isPage(`${origin}${address}`))) {
      if (each === 'address') seen.add(key);
      continue;
    }
    seen.add(key);
    kinds.add(kind);
    await page.goto(`${origin}${address}`);
    queue.push(...(await linksOf(page)));
    await look(kind, address);
  }
  return kinds;
}

async function isPage(url: string): Promise<boolean> {
  const answer = await fetch(url, { redirect: 'manual' });
  await answer.body?.cancel();
  const type = answer.headers.get('content-type') ?? '';
  return answer.status === 200 && type.startsWith('text/html');
}
