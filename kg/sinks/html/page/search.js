// The search box: suggestions over names and aliases while one types, as a combobox with a list.
import { fold, nodes } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { cleared } from './filters.js';
import { LABELS, PAPER } from './kinds.js';
import { clip } from './labels.js';
import { select, shown, state } from './state.js';
import { dateText } from './text.js';

const MOST = 12;
const found = byKey('found');
const box = byKey('search');
const index = nodes.map((node) => {
  const forms = [...new Set([node.name, node.short, ...node.aliases])];
  return { node, forms: forms.map((form) => [form, fold(form), form.toLowerCase()]) };
});
let suggestions = [];
let active = -1;

// How well a form fits: the same, begins so, a word of it begins so, holds it; 0 if it does not.
function fit(form, wanted, plain) {
  const [, folded, lower] = form;
  const at = folded.indexOf(wanted);
  if (at < 0) return 0;
  if (folded === wanted) return 5;
  if (at === 0) return 4;
  const word = lower.indexOf(plain);
  return word > 0 && /[^a-z0-9]/.test(lower[word - 1]) ? 3 : 1;
}

function search(text) {
  const wanted = fold(text);
  const plain = text.toLowerCase().trim();
  if (!wanted) return [];
  const hits = [];
  for (const { node, forms } of index) {
    let best = 0;
    let by = null;
    for (let place = 0; place < forms.length; place += 1) {
      const fits = fit(forms[place], wanted, plain);
      if (!fits) continue;
      // A name counts more than an alias; a paper's title less than the name of a thing.
      const score = fits * 10 - (place ? 3 : 0) - (node.label === PAPER ? 4 : 0);
      if (score > best) [best, by] = [score, forms[place][0]];
    }
    if (best) hits.push({ node, by, score: best + Math.min(9, Math.log2(1 + node.papers) * 2) });
  }
  hits.sort((a, b) => b.score - a.score || a.node.name.length - b.node.name.length || a.node.index - b.node.index);
  return hits.slice(0, MOST);
}

function suggest() {
  suggestions = search(box.value);
  active = -1;
  found.replaceChildren(...suggestions.map(option));
  if (box.value.trim() && !suggestions.length) {
    found.replaceChildren(
      el('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, 'No matches.'),
    );
  }
  open(Boolean(box.value.trim()));
}

function option({ node, by }, place) {
  const detail = node.label === PAPER ? dateText(node.published) : counted(node.papers, 'paper');
  const alias = by !== node.name && by !== node.short ? el('span', { class: 'alias' }, `also “${by}”`) : null;
  const choose = (event) => {
    event.preventDefault();
    take(place);
  };
  return el(
    'li',
    { id: `found-${place}`, role: 'option', 'aria-selected': 'false', onpointerdown: choose },
    sign(node.label),
    el('span', { class: 'name' }, clip(node.name, 110), ' ', alias),
    el('span', { class: 'kind' }, [LABELS[node.label], detail].filter(Boolean).join(' · ')),
  );
}

function open(wanted) {
  found.hidden = !wanted;
  box.setAttribute('aria-expanded', String(wanted));
  if (!wanted) box.removeAttribute('aria-activedescendant');
}

function mark(place) {
  active = place;
  [...found.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === place)));
  if (place < 0) return box.removeAttribute('aria-activedescendant');
  box.setAttribute('aria-activedescendant', `found-${place}`);
  return found.children[place].scrollIntoView({ block: 'nearest' });
}

// What was searched is shown, even if a filter would hide it.
function take(place) {
  const hit = suggestions[place];
  if (!hit) return;
  box.value = hit.node.name;
  open(false);
  const reset = shown.node[hit.node.index] ? {} : cleared();
  select(hit.node, { view: state.view === 'table' ? 'table' : 'map', ...reset });
}

box.addEventListener('input', suggest);
box.addEventListener('focus', () => {
  box.select();
  if (box.value.trim() && suggestions.length) open(true);
});
box.addEventListener('blur', () => open(false));
box.addEventListener('keydown', (event) => {
  const last = suggestions.length - 1;
  if (event.key === 'Escape') {
    if (found.hidden) box.value = '';
    open(false);
    event.stopPropagation();
  } else if (event.key === 'Enter') take(active < 0 ? 0 : active);
  else if (['ArrowDown', 'ArrowUp'].includes(event.key) && last >= 0) {
    if (found.hidden) open(true);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    mark(active + step > last ? -1 : active + step < -1 ? last : active + step);
  } else return;
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    box.focus();
  }
});
