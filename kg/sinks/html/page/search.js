// The search box: suggestions while one types, as a combobox with a list.
import { connecting, finishConnect } from './connect.js';
import { nodes } from './data.js';
import { byKey, clip, el, hush, sign } from './dom.js';
import { LABELS, PAPER } from './kinds.js';
import { paperCount } from './panel.js';
import { indexOptions, nameForms, searchAll } from './searching.js';
import { select, shown, state } from './state.js';
import { dateText } from './text.js';

const MOST = 12;
const CHUNK = 150; // nodes whose words are read at a time, between which the page answers
const searchList = byKey('found');
export const searchBox = byKey('search');
const searchForms = nameForms(nodes);
let wordIndex = null;
let suggestions = [];
let active = -1;

// The words of abstracts are read when nothing else is to do.
function startIndex() {
  const index = new libraries.MiniSearch(indexOptions);
  const idle = window.requestIdleCallback || ((act) => setTimeout(act, 1));
  const step = (at) => {
    index.addAll(nodes.slice(at, at + CHUNK));
    if (at + CHUNK < nodes.length) idle(() => step(at + CHUNK));
    else wordIndex = index;
    if (wordIndex) document.documentElement.dataset.indexed = 'true';
    if (wordIndex && document.activeElement === searchBox) suggest();
  };
  setTimeout(() => idle(() => step(0)), 400);
}

function suggest() {
  const text = searchBox.value.trim();
  suggestions = searchAll(searchForms, wordIndex, nodes, searchBox.value, MOST);
  active = -1;
  searchList.replaceChildren(...suggestions.map(option));
  if (text && !suggestions.length) {
    const words = wordIndex ? 'No matches.' : 'No matching names; abstracts are still being indexed.';
    const nothing = { class: 'found-none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' };
    searchList.replaceChildren(el('li', nothing, words));
  }
  byKey('search-clear').hidden = !searchBox.value;
  open(Boolean(text));
}

function option({ node, by, inText }, place) {
  const detail = node.label === PAPER ? dateText(node.published) : paperCount(node);
  const alias = by !== node.name && by !== node.short ? el('span', { class: 'found-alias' }, `also “${by}”`) : null;
  const where = inText ? el('span', { class: 'found-alias' }, 'in the abstract') : null;
  const hidden = shown.node[node.index] ? null : 'hidden by the filters';
  const choose = (event) => {
    event.preventDefault();
    take(place);
  };
  return el(
    'li',
    { id: `found-${place}`, role: 'option', 'aria-selected': 'false', onpointerdown: choose },
    sign(node.label),
    el('span', { class: 'found-name' }, clip(node.name, 110), ' ', alias, where),
    el('span', { class: 'found-kind' }, [LABELS[node.label], detail, hidden].filter(Boolean).join(' · ')),
  );
}

function open(wanted) {
  searchList.hidden = !wanted;
  searchBox.setAttribute('aria-expanded', String(wanted));
  if (!wanted) searchBox.removeAttribute('aria-activedescendant');
}

function mark(place) {
  active = place;
  [...searchList.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === place)));
  if (place < 0) return searchBox.removeAttribute('aria-activedescendant');
  searchBox.setAttribute('aria-activedescendant', `found-${place}`);
  return searchList.children[place].scrollIntoView({ block: 'nearest' });
}

// What is hidden by the filters is described all the same; the panel offers to reset them.
function take(place) {
  const hit = suggestions[place];
  if (!hit) return;
  searchBox.value = hit.node.name;
  searchBox.select();
  byKey('search-clear').hidden = false;
  open(false);
  if (connecting) return finishConnect(hit.node);
  const view = state.view === 'table' ? 'table' : 'map';
  return select(hit.node, { view, ...(state.focus && !shown.node[hit.node.index] ? { focus: null } : {}) }, true);
}

function clearSearch() {
  searchBox.value = '';
  suggest();
  searchBox.focus();
}

function typed(event) {
  const last = suggestions.length - 1;
  if (event.key === 'Escape') {
    if (searchList.hidden && !searchBox.value) return hush();
    if (searchList.hidden) clearSearch();
    open(false);
    event.stopPropagation();
  } else if (event.key === 'Enter') take(active < 0 ? 0 : active);
  else if (['ArrowDown', 'ArrowUp'].includes(event.key) && last >= 0) {
    if (searchList.hidden) open(true);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    mark(active + step > last ? -1 : active + step < -1 ? last : active + step);
  } else return;
  event.preventDefault();
}

export function startSearch() {
  let fresh = false; // the click that brings the focus would undo the selection
  searchBox.addEventListener('input', suggest);
  searchBox.addEventListener('focus', () => {
    fresh = true;
    searchBox.select();
    if (searchBox.value.trim() && suggestions.length) open(true);
  });
  searchBox.addEventListener('click', () => {
    if (fresh) searchBox.select();
    fresh = false;
  });
  searchBox.addEventListener('blur', () => open(false));
  searchBox.addEventListener('keydown', typed);
  byKey('search-clear').addEventListener('click', clearSearch);
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    searchBox.focus();
    searchBox.select();
  });
  startIndex();
}
