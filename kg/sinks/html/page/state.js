// What is looked at, what is filtered, and both in the address, so that a view can be kept and sent.
const VIEWS = ['map', 'charts', 'table'];
const blank = () => ({
  view: 'map', node: null, edge: null, pair: null,
  hidden: new Set(), without: new Set(), least: 1, from: 0, to: 0, undated: true,
});
let state = blank();
const listeners = [];
const shown = { node: new Uint8Array(nodes.length), edge: new Uint8Array(edges.length), papers: new Int32Array(nodes.length) };
shown.totals = { papers: 0, things: 0, edges: 0 };
shown.pairs = [];

const filtered = () =>
  state.hidden.size > 0 || state.without.size > 0 || state.least > 1 || state.from > 0 || state.to > 0 || !state.undated;

function paperPasses(paper) {
  if (!paper.year) return state.undated;
  return (!state.from || paper.year >= state.from) && (!state.to || paper.year <= state.to);
}

// An edge is shown if its relation and its paper are wanted, and its thing's type and number of papers (counted among
// the papers that are shown). A node is shown with one of its edges; papers that name nothing, while nothing is filtered.
function applyFilters() {
  const seen = new Map();
  shown.papers.fill(0);
  for (const edge of edges) {
    const wanted = !state.without.has(edge.relation) && !state.hidden.has(nodes[edge.thing].label) && paperPasses(nodes[edge.paper]);
    shown.edge[edge.index] = wanted ? 1 : 0;
    if (wanted && seen.get(edge.thing * nodes.length + edge.paper) === undefined) {
      seen.set(edge.thing * nodes.length + edge.paper, true);
      shown.papers[edge.thing] += 1;
    }
  }
  shown.node.fill(0);
  for (const edge of edges) {
    if (!shown.edge[edge.index] || shown.papers[edge.thing] < state.least) {
      shown.edge[edge.index] = 0;
      continue;
    }
    shown.node[edge.thing] = 1;
    shown.node[edge.paper] = 1;
  }
  const free = !filtered();
  for (const paper of papers) {
    if (state.hidden.has(PAPER)) shown.node[paper.index] = 0;
    else if (free && !paper.edges.length) shown.node[paper.index] = 1;
  }
  const totals = { papers: 0, things: 0, edges: 0 };
  for (const node of nodes) if (shown.node[node.index]) totals[node.label === PAPER ? 'papers' : 'things'] += 1;
  for (const edge of edges) if (shown.edge[edge.index] && shown.node[edge.paper]) totals.edges += 1;
  shown.totals = totals;
  shown.pairs = state.hidden.has(PAPER) ? pairsOfThings() : [];
}

// Without papers, what stands in the same papers is joined: in two at least, where the pairs would be too many.
function pairsOfThings() {
  const counts = new Map();
  for (const paper of papers) {
    const things = [...new Set(paper.edges.filter((edge) => shown.edge[edge.index]).map((edge) => edge.thing))].sort((a, b) => a - b);
    things.forEach((one, place) => {
      for (const other of things.slice(place + 1)) counts.set(one * nodes.length + other, (counts.get(one * nodes.length + other) || 0) + 1);
    });
  }
  const pairs = [...counts].map(([key, number]) => ({ one: nodes[Math.floor(key / nodes.length)], other: nodes[key % nodes.length], number }));
  return pairs.length > 5000 ? pairs.filter((pair) => pair.number > 1) : pairs;
}

const names = (set, all) => [...set].sort().map((index) => all[index]).join(',');
const indices = (text, all) => new Set((text || '').split(',').map((name) => all.indexOf(name)).filter((index) => index >= 0));

