// The parts put together: views, theme, help, print; then the first picture.
import { container, network, overlay } from './canvas.js';
import { drawCharts } from './charts.js';
import { connecting } from './connect.js';
import { facts } from './data.js';
import { byKey, el, hush } from './dom.js';
import { buildFilters, coloured, openFilters } from './filters.js';
import { startHistogram } from './histogram.js';
import { startKeep } from './keep.js';
import { startKeys } from './keys.js';
import { readColours, resize } from './palette.js';
import { announce, panel, plainButton, showPanel } from './panel.js';
import { leavePlace, placeNodes, showPlace } from './placement.js';
import { startPointer } from './pointer.js';
import { scene } from './scene.js';
import { startSearch } from './search.js';
import { VIEWS, change, chosenNodes, clearSelection, cleared, listeners, shown, start, state } from './state.js';
import { drawTable, markChosen } from './table.js';
import {
  correctNetwork,
  drawFirst,
  inView,
  light,
  redrawAll,
  showAll,
  showFirst,
  showNodes,
  shownNodes,
  startDrawing,
} from './view.js';

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

function startViews() {
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
  for (const [id, view, target] of [
    ['skip-map', 'map', 'mynetwork'],
    ['skip-table', 'table', 'table-body'],
    ['skip-charts', 'charts', 'charts-view'],
  ])
    byKey(id).addEventListener('click', (event) => {
      event.preventDefault();
      change({ view });
      byKey(target).focus();
    });
}

// Views that are not looked at are drawn when they are.
const outdated = { charts: true, table: true };

function update(news) {
  const { refiltered, placed, reselected, moved, painted, resorted, first } = news;
  if (moved) showView();
  if (painted) {
    resize();
    scene.sprites.clear();
  }
  if (placed || (refiltered && state.anew)) placeNodes();
  if (placed || refiltered) showPlace();
  if (reselected || refiltered || placed) showPanel(news);
  if (refiltered) Object.assign(outdated, { charts: true, table: true });
  if (refiltered || reselected || painted || placed) {
    const lit = light();
    redrawAll();
    if (state.view === 'map') moveCamera(lit, news);
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
  if (resorted) outdated.table = true;
  if (state.view === 'table' && outdated.table) drawTable();
  else if (state.view === 'table') markChosen();
  if (state.view === 'charts' && outdated.charts) drawCharts();
  outdated[state.view] = false;
}

// The camera stays where it is as long as what was chosen, or anything, is in view; a topic is shown whole.
function moveCamera(lit, { refiltered, placed, retopicked, reselected, go, first }) {
  const chosen = chosenNodes().filter((node) => shown.node[node.index]);
  if (first && (state.camera || !lit.length || state.focus || state.anew)) showFirst();
  else if (placed && !first) showAll(false);
  else if (retopicked && !first && !chosen.length) showAll();
  else if (reselected && lit.length && (go || first || !chosen.every(inView))) showNodes(lit, 1.5, !first);
  else if (refiltered && !shownNodes().some(inView)) showAll();
}

function note() {
  const { papers: some, things } = shown.totals;
  byKey('note').textContent = some + things ? '' : 'The filters hide everything: ';
  if (!(some + things)) byKey('note').append(plainButton('reset them', () => change({ ...cleared(), focus: null })));
}

// Dark or light as the system has it, until the button says otherwise. Paper is white: a print is made in light.
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let theme = '';

function recolour(wanted = '') {
  document.documentElement.dataset.theme = wanted || theme || (dark.matches ? 'dark' : 'light');
  readColours();
  for (const spot of document.querySelectorAll('.topic'))
    coloured(spot.querySelector('.topic-spot'), Number(spot.getAttribute('data-topic')));
  redrawAll();
}

function startTheme() {
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
}

const HELP = [
  [
    'Look around',
    'Drag to move, scroll or pinch to zoom. The more papers name an entity, the larger it is; papers are ' +
      'the small pale dots. Names in colour are topics: click one, on the map or in the list, to see only that topic.',
  ],
  ['Find', 'Type in the search box (Ctrl K): it finds names, aliases, other spellings, and words in abstracts.'],
  [
    'Understand',
    'Click a node to see what is known about it and the sentences that say so; click a line for its evidence. ' +
      'In an abstract, every marked word is a link.',
  ],
  ['Focus', 'Double-click a node, or choose Focus in its panel, to see only that node and its neighbours.'],
  [
    'Connect',
    'Choose “Connect with …” in a panel and pick another node, or Shift-click it, to see the shortest paths ' +
      'between the two through papers, with a sentence for each step.',
  ],
  [
    'Narrow down',
    'Turn types and relations on and off, or show only one topic, what several papers name, or some years: ' +
      'click the bars or drag across them.',
  ],
  [
    'Save and share',
    'The address of the page holds the current view, but for where the map was moved to. Export copies a link ' +
      'that holds this, too, and saves tables, references and pictures.',
  ],
  [
    'Keys on the map',
    'Arrow keys move, + and − zoom, 0 shows everything, Enter selects the node in the middle, Shift with an ' +
      'arrow key goes to the next node, Enter again opens its details, F focuses, Escape clears the selection, ' +
      '/ searches.',
  ],
];

function startHelp() {
  const dialog = byKey('help-dialog');
  const about = `Made by kg ${facts.version} from titles and abstracts, by rules. This page makes no network requests.`;
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
    el('p', { class: 'muted' }, about),
  );
  byKey('help').addEventListener('click', () => dialog.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !dialog.open) leave();
  });
}

// Escape ends the last thing that was begun, and keeps the focus on the page.
function leave() {
  if (document.body.classList.contains('filters-open')) {
    openFilters(false);
    byKey('filters-button').focus();
  } else if (connecting) hush();
  else if (chosenNodes().length) {
    const held = panel.contains(document.activeElement);
    clearSelection();
    if (held) (state.view === 'map' ? container : byKey(`tab-${state.view}`)).focus();
  } else if (state.focus || state.anew) leavePlace();
}

recolour();
startDrawing();
correctNetwork();
startPointer();
startKeys();
startSearch();
startKeep();
buildFilters();
startHistogram();
startViews();
startTheme();
startHelp();
listeners.push(update);
start();
drawFirst();
document.documentElement.dataset.ready = 'true';
