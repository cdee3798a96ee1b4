// Answers as pictures, from what the filters show. Every bar, dot and cell leads to its nodes.
const chartsView = byKey('charts-view');
const TOP = 15;

const visibleEdges = () => edges.filter((edge) => shown.edge[edge.index]);
const ranked = (label, number = TOP) => nodes
  .filter((node) => node.label === label && shown.node[node.index])
  .sort((a, b) => shown.papers[b.index] - shown.papers[a.index] || a.name.localeCompare(b.name)).slice(0, number);

const card = (title, note, content, wide) => el('article', { class: wide ? 'card wide' : 'card' }, el('h2', {}, title), note ? el('p', { class: 'hint' }, note) : null,
  content || el('p', { class: 'muted' }, 'Nothing of this kind is shown.'));

function drawCharts() {
  chartsView.replaceChildren(
    card('Most named methods', 'Papers that name each, by what they say of it.', bars(METHOD)),
    card('Most named datasets', 'Papers that name each, by what they say of it.', bars(DATASET)),
    hardwareCard(),
    timeCard(),
    card('Which methods meet which datasets', 'Papers that name both. A cell leads to them.', heatMap(), true));
}

// Bars of papers, split by relation: a list whose lengths are drawn, so that it reads without the picture.
function bars(label, list = ranked(label)) {
  if (!list.length) return null;
  const longest = Math.max(...list.map((node) => shown.papers[node.index]));
  const used = new Set();
  const rows = list.map((node) => {
    const parts = new Map();
    for (const edge of node.edges) if (shown.edge[edge.index]) parts.set(edge.relation, (parts.get(edge.relation) || 0) + 1);
    const order = [...parts].sort((a, b) => a[0] - b[0]);
    order.forEach(([relation]) => used.add(relation));
    const words = order.map(([relation, number]) => `${phrase(relation, true).toLowerCase()} ${number}`).join(', ');
    return el('li', {}, nodeLink(node, clip(node.short, 46), { class: 'bar-name' }),
      el('span', { class: 'bar', 'aria-hidden': 'true', title: words }, order.map(([relation, number]) => sized(el('i', { class: `part r${rank(relation)} ${LABELS[label]}` }), number / longest))),
      el('span', { class: 'bar-count' }, shown.papers[node.index], el('span', { class: 'hidden' }, ` papers: ${words}`)));
  });
  const key = [...used].sort((a, b) => a - b).map((relation) => el('li', {}, el('i', { class: `part r${rank(relation)} ${LABELS[label]}` }), phrase(relation, true)));
  return [el('ol', { class: 'bars' }, rows), el('ul', { class: 'bar-key', 'aria-hidden': 'true' }, key)];
}

// Four steps from full to pale, in the order of the relations of a label; mentions are always the palest.
function rank(relation) {
  const steps = { PROPOSES: 0, USES: 1, COMPARES_WITH: 2, INTRODUCES: 0, EVALUATES_ON: 1, RUNS_ON: 0, TARGETS: 1, HAS_CODE: 0, LINKS_TO: 1, MENTIONS: 3 };
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
  const table = known.length ? crossTable(known) : null;
  return card('Hardware', table ? 'Papers by vendor and kind, and the devices that most papers name.' : 'The devices that most papers name.',
    devices.length ? [table, bars(HARDWARE, ranked(HARDWARE, 10))].filter(Boolean) : null);
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
  const by = (prefix, most_) => [...totals.keys()].filter((key) => key[0] === prefix).sort((a, b) => totals.get(b) - totals.get(a)).slice(0, most_).map((key) => key.slice(1));
  const [vendors, kinds] = [by('v', 8), by('k', 9)];
  const top = Math.max(...[...cells.values()].map((cell) => cell.named.size));
  const body = vendors.map((vendor) => el('tr', {}, el('th', { scope: 'row' }, vendor), kinds.map((kind) => {
    const cell = cells.get(`${vendor}\n${kind}`);
    if (!cell) return el('td', { class: 'empty' }, el('span', { class: 'hidden' }, '0'));
    const best = cell.devices.sort((a, b) => shown.papers[b.index] - shown.papers[a.index])[0];
    return heatCell(cell.named.size, top, `${vendor} ${kind}: ${counted(cell.named.size, 'paper')}, most ${best.name}`, () => select(best), 'Hardware');
  })));
  return scrolled('Hardware by vendor and kind', el('table', { class: 'heat' }, el('thead', {}, el('tr', {}, el('td', {}), kinds.map((kind) => el('th', { scope: 'col' }, kind)))), el('tbody', {}, body)));
}

const scrolled = (name, content) => el('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': name }, content);

function heatCell(number, top, words, act, label) {
  const step = Math.min(5, Math.ceil((5 * Math.log(1 + number)) / Math.log(1 + top)));
  return el('td', {}, el('button', { type: 'button', class: `cell ${label} h${step}`, 'aria-label': words, title: words, onclick: act }, number));
}