function address() {
  const parts = [];
  const put = (key, value) => value && parts.push(`${key}=${encodeURIComponent(value).replace(/%3A/g, ':').replace(/%2F/g, '/')}`);
  put('view', state.view === 'map' ? '' : state.view);
  put('node', state.node && state.node.id);
  put('edge', state.edge && `${nodes[state.edge.paper].id} ${nodes[state.edge.thing].id}`);
  put('pair', state.pair && state.pair.map((node) => node.id).join(' '));
  put('hide', names(state.hidden, LABELS));
  put('without', names(state.without, RELATIONS));
  put('least', state.least > 1 ? String(state.least) : '');
  put('from', state.from ? String(state.from) : '');
  put('to', state.to ? String(state.to) : '');
  put('dated', state.undated ? '' : '1');
  return `#${parts.join('&')}`;
}

function readAddress() {
  const fields = new Map();
  for (const part of location.hash.slice(1).split('&')) {
    const [key, value] = part.split('=');
    try {
      if (value) fields.set(key, decodeURIComponent(value));
    } catch {
      continue; // a broken escape: as if it were not there
    }
  }
  const next = blank();
  const all = (key) => (fields.get(key) || '').split(' ').map((id) => byId.get(id));
  if (VIEWS.includes(fields.get('view'))) next.view = fields.get('view');
  next.node = findNode(fields.get('node'));
  const [paper, thing] = all('edge');
  if (paper && thing) next.edge = paper.edges.find((edge) => edge.thing === thing.index) || null;
  const pair = all('pair');
  if (pair.length === 2 && pair.every(Boolean)) next.pair = pair;
  next.hidden = indices(fields.get('hide'), LABELS);
  next.without = indices(fields.get('without'), RELATIONS);
  next.least = Math.max(1, Math.min(most, Math.trunc(Number(fields.get('least'))) || 1));
  for (const key of ['from', 'to']) next[key] = years.includes(Number(fields.get(key))) ? Number(fields.get(key)) : 0;
  next.undated = fields.get('dated') !== '1';
  return next;
}

// By id, or else by name or alias, so that an address can be written by hand.
function findNode(text) {
  if (!text) return null;
  const wanted = fold(text);
  const named = (node) => fold(node.name) === wanted || node.aliases.some((alias) => fold(alias) === wanted);
  return byId.get(text) || nodes.find(named) || null;
}

// Choosing something makes a step to go back to; filters and views change the present one.
function change(update) {
  const before = state;
  state = { ...state, ...update };
  const step = ['node', 'edge', 'pair'].some((key) => key in update && before[key] !== state[key]);
  history[step ? 'pushState' : 'replaceState'](null, '', location.href.split('#')[0] + address()); // whole: in a notebook's frame the base is the notebook
  tellAll(before);
}

const select = (node, more = {}) => change({ node, edge: null, pair: null, ...more });
const selectEdge = (edge) => change({ edge, node: null, pair: null });
const selectPair = (one, other) => change({ pair: [one, other], node: null, edge: null });
const clearSelection = () => (state.node || state.edge || state.pair) && select(null);

function tellAll(before) {
  const keys = ['hidden', 'without', 'least', 'from', 'to', 'undated'];
  const refiltered = !before || keys.some((key) => before[key] !== state[key]);
  if (refiltered) applyFilters();
  const reselected = !before || ['node', 'edge', 'pair'].some((key) => before[key] !== state[key]);
  for (const listen of listeners) listen({ refiltered, reselected, moved: !before || before.view !== state.view, first: !before });
}

function followAddress() {
  const before = state;
  state = readAddress();
  const same = (one, other) => one.size === other.size && [...one].every((item) => other.has(item));
  for (const key of ['hidden', 'without']) if (same(before[key], state[key])) state[key] = before[key];
  tellAll(before);
}
window.addEventListener('popstate', followAddress);
window.addEventListener('hashchange', () => location.hash !== address() && followAddress());

// A link to a node: it can be copied and opened elsewhere, and here it keeps the filters.
function nodeLink(node, content, properties = {}) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    select(node);
  };
  return el('a', { href: `#node=${encodeURIComponent(node.id)}`, onclick: follow, ...properties }, content || node.name);
}
