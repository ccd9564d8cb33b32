import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsoleParts } from '../../simulator/console/console-parts.ts';
import type { ConsoleAnswer, ConsoleRoute, PageView } from '../../simulator/console/page.ts';
import { NothingHereError } from '../../simulator/console/page.ts';
import { transferRoutes } from '../../simulator/console/pages/transfer/transfer-page.ts';
import { transfersRoutes } from '../../simulator/console/pages/transfers.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { worldStore } from '../../simulator/world/world-store.ts';
import type { NewEntry } from '../../src/journal/entry.ts';
import { htmlFragment } from '../../src/wire/html/markup.ts';
import {
  conversationOf,
  memoryJournal,
  syntheticMessage,
  syntheticTransfer,
} from '../story/synthetic-transfers.ts';

/** The pages over entries that are made up. */
function pagesOver(entries: readonly NewEntry[]) {
  const parts = {
    journal: memoryJournal(entries),
    world: worldStore(defaultWorld()),
  } as unknown as ConsoleParts;
  const routes = [...transfersRoutes(parts), ...transferRoutes(parts)];
  return async (path: string, conversation = '', query = ''): Promise<string> => {
    const route = routes.find((one) => one.path === path) as ConsoleRoute;
    const answer = await route.answer({
      params: { conversation },
      query: new URLSearchParams(query),
      form: new URLSearchParams(),
    });
    return textOf(answer);
  };
}

function textOf(answer: ConsoleAnswer): string {
  if ('fragment' in answer) return htmlFragment(answer.fragment);
  const { title, aside, body } = answer as PageView;
  return htmlFragment(title, aside, body);
}

const ONE = '/transfers/:conversation';
const diagramOf = (html: string) =>
  /<div class="dia">([\s\S]*?)<ol class="told"/.exec(html)?.[1] ?? '';
const count = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].length;

test('the page of a transfer: one sentence on top, an arrow for each message that opens it', async () => {
  const page = pagesOver(syntheticTransfer(1, 'filed'));
  const html = await page(ONE, conversationOf(1));
  assert.match(html, /Filed: accepted by Z99001 after 0\.750 s\./);
  const diagram = diagramOf(html);
  for (const sequence of [1, 3, 5, 7])
    assert.match(diagram, new RegExp(`class="msg \\w+" href="/console/messages/${sequence}"`));
  assert.match(diagram, />EHR request</);
  assert.match(diagram, />answer to the extract: accepted</);
  assert.match(diagram, />Riverside Surgery</);
  assert.match(diagram, /aria-label="EHR request, Z99001 to Z99002, [\d.]+ kB, acknowledged"/);
});

test('the list form says what the diagram says', async () => {
  const page = pagesOver(syntheticTransfer(1, 'extract-refused'));
  const html = await page(ONE, conversationOf(1), 'view=list');
  assert.match(html, /class="view-list"/);
  const told = html.slice(html.indexOf('<ol class="told"'));
  for (const words of ['EHR request', 'EHR extract', 'answer to the extract: refused with 11'])
    assert.ok(told.includes(words), words);
  assert.match(html, /The extract was refused by Z99001 with 11/);
  assert.match(html, /The first thing wrong: <a href="\/console\/messages\/7">/);
});

/** A large record of many parts, each with its answer. */
function manyParts(parts: number): readonly NewEntry[] {
  const conversationId = conversationOf(0);
  const pairs = Array.from({ length: parts }, (_, number) =>
    [4, 5].flatMap((at) => {
      const { received, delivered } = syntheticMessage(number + 1, 'large', at);
      return [received, delivered].map((entry) => ({ ...entry, conversationId }));
    }),
  ).flat();
  return [...syntheticTransfer(0, 'large').slice(0, 8), ...pairs];
}

test('parts without anything to tell are one row, until each is asked for', async () => {
  const page = pagesOver(manyParts(30));
  const folded = diagramOf(await page(ONE, conversationOf(0)));
  assert.match(folded, /parts 1–30 of 30, all answered/);
  assert.equal(count(folded, /class="row-message"/g), 4);
  const link = /class="msg give parts" href="(\?unfold=\w+)"/.exec(folded)?.[1] ?? '';
  const unfolded = diagramOf(await page(ONE, conversationOf(0), link.slice(1)));
  assert.equal(count(unfolded, /class="row-message"/g), 64);
});

test('a part that something is to be told of stands out of its fold', async () => {
  const entries = manyParts(30).map((entry, at) =>
    at === 8 + 4 * 14
      ? {
          ...entry,
          findings: [
            {
              check: 'EBXML-MANIFEST-01',
              severity: 'must',
              clause: 'x',
              message: 'not named',
              at: '/',
            } as const,
          ],
        }
      : entry,
  );
  const html = diagramOf(await pagesOver(entries)(ONE, conversationOf(0)));
  assert.equal(count(html, /class="bundle"/g), 2);
  assert.match(html, /class="line bad"[^>]*>EBXML-MANIFEST-01: not named</);
  assert.match(html, /class="mark bad"/);
});