// Where months are all that is known there is no time to draw: the chart needs two years.
function timeCard() {
  const span = years.filter((year) => papers.some((paper) => paper.year === year && shown.node[paper.index]));
  const unknown = papers.filter((paper) => !paper.year && shown.node[paper.index]).length;
  const without = unknown ? ` ${counted(unknown, 'paper')} without a year ${unknown === 1 ? 'is' : 'are'} not counted.` : '';
  const title = 'Methods over time';
  if (span.length < 2) return card(title, `This needs papers of two years or more.${without}`, el('p', { class: 'muted' }, span.length ? `All dated papers are of ${span[0]}.` : 'No paper has a year.'));
  const number = new Map();
  const of = (node, year) => number.get(`${node.index} ${year}`) || 0;
  const total = new Map();
  for (const edge of visibleEdges()) {
    const { year } = nodes[edge.paper];
    if (!year || nodes[edge.thing].label !== METHOD) continue;
    number.set(`${edge.thing} ${year}`, (number.get(`${edge.thing} ${year}`) || 0) + 1);
    total.set(edge.thing, (total.get(edge.thing) || 0) + 1);
  }
  const list = [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12).map(([place]) => nodes[place]);
  const from = span[0];
  const columns = Array.from({ length: span[span.length - 1] - from + 1 }, (_, step) => from + step).slice(-12);
  const top = Math.max(1, ...list.map((node) => Math.max(...columns.map((year) => of(node, year)))));
  return card(title, `Papers that name each, by year: the larger the dot, the more.${without}`, dots(list, columns, of, top));
}

function dots(list, columns, of, top) {
  const rows = list.map((node) => el('tr', {}, el('th', { scope: 'row' }, nodeLink(node, clip(node.short, 34))), columns.map((year) => {
    const number = of(node, year);
    const size = 4 + 12 * Math.sqrt(number / top);
    return el('td', {}, number ? el('svg', { viewBox: '-17 -17 34 34', class: 'dot', role: 'img', 'aria-label': `${number} in ${year}` }, el('title', {}, `${node.name}: ${counted(number, 'paper')} of ${year}`),
      el('circle', { r: size.toFixed(1) }), size > 8 ? el('text', { y: 4, 'aria-hidden': 'true' }, number) : null) : '');
  })));
  return scrolled('Methods over time', el('table', { class: 'dots' }, el('thead', {}, el('tr', {}, el('td', {}), columns.map((year) => el('th', { scope: 'col' }, year)))), el('tbody', {}, rows)));
}

// The methods and datasets that meet most, so that the map is not empty.
function heatMap() {
  const together = new Map();
  const weight = new Map();
  for (const paper of papers) {
    if (!shown.node[paper.index]) continue;
    const linked = neighbours(paper).filter((node) => shown.node[node.index]);
    for (const dataset of linked.filter((node) => node.label === DATASET))
      for (const method of linked.filter((node) => node.label === METHOD)) {
        const key = `${method.index} ${dataset.index}`;
        together.set(key, (together.get(key) || 0) + 1);
        for (const node of [method, dataset]) weight.set(node, (weight.get(node) || 0) + 1);
      }
  }
  const by = (label, number) => [...weight.keys()].filter((node) => node.label === label)
    .sort((a, b) => score(b) - score(a) || a.index - b.index).slice(0, number);
  const score = (node) => shown.papers[node.index] * 1000 + weight.get(node);
  const columns = by(DATASET, 16);
  const meets = (method) => columns.reduce((sum, dataset) => sum + (together.get(`${method.index} ${dataset.index}`) || 0), 0);
  const rows = [...weight.keys()].filter((node) => node.label === METHOD && meets(node)).sort((a, b) => meets(b) - meets(a) || score(b) - score(a)).slice(0, 16);
  if (!rows.length) return null;
  const top = Math.max(...rows.flatMap((method) => columns.map((dataset) => together.get(`${method.index} ${dataset.index}`) || 0)));
  const body = rows.map((method) => el('tr', {}, el('th', { scope: 'row' }, nodeLink(method, clip(method.short, 34))), columns.map((dataset) => {
    const number = together.get(`${method.index} ${dataset.index}`) || 0;
    if (!number) return el('td', { class: 'empty' }, el('span', { class: 'hidden' }, '0'));
    return heatCell(number, top, `${method.name} with ${dataset.name}: ${counted(number, 'paper')}`, () => selectPair(method, dataset), 'Method');
  })));
  return scrolled('Methods and datasets', el('table', { class: 'heat slanted' },
    el('thead', {}, el('tr', {}, el('td', {}), columns.map((dataset) => el('th', { scope: 'col' }, el('span', {}, nodeLink(dataset, clip(dataset.short, 22))))))), el('tbody', {}, body)));
}
