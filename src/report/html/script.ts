/**
 * What the page does for who looks for something: filters, and commands that can be copied. Without it the page is
 * complete. It asks nobody and keeps nothing.
 */
export const SCRIPT = `
'use strict';
(() => {
  const form = document.getElementById('filter');
  const out = document.getElementById('shown');
  const all = [...document.querySelectorAll('.sc')];
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  };
  const apply = () => {
    const { verdict, role, basis, text } = form.elements;
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const one of all) {
      const fits = (!verdict.value || one.dataset.v === verdict.value)
        && (!role.value || one.dataset.r === role.value || one.dataset.r === 'either')
        && (!basis.value || one.dataset.b === basis.value)
        && words.every((word) => textOf(one).includes(word));
      one.hidden = !fits;
      if (fits) shown++;
    }
    out.textContent = shown + ' of ' + all.length + ' shown';
  };
  let later;
  form.addEventListener('input', () => {
    clearTimeout(later);
    later = setTimeout(apply, 120);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  form.hidden = false;
  apply();
  const reveal = () => {
    const one = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!one || one.localName !== 'details') return;
    if (one.hidden) { form.reset(); for (const each of all) each.hidden = false; }
    one.open = true;
    one.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  for (const command of document.querySelectorAll('.rp')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(command);
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    const row = document.createElement('div');
    row.className = 'rpw';
    command.replaceWith(row);
    row.append(command, button);
  }
})();
`;
