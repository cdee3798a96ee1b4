// What is looked at, what is filtered, and both in the address, so that a view can be kept and sent.
import { byId, edges, most, nodes, topicOf, years } from './data.js';
import { clip, el, say } from './dom.js';
import { filterGraph } from './filtering.js';
import { LABELS, PAPER, RELATIONS } from './kinds.js';
import { fold } from './searching.js';

export const VIEWS = ['map', 'charts', 'table'];
const TABLES = ['nodes', 'links'];
const CHOSEN = ['node', 'edge', 'pair', 'path'];
const FILTERS = ['hidden', 'without', 'least', 'from', 'to', 'undated', 'topic'];
const PLACES = ['focus', 'steps', 'anew'];
const RETRACED = [...CHOSEN, 'focus', 'steps', 'view']; // what Back returns to; filters and the like stay as they are
const COLOURS = ['type', 'topic', 'year', 'papers'];
const SIZES = ['papers', 'links', 'equal'];
/** @returns {any} */
const blank = () => ({
  view: 'map',
  node: null,
  edge: null,
  pair: null,
  path: null,
  ...cleared(),
  focus: null,
  steps: 1,
  anew: false,
  colour: 'type',
  size: 'papers',
  table: 'nodes',
  sort: '',
  camera: null,
});
export const cleared = () => ({
  hidden: new Set(),
  without: new Set(),
  least: 1,
  from: 0,
  to: 0,
  undated: true,
  topic: null,
});
export let state = blank();
let newest = Date.now();
export let stepNumber = newest; // the number of this step of the history
export const listeners = [];
export let shown = filterGraph(nodes, [], state); // until the address is read

export const filtered = () =>
  state.hidden.size > 0 ||
  state.without.size > 0 ||
  state.least > 1 ||
  state.from > 0 ||
  state.to > 0 ||
  !state.undated ||
  state.topic !== null;
export const choice = () => ({ ...state, alone: state.focus ? focusSet() : null });

// What is within some steps of the focus, under the other filters.
function focusSet() {
  const hidden = new Set([...state.hidden].filter((label) => label !== PAPER));
  const open = filterGraph(nodes, edges, { ...state, hidden });
  const found = new Set([state.focus.index]);
  let rim = [state.focus];
  for (let step = 0; step < state.steps + (state.hidden.has(PAPER) ? 1 : 0); step += 1) {
    const next = rim.flatMap((node) =>
      node.edges.filter((edge) => open.edge[edge.index]).map((edge) => otherEnd(edge, node)),
    );
    rim = [...new Set(next)].filter((node) => !found.has(node.index));
    for (const node of rim) found.add(node.index);
  }
  return found;
}

function applyFilters() {
  shown = filterGraph(nodes, edges, choice());
  if (state.focus && !(state.focus.label === PAPER && state.hidden.has(PAPER))) shown.node[state.focus.index] = 1;
}

const names = (set, all) =>
  [...set]
    .sort()
    .map((place) => all[place])
    .join(',');
const indices = (text, all) =>
  new Set(
    (text || '')
      .split(',')
      .map((name) => all.indexOf(name))
      .filter((place) => place >= 0),
  );

export function address(camera = '') {
  const parts = [];
  const put = (key, value) =>
    value && parts.push(`${key}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2F/g, '/')}`);
  put('view', state.view === 'map' ? '' : state.view);
  put('node', state.node && state.node.id);
  // A space separates two ids, and may be in one.
  const ids = (ends) => ends.map((node) => node.id.replace(/[% ]/g, encodeURIComponent)).join(' ');
  put('edge', state.edge && ids([nodes[state.edge.paper], nodes[state.edge.thing]]));
  for (const key of ['pair', 'path']) put(key, state[key] && ids(state[key]));
  put('hide', names(state.hidden, LABELS));
  put('without', names(state.without, RELATIONS));
  put('least', state.least > 1 ? String(state.least) : '');
  put('from', state.from ? String(state.from) : '');
  put('to', state.to ? String(state.to) : '');
  put('dated', state.undated ? '' : '1');
  put('topic', state.topic === null ? '' : String(state.topic));
  put('focus', state.focus && state.focus.id);
  put('steps', state.focus && state.steps > 1 ? String(state.steps) : '');
  put('anew', state.anew ? '1' : '');
  put('colour', state.colour === 'type' ? '' : state.colour);
  put('size', state.size === 'papers' ? '' : state.size);
  put('table', state.table === 'nodes' ? '' : state.table);
  put('sort', state.sort);
  put('camera', camera);
  return `#${parts.join('&')}`;
}

function readFields() {
  const fields = new Map();
  for (const part of location.hash.slice(1).split('&')) {
    const [key, value] = part.split('=');
    try {
      if (value) fields.set(key, decodeURIComponent(value));
    } catch {
      continue; // a broken escape: as if it were not there
    }
  }
  return fields;
}

