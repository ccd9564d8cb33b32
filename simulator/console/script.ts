/**
 * The script of the console. A region with `data-live="ADDRESS"` is fetched again when one of the topics of
 * `data-on="TOPIC ..."` is told, and every `data-every` seconds. What somebody types into or has selected is left alone
 * until they are done, and nothing is fetched for a window that nobody sees. `data-copy="WHAT"` gets a button that
 * copies its text. Without the script everything works by links, forms and reloading.
 */
export const SCRIPT = `
const regions = () => [...document.querySelectorAll('[data-live]')];
const busy = new WeakSet();
const again = new WeakSet();
const postponed = new Set();

async function refresh(region) {
  if (document.hidden || inUse(region)) { postponed.add(region); return; }
  if (busy.has(region)) { again.add(region); return; }
  busy.add(region);
  try {
    const answer = await fetch(region.dataset.live, { headers: { accept: 'text/html' } });
    if (answer.ok) take(region, await answer.text());
  } catch {
    // The simulator is away: the state of the connection tells.
  } finally {
    busy.delete(region);
    if (again.delete(region)) refresh(region);
  }
}

function inUse(region) {
  const active = document.activeElement;
  if (region.contains(active) && active.matches('input, select, textarea')) return true;
  const selection = getSelection();
  return !selection.isCollapsed && region.contains(selection.anchorNode);
}

function take(region, text) {
  if (inUse(region)) { postponed.add(region); return; }
  const active = document.activeElement;
  const fetched = new DOMParser().parseFromString(text, 'text/html');
  const open = new Set([...region.querySelectorAll('details[open][id]')].map(({ id }) => id));
  const moved = [...region.querySelectorAll('.scroll, pre')].map((box) => [box.scrollLeft, box.scrollTop]);
  const focused = region.contains(active) ? active.id : '';
  region.replaceChildren(...fetched.body.childNodes);
  dress(region);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  for (const [index, box] of [...region.querySelectorAll('.scroll, pre')].entries()) {
    const [left, top] = moved[index] ?? [0, 0];
    if (left || top) box.scrollTo(left, top);
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function catchUp() {
  for (const region of [...postponed]) {
    postponed.delete(region);
    if (region.isConnected) refresh(region);
  }
}

function dress(within) {
  if (!navigator.clipboard) return;
  for (const value of within.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy ' + value.dataset.copy);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(value.querySelector('code').textContent);
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Not allowed';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    value.append(button);
  }
}

function follow() {
  const state = document.createElement('output');
  state.className = 'live';
  state.textContent = 'live';
  document.querySelector('header.top')?.append(state);
  const events = new EventSource('/console/live');
  let missed = false;
  events.onopen = () => {
    state.textContent = 'live';
    state.classList.remove('off');
    if (missed) regions().forEach(refresh);
    missed = false;
  };
  events.onerror = () => {
    missed = true;
    state.textContent = 'not connected';
    state.classList.add('off');
  };
  for (const topic of ['journal', 'tasks', 'runs']) {
    events.addEventListener(topic, () => {
      for (const region of regions()) if (region.dataset.on?.split(' ').includes(topic)) refresh(region);
    });
  }
  for (const region of regions()) {
    const seconds = Number(region.dataset.every);
    if (seconds > 0) setInterval(() => { if (!document.hidden) refresh(region); }, seconds * 1000);
  }
  document.addEventListener('visibilitychange', catchUp);
  document.addEventListener('focusout', () => setTimeout(catchUp));
  document.addEventListener('selectionchange', () => { if (getSelection().isCollapsed) catchUp(); });
  addEventListener('pagehide', () => events.close());
  // A page that is shown again out of the memory of the browser has no stream any more.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
}

dress(document);
if (regions().length > 0) follow();
`;
