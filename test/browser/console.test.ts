import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { fullResults } from '../report/specimen-results.ts';
import {
  barriers,
  closeBrowser,
  LOOKS,
  openWindow,
  picture,
  sticksOut,
  wear,
  withoutBrowser,
} from './browser.ts';
import { fillForms, nameOfKind, walk } from './console-pages.ts';
import { type ConsoleStage, consoleStage } from './console-stage.ts';
import { neighboursAtWork } from './neighbours-at-work.ts';
import { PLANTED, plant, plantedRun } from './planted.ts';

const SECTIONS = [
  ...['/console/', '/console/transfers', '/console/world', '/console/scenarios', '/console/runs'],
  ...['/console/tasks', '/console/faults', '/console/mailboxes', '/console/gp-links'],
  ...['/console/organisations', '/console/adaptors'],
];
const RUNS = ['20260105T090001Z-7', '20260105T090002Z-7'];
const COMPARED = `/console/runs/compare?a=${RUNS[0]}&b=${RUNS[1]}`;
/** Kinds of page that the walk must come by, or a link is gone. */
const EXPECTED = [
  ...[
    '/',
    '/transfers',
    '/transfers/:id',
    '/messages/:id',
    '/world',
    '/scenarios',
    '/scenarios/:id',
  ],
  ...['/faults', '/tasks', '/runs', '/runs/:id', '/runs/:id/scenarios/:id', '/runs/compare'],
  ...[
    '/mailboxes',
    '/mailboxes/:id',
    '/mailboxes/send',
    '/mesh/:id',
    '/gp-links',
    '/gp-links/send',
  ],
  ...['/gp-links/:id/replies', '/organisations', '/organisations/:id', '/organisations/import'],
  '/adaptors',
];
const TOKEN = 'a-token-of-sixteen-characters';

after(closeBrowser);