function readAddress() {
  const fields = readFields();
  const next = blank();
  const whole = (id) => id.replace(/%20|%25/g, decodeURIComponent);
  const all = (key) => (fields.get(key) || '').split(' ').map((id) => byId.get(whole(id)));
  if (VIEWS.includes(fields.get('view'))) next.view = fields.get('view');
  next.node = findNode(fields.get('node'));
  const [paper, thing] = all('edge');
  if (paper && thing) next.edge = paper.edges.find((edge) => edge.thing === thing.index) || null;
  for (const key of ['pair', 'path']) {
    const ends = all(key);
    if (ends.length === 2 && ends.every(Boolean)) next[key] = ends;
  }
  next.hidden = indices(fields.get('hide'), LABELS);
  next.without = indices(fields.get('without'), RELATIONS);
  next.least = Math.max(1, Math.min(most, Math.trunc(Number(fields.get('least'))) || 1));
  for (const key of ['from', 'to']) next[key] = years.includes(Number(fields.get(key))) ? Number(fields.get(key)) : 0;
  next.undated = fields.get('dated') !== '1';
  if (fields.has('topic') && topicOf.has(Number(fields.get('topic')))) next.topic = Number(fields.get('topic'));
  next.focus = findNode(fields.get('focus'));
  next.steps = fields.get('steps') === '2' ? 2 : 1;
  next.anew = fields.get('anew') === '1';
  if (COLOURS.includes(fields.get('colour'))) next.colour = fields.get('colour');
  if (SIZES.includes(fields.get('size'))) next.size = fields.get('size');
  if (TABLES.includes(fields.get('table'))) next.table = fields.get('table');
  next.sort = fields.get('sort') || '';
  const camera = (fields.get('camera') || '').split(',').map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) next.camera = camera;
  const missing = [...CHOSEN, 'focus'].find((key) => fields.has(key) && !next[key]);
  if (missing) say(`“${clip(fields.get(missing), 60)}” is not on this page.`);
  return next;
}

// By id, or else by name or alias, so that an address can be written by hand.
function findNode(text) {
  if (!text) return null;
  const wanted = fold(text);
  const named = (node) => fold(node.name) === wanted || node.aliases.some((alias) => fold(alias) === wanted);
  return byId.get(text) || nodes.find(named) || null;
}

// Whole: in a notebook's frame the base is the notebook.
function writeAddress(further = false) {
  if (further) stepNumber = newest += 1;
  history[further ? 'pushState' : 'replaceState'](stepNumber, '', location.href.split('#')[0] + address());
}

// Choosing something makes a step to go back to; filters and views change the present one.
export function change(update, go = false) {
  const before = state;
  const seen = chosenNodes().length > 0 && chosenNodes().every((node) => shown.node[node.index]);
  state = { ...state, ...update, camera: null };
  const further = [...CHOSEN, 'focus'].some((key) => key in update && before[key] !== state[key]);
  const keeps = !CHOSEN.some((key) => key in update);
  let lost = null;
  if (keeps && seen && [...FILTERS, ...PLACES].some((key) => before[key] !== state[key])) {
    applyFilters();
    lost = chosenNodes().find((node) => !shown.node[node.index]) || null;
    if (lost) state = { ...state, node: null, edge: null, pair: null, path: null };
  }
  writeAddress(further);
  tellAll(before, go);
  if (lost) say(`The filters hide “${clip(lost.name, 60)}”, so it is no longer selected.`);
}

const none = { node: null, edge: null, pair: null, path: null };
export const select = (node, more = {}, go = false) => change({ ...none, node, ...more }, go);
export const selectEdge = (edge) => change({ ...none, edge });
export const selectPair = (one, other) => change({ ...none, pair: [one, other] });
export const selectPath = (one, other) => change({ ...none, path: [one, other] }, true);
export const clearSelection = () => chosenNodes().length > 0 && select(null);

/** @returns {any[]} */
export function chosenNodes() {
  if (state.node) return [state.node];
  if (state.edge) return [nodes[state.edge.paper], nodes[state.edge.thing]];
  return state.pair || state.path || [];
}

const sameValue = (one, other) =>
  one === other ||
  (one instanceof Set && other instanceof Set && one.size === other.size && [...one].every((item) => other.has(item)));

function tellAll(before, go = false) {
  const differs = (keys) => !before || keys.some((key) => !sameValue(before[key], state[key]));
  const refiltered = differs([...FILTERS, 'focus', 'steps']);
  if (refiltered) applyFilters();
  const placed = differs(PLACES) || (state.anew && refiltered);
  const news = {
    refiltered,
    placed,
    retopicked: differs(['topic']),
    go,
    reselected: differs(CHOSEN),
    moved: differs(['view']),
    painted: differs(['colour', 'size']),
    resorted: differs(['table', 'sort']),
    first: !before,
  };
  for (const listen of listeners) listen(news);
}

// Back and Forward; or an address that was typed or followed, which says everything.
function followAddress() {
  const before = state;
  state = readAddress();
  if (history.state) {
    state = { ...before, ...Object.fromEntries(RETRACED.map((key) => [key, state[key]])), camera: null };
    stepNumber = history.state;
    writeAddress();
  } else numberStep();
  tellAll(before, true);
}

function numberStep() {
  stepNumber = history.state || (newest += 1);
  history.replaceState(stepNumber, '');
}

export function start() {
  state = readAddress();
  numberStep();
  window.addEventListener('popstate', followAddress);
  window.addEventListener('hashchange', () => location.hash !== address() && followAddress());
  tellAll(null);
}

export const otherEnd = (edge, node) => nodes[edge.paper === node.index ? edge.thing : edge.paper];
export const neighbours = (node) => [
  ...new Set(node.edges.filter((edge) => shown.edge[edge.index]).map((edge) => otherEnd(edge, node))),
];

// A link to a node: it can be copied and opened elsewhere, and here it keeps the filters.
export function nodeLink(node, content = null, properties = {}) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    select(node);
  };
  return el(
    'a',
    { href: `#node=${encodeURIComponent(node.id)}`, onclick: follow, ...properties },
    content || node.name,
  );
}
