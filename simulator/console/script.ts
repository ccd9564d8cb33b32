/**
 * The script of the console. A region with `data-live="ADDRESS"` and `data-on="TOPIC ..."` is fetched again when one of
 * its topics is told; what has the focus or a selection is left alone meanwhile. Without it everything works by links,
 * forms and reloading.
 */
export const SCRIPT = `
const regions = () => [...document.querySelectorAll('[data-live]')];
const busy = new WeakSet();
const again = new WeakSet();

async function refresh(region) {
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

function take(region, text) {
  const active = document.activeElement;
  if (region.contains(active) && active.matches('input, select, textarea')) return;
  const fetched = new DOMParser().parseFromString(text, 'text/html');
  const open = new Set([...region.querySelectorAll('details[open][id]')].map(({ id }) => id));
  const focused = region.contains(active) ? active.id : '';
  region.replaceChildren(...fetched.body.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focused) document.getElementById(focused)?.focus();
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
  addEventListener('pagehide', () => events.close());
}

if (regions().length > 0) follow();
`;