describe('the console in a browser', { skip: withoutBrowser }, () => {
  let stage: ConsoleStage;
  before(async () => {
    const run = (id: string) => ({ ...fullResults(), run: { id } });
    stage = await consoleStage(RUNS.map(run));
    await stage.transfer(2);
    await neighboursAtWork(stage.simulator);
    await stage.simulator.parts.scenarios?.load({ file: 'small-record-sent' });
  });
  after(() => stage?.[Symbol.asyncDispose]());

  test('every page opens without an error, is for everybody, and fits its window', async () => {
    await using window = await openWindow();
    const { page } = window;
    const wrong: string[] = [];
    const kinds = await walk(page, stage.origin, [COMPARED, ...SECTIONS], async (kind, address) => {
      for (const [name, look] of Object.entries(LOOKS)) {
        await wear(page, look);
        for (const barrier of await barriers(page)) wrong.push(`${address} ${name}: ${barrier}`);
        for (const part of await sticksOut(page)) wrong.push(`${address} ${name}: ${part}`);
        if (name !== 'dark-narrow') await picture(page, `${nameOfKind(kind)}-${name}`);
      }
      for (const problem of await window.problems()) wrong.push(`${address}: ${problem}`);
      assert.equal(await page.locator('h1').count(), 1, address);
    });
    assert.deepEqual(wrong, []);
    for (const kind of EXPECTED)
      assert.ok(kinds.has(kind), `${kind} among ${[...kinds].join(' ')}`);
  });

  test('a transfer is followed while it goes on, without loading the page again', async () => {
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/transfers`);
    await page.evaluate('globalThis.stays = true');
    await page.getByText('live', { exact: true }).waitFor();
    const rows = await page.locator('tbody tr').count();
    const conversationId = await stage.transfer(3);
    const row = page.locator('tr', { has: page.locator(`a[id="go-${conversationId}"]`) });
    await row.waitFor();
    await row.getByText('filed').first().waitFor();
    assert.equal(await page.locator('tbody tr').count(), rows + 1);
    assert.equal(await page.evaluate('globalThis.stays'), true, 'the page was loaded again');
    assert.deepEqual(await window.problems(), []);
  });

  test('by keyboard alone: past the navigation, to the transfers, into one', async () => {
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/`);
    await page.keyboard.press('Tab');
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement.localName + ' ' + document.activeElement.textContent.trim()`,
      );
    assert.equal(await focused(), 'a Skip to the content');
    const tabTo = async (wanted: (text: string) => boolean) => {
      for (let steps = 0; steps < 60; steps++) {
        if (wanted(await focused())) return;
        await page.keyboard.press('Tab');
      }
      assert.fail('not reached by keyboard');
    };
    await tabTo((text) => text === 'a Transfers');
    await Promise.all([page.waitForURL('**/console/transfers'), page.keyboard.press('Enter')]);
    await tabTo((text) => /^a\b.*filed$/.test(text));
    const outline = await page.evaluate<string>(
      'getComputedStyle(document.activeElement).outlineStyle',
    );
    assert.notEqual(outline, 'none', 'what has the focus is to be seen');
    await Promise.all([page.waitForURL('**/console/transfers/*'), page.keyboard.press('Enter')]);
    assert.equal(await page.locator('h1').count(), 1);
  });

  test('a question to a person appears by itself and is answered with a button', async () => {
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/tasks`);
    await page.getByText('live', { exact: true }).waitFor();
    const answer = stage.persons.ask(
      {
        hook: 'registerPatient',
        instruction: 'Register the patient with NHS number 9990000018.',
        facts: { nhsNumber: '9990000018' },
        answers: [
          { value: 'y', label: 'Done' },
          { value: 'skip', label: 'Could not' },
        ],
      },
      600_000,
    );
    await page.getByText('Register the patient with NHS number 9990000018.').waitFor();
    await picture(page, 'tasks-asked-light-wide');
    assert.deepEqual(await barriers(page), []);
    await page.getByRole('button', { name: 'Done' }).click();
    assert.equal(await answer, 'y');
    await page.getByText('Nobody is asked for anything').waitFor();
  });

  test('windows that are closed while they follow leave no stream behind', async () => {
    for (let n = 0; n < 3; n++) {
      await using window = await openWindow();
      await window.page.goto(`${stage.origin}/console/`);
      await window.page.getByText('live', { exact: true }).waitFor();
    }
    // All of the streams that there can be are to be had again; the server hears of an end in its own time.
    const streams: IncomingMessage[] = [];
    while (streams.length < 100) {
      const call = get(`${stage.origin}/console/live`, { agent: false });
      const [stream] = (await once(call, 'response')) as [IncomingMessage];
      if (stream.statusCode === 200) streams.push(stream);
      else stream.destroy();
    }
    for (const stream of streams) stream.destroy();
  });

  test('what is selected is not taken away by what happens meanwhile', async () => {
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/`);
    await page.getByText('live', { exact: true }).waitFor();
    await page.evaluate(`(() => {
      const cell = document.querySelector('[data-live$="/figures"] .tile');
      cell.dataset.mine = 'yes';
      getSelection().selectAllChildren(cell);
    })()`);
    const fetched = page.waitForResponse((response) =>
      response.url().endsWith('/overview/traffic'),
    );
    await stage.transfer(0);
    await fetched;
    assert.equal(await page.locator('[data-mine]').count(), 1);
    await page.evaluate('getSelection().removeAllRanges()');
    await page.locator('[data-mine]').waitFor({ state: 'detached' });
  });

  test('a message is sent by the form, appears in its mailbox by itself, and is acknowledged', async () => {
    await using window = await openWindow();
    const { page } = window;
    const { mailboxes } = stage.simulator.parts;
    await page.goto(`${stage.origin}/console/mailboxes/X26ABC3`);
    await page.getByText('live', { exact: true }).waitFor();
    await page.getByText('The inbox is empty').waitFor();
    const draft = { from: 'X26ABC1', to: 'X26ABC3', workflowId: 'TEST_WORKFLOW2' };
    const id = await mailboxes?.send({ ...draft, body: Buffer.from('by hand') });
    await page.getByRole('link', { name: id ?? '' }).click();
    await page.getByText('by hand').waitFor();
    await page.getByRole('button', { name: 'Acknowledge as X26ABC3' }).click();
    await page.getByText('acknowledged').first().waitFor();
    assert.equal(mailboxes?.message(id ?? '')?.status, 'acknowledged');
    await page.goto(`${stage.origin}/console/mailboxes/send?from=X26ABC1&to=X26ABC3`);
    await page.getByLabel('Workflow').fill('TEST_WORKFLOW2');
    await page.getByLabel('Content').fill('typed');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Message of MESH' }).waitFor();
    await page.getByText('typed').waitFor();
    assert.deepEqual(await window.problems(), []);
  });

  test('an interchange leads to its segments, with the place that is wrong', async () => {
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/gp-links`);
    await page
      .getByRole('row', { name: /from the practice G5/ })
      .getByRole('rowheader')
      .getByRole('link')
      .click();
    const line = page.locator('.line.bad', { hasText: "UNT+99+00000001'" });
    await line.waitFor();
    assert.match((await line.textContent()) ?? '', /end of message: segments, sequence/);
    await picture(page, 'interchange-light-wide');
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(await window.problems(), []);
  });

  test('a fault is made on the Scenarios page, seen where it happened in the diagram, and taken away', async () => {
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/scenarios`);
    await page.getByRole('link', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'Spine answers 503 once' }).click();
    await page.getByRole('rowheader', { name: 'spine-503-once' }).waitFor();
    const { conversationId } = await stage.simulator.parts.startTransfer({
      ...{ from: 'Z99001', to: 'Z99002', patient: '9990000018', attachments: 0 },
    });
    // The list shows it as soon as there is anything to show.
    await page.goto(`${stage.origin}/console/transfers`);
    await page.locator(`a[id="go-${conversationId}"]`).click();
    const diagram = page.locator('svg [role="listitem"]', { hasText: 'spine-503-once' });
    await diagram.first().waitFor();
    assert.match(
      (await diagram.first().getAttribute('aria-label')) ?? '',
      /EHR request.*on purpose: the fault spine-503-once/,
    );
    await picture(page, 'fault-drawn-light-wide');
    assert.deepEqual(await barriers(page), []);
    await page.goto(`${stage.origin}/console/faults`);
    await page
      .getByRole('row', { name: /spine-503-once/ })
      .getByRole('button')
      .click();
    await page.getByText('Nothing goes wrong on purpose').waitFor();
    assert.deepEqual(
      Object.keys(stage.simulator.settings.config().faults).includes('spine-503-once'),
      false,
    );
    assert.deepEqual(await window.problems(), []);
  });
});

describe('the console behind a token', { skip: withoutBrowser }, () => {
  test('lets in who has it, and nobody after logging out', async () => {
    await using stage = await consoleStage([], { control: { port: 0, token: TOKEN } });
    await using window = await openWindow();
    const { page } = window;
    await page.goto(`${stage.origin}/console/transfers`);
    await page.getByLabel(/Token of the control API/).fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('This is not the token.').waitFor();
    assert.deepEqual(await barriers(page), []);
    await picture(page, 'login-wrong-light-wide');
    await window.problems();

    await page.getByLabel(/Token of the control API/).fill(TOKEN);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    assert.ok(!page.url().includes(TOKEN));
    assert.deepEqual(await window.problems(), []);

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto(`${stage.origin}/console/`);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });
});

describe('script in every field', { skip: withoutBrowser }, () => {
  test('runs where a page lets it', async () => {
    await using window = await openWindow();
    await window.page.setContent(PLANTED.join(' '));
    assert.notEqual(await window.page.evaluate('globalThis.planted ?? null'), null);
  });

  test('is shown and never run', async () => {
    await using stage = await consoleStage([plantedRun()]);
    await plant(stage.simulator);
    const asked = stage.persons.ask(
      {
        hook: 'registerPatient',
        instruction: '<script>globalThis.planted=7</script>',
        facts: {
          '<img src=x onerror=globalThis.planted=8>': '"><svg onload=globalThis.planted=9>',
        },
        answers: [{ value: '"><script>globalThis.planted=10</script>', label: '<b>Done</b>' }],
      },
      600_000,
    );
    await using window = await openWindow();
    const { page } = window;
    const entries = await stage.simulator.journal.find({ kind: 'received' });
    const messages = entries.map(({ sequence }) => `/console/messages/${sequence}`);
    const wrong: string[] = [];
    const withForms = new Map<string, string>();
    let shown = 0;
    const kinds = await walk(
      page,
      stage.origin,
      [...SECTIONS, ...messages],
      async (kind, address) => {
        if (await page.locator('form[method=post]').count()) withForms.set(kind, address);
        const planted = await page.evaluate('globalThis.planted ?? null');
        if (planted !== null) wrong.push(`${address} ran what was planted: ${planted}`);
        for (const problem of await window.problems()) wrong.push(`${address}: ${problem}`);
        if ((await page.content()).includes('globalThis.planted')) shown++;
      },
      12,
    );
    assert.deepEqual(wrong, []);
    assert.ok(shown > 10, `only ${shown} pages showed what was planted`);
    assert.ok(kinds.has('/runs/:id') && kinds.has('/transfers/:id'), [...kinds].join(' '));
    for (const [kind, address] of withForms) {
      if (kind === '/tasks' || kind === '/world/reset') continue;
      await fillForms(page, `${stage.origin}${address}`, PLANTED.join(' '));
      assert.equal(await page.evaluate('globalThis.planted ?? null'), null, `${kind}, a form`);
      // What cannot be taken is answered with 409 or 404, which the browser tells as an error.
      const problems = await window.problems();
      const others = problems.filter((each) => !/status of 4\d\d/.test(each));
      assert.deepEqual(others, [], `${kind}, a form`);
    }
    assert.ok(kinds.has('/mesh/:id') && withForms.has('/mailboxes/send'));
    assert.ok(withForms.has('/faults') && withForms.has('/scenarios/new'), 'forms were filled in');
    const [task] = stage.persons.pending();
    stage.persons.answer(task?.id ?? '', 'y');
    await asked;
  });
});