test('the title of a message lies above the bolts, crosses and marks on its line', async () => {
  const bad = syntheticTransfer(1, 'filed').map((entry) =>
    entry.kind === 'delivery'
      ? {
          ...entry,
          facts: { ...entry.facts, outcome: 'unreachable', why: 'nobody listens' },
          trace: [{ stage: 'disturb', text: 'rule x asks for: unreachable' } as const],
        }
      : entry,
  );
  const html = diagramOf(await pagesOver(bad)(ONE, conversationOf(1)));
  const rows = html.split('class="msg ').slice(1);
  const marked = rows.filter((row) => row.includes('class="bolt"'));
  assert.ok(marked.length > 0);
  for (const row of marked) {
    const title = Number(/<text class="title"[^>]* y="([\d.]+)"/.exec(row)?.[1]);
    const bolt = /class="bolt"><circle[^>]* cy="([\d.]+)" r="([\d.]+)"/.exec(row);
    // Four units of a title hang below its line.
    assert.ok(title + 4 < Number(bolt?.[1]) - Number(bolt?.[2]), `${title}, ${bolt}`);
  }
});

test('sends of one message are folded with their number and shown each on request', async () => {
  const [request, delivered, ...rest] = syntheticTransfer(1, 'filed');
  assert.ok(request && delivered);
  const at = (seconds: number) => new Date(Date.parse(request.at) + seconds * 1000).toISOString();
  const failing = (seconds: number): NewEntry => ({
    ...delivered,
    at: at(seconds),
    facts: {
      ...{ attempt: 1, outcome: 'unreachable', why: 'nobody listens', decision: 'retry' },
      next: at(seconds + 7200),
    },
    trace: [{ stage: 'disturb', text: 'rule <b>x</b> asks for: unreachable' }],
  });
  const later: NewEntry = {
    ...delivered,
    at: at(14_400),
    facts: { ...delivered.facts, attempt: 3 },
  };
  const moved = rest.map((entry) => ({
    ...entry,
    at: new Date(Date.parse(entry.at) + 14_400_000).toISOString(),
  }));
  const page = pagesOver([request, failing(0), failing(7200), later, ...moved]);
  const html = diagramOf(await page(ONE, conversationOf(1)));
  assert.match(html, />×3</);
  assert.match(html, /delivered 3 times in 4 h 00 min: first not reachable: nobody listens/);
  assert.match(html, /⚡ on purpose: rule &lt;b&gt;x&lt;\/b&gt; asks for: unreachable/);
  assert.match(html, />4 h later</);
  const each = diagramOf(await page(ONE, conversationOf(1), 'unfold=m1'));
  assert.equal(count(each, /class="row-attempt"/g), 4);
  assert.equal(count(each, />2 h later</g), 2);
});

test('what a peer wrote is shown as text wherever it lands', async () => {
  const evil = '"><script>alert(1)</script>';
  const entries = syntheticTransfer(1, 'filed').map((entry) => ({
    ...entry,
    ...{ conversationId: evil, messageId: `${evil}${entry.messageId}`, fromParty: evil },
    findings: [{ check: evil, severity: 'must', clause: evil, message: evil, at: evil } as const],
    facts: { ...entry.facts, result: evil, taken: false },
  }));
  const page = pagesOver(entries);
  for (const html of [
    await page(ONE, evil),
    await page(ONE, evil, `unfold=all&view=list&x=${encodeURIComponent(evil)}`),
    await page('/transfers', '', `q=${encodeURIComponent(evil)}&party=${encodeURIComponent(evil)}`),
    await page('/transfers'),
  ]) {
    assert.ok(html.includes('&lt;script&gt;'));
    assert.doesNotMatch(html, /<script/);
  }
});

test('a conversation that the journal does not have is not found', async () => {
  await assert.rejects(pagesOver([])(ONE, 'GONE'), NothingHereError);
});

test('the list: states with their numbers, rows that lead to their page, filters and pages by links', async () => {
  const entries = Array.from({ length: 60 }, (_, number) =>
    syntheticTransfer(
      number,
      number % 3 === 0 ? 'request-refused' : number === 58 ? 'large' : 'filed',
    ),
  ).flat();
  const page = pagesOver(entries);
  const all = await page('/transfers');
  assert.match(all, /all <span class="soft small">60</);
  assert.match(all, /refused <span class="soft small">20</);
  assert.match(all, /50 of 60, newest first/);
  assert.ok(all.includes(`href="/console/transfers/${conversationOf(59)}"`));
  assert.match(all, /<progress value="4" max="4" aria-label="parts: 4 of 4">/);
  const more = /href="(\?after=[^"]+)"[^>]*rel="next"/.exec(all)?.[1] ?? '';
  const second = await page('/transfers-live', '', more.slice(1));
  assert.match(second, /10 of 60, newest first/);
  assert.ok(second.includes(conversationOf(0)) && !second.includes(conversationOf(59)));
  const refused = await page('/transfers', '', 'state=refused');
  assert.equal(count(refused, /id="go-/g), 20);
  assert.match(refused, /Patient not at surgery/);
  const none = await page('/transfers', '', 'q=NOTHING');
  assert.match(none, /No transfer is like that\./);
  assert.match(await pagesOver([])('/transfers'), /There has been no transfer yet\./);
});
