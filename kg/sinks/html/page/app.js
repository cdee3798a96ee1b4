// The parts put together: views, theme, help, print; then the first picture.
import { network, overlay } from './canvas.js';
import { drawCharts } from './charts.js';
import { facts } from './data.js';
import { byKey, el } from './dom.js';
import { buildFilters, cleared, openFilters } from './filters.js';
import { announce, showPanel } from './panel.js';
import { readColours, scene } from './scene.js';
import { VIEWS, change, clearSelection, listeners, shown, start, state } from './state.js';
import { drawTable } from './table.js';
import { light, redrawAll, showFirst, showNodes } from './view.js';

const tabs = VIEWS.map((view) => byKey(`tab-${view}`));

function showView() {
  VIEWS.forEach((view, place) => {
    const on = view === state.view;
    byKey(`${view}-view`).hidden = !on;
    tabs[place].setAttribute('aria-selected', String(on));
    tabs[place].tabIndex = on ? 0 : -1;
  });
  document.body.dataset.view = state.view;
}

tabs.forEach((tab, place) => {
  tab.addEventListener('click', () => change({ view: VIEWS[place] }));
  tab.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (place + step + VIEWS.length) % VIEWS.length;
    change({ view: VIEWS[next] });
    tabs[next].focus();
  });
});

// Views that are not looked at are drawn when they are.
const outdated = { charts: true, table: true };

listeners.push(({ refiltered, reselected, moved, first }) => {
  if (moved) showView();
  if (reselected || refiltered) showPanel({ first });
  if (refiltered) Object.assign(outdated, { charts: true, table: true });
  if (refiltered || reselected) {
    const lit = light();
    redrawAll();
    if (state.view === 'map' && reselected && lit.length) showNodes(lit, 1.5, !first);
    else if (first && state.view === 'map') showFirst();
    if (!first) announce();
    note();
  }
  if (moved && state.view === 'map' && !first)
    requestAnimationFrame(() => {
      network.redraw();
      if (!scene.seen) showFirst();
      scene.seen = true;
    });
  if (first) scene.seen = state.view === 'map';
  if (state.view === 'table' && (reselected || outdated.table)) drawTable();
  if (state.view === 'charts' && outdated.charts) drawCharts();
  outdated[state.view] = false;
});

function note() {
  const { papers: some, things: others } = shown.totals;
  byKey('note').textContent = some + others ? '' : 'The filters hide everything: ';
  if (!(some + others))
    byKey('note').append(
      el('button', { type: 'button', class: 'plain', onclick: () => change(cleared()) }, 'reset them'),
    );
}

// Dark or light as the system has it, until the button says otherwise. Paper is white: a print is made in light.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let theme = null;

function recolour(wanted) {
  document.documentElement.dataset.theme = wanted || theme || (dark.matches ? 'dark' : 'light');
  readColours();
  redrawAll();
}
byKey('theme').addEventListener('click', () => {
  theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  recolour();
});
dark.addEventListener('change', () => recolour());
// The map is printed from a copy: its own canvas is emptied when the layout changes to that of the sheet.
window.addEventListener('beforeprint', () => {
  recolour('light');
  const copy = byKey('print');
  const from = network.canvas.frame.canvas;
  Object.assign(copy, { width: from.width, height: from.height, hidden: false });
  if (from.width && from.height) for (const layer of [from, overlay]) copy.getContext('2d').drawImage(layer, 0, 0);
});
window.addEventListener('afterprint', () => {
  byKey('print').hidden = true;
  recolour();
});

const HELP = [
  [
    'Look around',
    'Drag to move, scroll or pinch to zoom, double-click to zoom in. The more papers name an entity, the larger it is; papers are the small pale dots.',
  ],
  [
    'Find',
    'Type in the search box (Ctrl K): it finds names, aliases and other spellings. Choose with the arrow keys and Enter.',
  ],
  [
    'Understand',
    'Click a node for what is known about it and the sentences that say so; click a line for its evidence. In an abstract, every marked word is a link.',
  ],
  [
    'Narrow down',
    'Turn types and relations on and off; show only entities that several papers name, or a range of years.',
  ],
  ['Save and share', 'The address of the page always holds the current view: save it, or send it along with the file.'],
  [
    'Keys on the map',
    'Arrow keys move, + and − zoom, 0 shows all, Enter selects the node in the middle, Shift with an arrow key goes to the next node, Enter again opens its details, Escape clears the selection, / searches.',
  ],
];
const dialog = byKey('help-dialog');
dialog.append(
  el(
    'div',
    { class: 'panel-top' },
    el('h2', { id: 'help-title' }, 'How to use this page'),
    el(
      'button',
      { type: 'button', class: 'icon close', 'aria-label': 'Close help', onclick: () => dialog.close() },
      '×',
    ),
  ),
  el(
    'dl',
    {},
    HELP.map(([name, words]) => [el('dt', {}, name), el('dd', {}, words)]),
  ),
  el(
    'p',
    { class: 'muted' },
    `Made by kg ${facts.version} from papers' titles and abstracts, by rules. This page makes no network requests.`,
  ),
);
byKey('help').addEventListener('click', () => dialog.showModal());

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || dialog.open) return;
  if (document.body.classList.contains('filters-open')) {
    openFilters(false);
    byKey('filters-button').focus();
  } else clearSelection();
});

recolour();
buildFilters();
start();
document.documentElement.dataset.ready = 'true';
