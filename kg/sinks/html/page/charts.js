// Answers as pictures, from what the filters show. Every bar, dot and cell leads to its nodes.
import { edges, nodes, years } from './data.js';
import { byKey, clip, counted, el } from './dom.js';
import { heatMap } from './heat.js';
import { DATASET, HARDWARE, LABELS, METHOD, RELATIONS, phrase } from './kinds.js';
import { nodeLink, select, shown } from './state.js';
import { shortCard, timeCard, yearCard } from './time.js';

const chartsView = byKey('charts-view');
const TOP = 15;

export const chartEdges = () => edges.filter((edge) => shown.edge[edge.index]);
const ranked = (label, number = TOP) =>
  nodes
    .filter((node) => node.label === label && shown.node[node.index])
    .sort((a, b) => shown.papers[b.index] - shown.papers[a.index] || a.name.localeCompare(b.name))
    .slice(0, number);

export const card = (title, note, content, wide) =>
  el(
    'article',
    { class: wide ? 'card wide' : 'card' },
    el('h2', {}, title),
    note ? el('p', { class: 'hint' }, note) : null,
    content || el('p', { class: 'muted' }, 'Nothing to show.'),
  );

export function drawCharts() {
  const year = chartsView.contains(document.activeElement) && document.activeElement?.getAttribute('data-year');
  chartsView.replaceChildren(
    shortCard(),
    ...(years.length > 1 ? [yearCard()] : []),
    card('Most named methods', 'Papers that name each, by relation.', bars(METHOD)),
    card('Most named datasets', 'Papers that name each, by relation.', bars(DATASET)),
    hardwareCard(),
    timeCard(),
    card('Methods and datasets', 'Papers that name both: click a cell to see them.', heatMap(), true),
  );
  if (year)
    byKey('year-bars')
      ?.querySelector(`[data-year="${Number(year)}"]`)
      ?.focus();
}

// Bars of papers, split by relation: a list whose lengths are drawn, so that it reads without the picture.
function bars(label, list = ranked(label)) {
  if (!list.length) return null;
  const longest = Math.max(...list.map((node) => shown.papers[node.index]));
  const used = new Set();
  const rows = list.map((node) => {
    const parts = new Map();
    for (const edge of node.edges)
      if (shown.edge[edge.index]) parts.set(edge.relation, (parts.get(edge.relation) || 0) + 1);
    const order = [...parts].sort((a, b) => rank(a[0]) - rank(b[0]));
    order.forEach(([relation]) => used.add(relation));
    const words = order.map(([relation, number]) => `${phrase(relation, true).toLowerCase()} ${number}`).join(', ');
    return el(
      'li',
      {},
      nodeLink(node, clip(node.short, 46), { class: 'bar-name' }),
      el(
        'span',
        { class: 'bar', 'aria-hidden': 'true', title: words },
        order.map(([relation, number]) =>
          sized(el('i', { class: `part r${rank(relation)} ${LABELS[label]}` }), number / longest),
        ),
      ),
      el(
        'span',
        { class: 'bar-count' },
        shown.papers[node.index],
        el('span', { class: 'hidden' }, ` papers: ${words}`),
      ),
    );
  });
  const key = [...used]
    .sort((a, b) => rank(a) - rank(b))
    .map((relation) =>
      el('li', {}, el('i', { class: `part r${rank(relation)} ${LABELS[label]}` }), phrase(relation, true)),
    );
  return [el('ol', { class: 'bars' }, rows), el('ul', { class: 'bar-key', 'aria-hidden': 'true' }, key)];
}

// Four steps from full to pale, in the order of the relations of a label; mentions are always the palest.
function rank(relation) {
  const steps = {
    PROPOSES: 0,
    USES: 1,
    COMPARES_WITH: 2,
    INTRODUCES: 0,
    EVALUATES_ON: 1,
    RUNS_ON: 0,
    TARGETS: 1,
    HAS_CODE: 0,
    LINKS_TO: 1,
    MENTIONS: 3,
  };
  return steps[RELATIONS[relation]];
}

// Sizes are set by script: the policy of the page allows no style in markup.
function sized(part, share) {
  part.style.width = `${(100 * share).toFixed(2)}%`;
  return part;
}

function hardwareCard() {
  const devices = nodes.filter((node) => node.label === HARDWARE && shown.node[node.index]);
  const known = devices.filter((node) => node.vendor || node.kind);
  const kinds = known.length ? crossTable(known) : null;
  return card(
    'Hardware',
    kinds ? 'Papers by vendor and kind, and the devices that most papers name.' : 'The devices that most papers name.',
    devices.length ? [kinds, bars(HARDWARE, ranked(HARDWARE, 10))].filter(Boolean) : null,
  );
}

function crossTable(devices) {
  const cells = new Map();
  const totals = new Map();
  for (const node of devices) {
    const [vendor, kind] = [node.vendor || 'no vendor', node.kind || 'other'];
    const key = `${vendor}\n${kind}`;
    if (!cells.has(key)) cells.set(key, { named: new Set(), devices: [] });
    cells.get(key).devices.push(node);
    for (const edge of node.edges) if (shown.edge[edge.index]) cells.get(key).named.add(edge.paper);
    for (const part of [`v${vendor}`, `k${kind}`]) totals.set(part, (totals.get(part) || 0) + shown.papers[node.index]);
  }
  const by = (prefix, most_) =>
    [...totals.keys()]
      .filter((key) => key[0] === prefix)
      .sort((a, b) => totals.get(b) - totals.get(a))
      .slice(0, most_)
      .map((key) => key.slice(1));
  const [vendors, kinds] = [by('v', 8), by('k', 9)];
  const top = Math.max(...[...cells.values()].map((cell) => cell.named.size));
  const rows = vendors.map((vendor) => [
    vendor,
    kinds.map((kind) => {
      const cell = cells.get(`${vendor}\n${kind}`);
      if (!cell) return emptyCell();
      const best = cell.devices.sort((a, b) => shown.papers[b.index] - shown.papers[a.index])[0];
      const words = `${vendor} ${kind}: ${counted(cell.named.size, 'paper')}, most ${best.name}`;
      return heatCell(cell.named.size, top, words, () => select(best), 'Hardware');
    }),
  ]);
  return heatTable('Hardware by vendor and kind', 'heat', kinds, rows);
}

// Rows are their heads and their cells.
export const heatTable = (name, className, heads, rows) =>
  scrolled(
    name,
    el(
      'table',
      { class: className },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', {}),
          heads.map((head) => el('th', { scope: 'col' }, head)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(([head, cells]) => el('tr', {}, el('th', { scope: 'row' }, head), cells)),
      ),
    ),
  );

export const emptyCell = () => el('td', { class: 'empty' }, el('span', { class: 'hidden' }, '0'));

export const scrolled = (name, content) =>
  el('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': name }, content);

export function heatCell(number, top, words, act, label) {
  const step = Math.min(5, Math.ceil((5 * Math.log(1 + number)) / Math.log(1 + top)));
  return el(
    'td',
    {},
    el(
      'button',
      { type: 'button', class: `cell ${label} h${step}`, 'aria-label': words, title: words, onclick: act },
      number,
    ),
  );
}
