// Answers as pictures, from what the filters show. Every bar, dot and cell leads to its nodes.
const chartsView = byKey('charts-view');
const TOP = 15;

const visibleEdges = () => edges.filter((edge) => shown.edge[edge.index]);
const ranked = (label, number = TOP) => nodes
  .filter((node) => node.label === label && shown.node[node.index])
  .sort((a, b) => shown.papers[b.index] - shown.papers[a.index] || a.name.localeCompare(b.name)).slice(0, number);

const card = (title, note, content, wide) => el('article', { class: wide ? 'card wide' : 'card' }, el('h2', {}, title), note ? el('p', { class: 'hint' }, note) : null,
  content || el('p', { class: 'muted' }, 'Nothing to show.'));

function drawCharts() {
  chartsView.replaceChildren(
    card('Most named methods', 'Papers that name each, by relation.', bars(METHOD)),
    card('Most named datasets', 'Papers that name each, by relation.', bars(DATASET)),
    hardwareCard(),
    timeCard(),
    card('Methods and datasets', 'Papers that name both: click a cell to see them.', heatMap(), true));
}

// Bars of papers, split by relation: a list whose lengths are drawn, so that it reads without the picture.
function bars(label, list = ranked(label)) {
  if (!list.length) return null;
  const longest = Math.max(...list.map((node) => shown.papers[node.index]));
  const used = new Set();
  const rows = list.map((node) => {
    const parts = new Map();
    for (const edge of node.edges) if (shown.edge[edge.index]) parts.set(edge.relation, (parts.get(edge.relation) || 0) + 1);
    const order = [...parts].sort((a, b) => rank(a[0]) - rank(b[0]));
    order.forEach(([relation]) => used.add(relation));
    const words = order.map(([relation, number]) => `${phrase(relation, true).toLowerCase()} ${number}`).join(', ');
    return el('li', {}, nodeLink(node, clip(node.short, 46), { class: 'bar-name' }),
      el('span', { class: 'bar', 'aria-hidden': 'true', title: words }, order.map(([relation, number]) => sized(el('i', { class: `part r${rank(relation)} ${LABELS[label]}` }), number / longest))),
      el('span', { class: 'bar-count' }, shown.papers[node.index], el('span', { class: 'hidden' }, ` papers: ${words}`)));
  });
  const key = [...used].sort((a, b) => rank(a) - rank(b)).map((relation) => el('li', {}, el('i', { class: `part r${rank(relation)} ${LABELS[label]}` }), phrase(relation, true)));
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

// By year, or by month where all dated papers are of one year; a single period is no time.
function timeCard() {
  const dated = papers.filter((paper) => paper.year && shown.node[paper.index]);
  const unknown = papers.filter((paper) => !paper.year && shown.node[paper.index]).length;
  const without = unknown ? ` ${counted(unknown, 'paper')} without a year ${unknown === 1 ? 'is' : 'are'} not counted.` : '';
  const title = 'Methods over time';
  const length = new Set(dated.map((paper) => paper.year)).size > 1 ? 4 : 7;
  const period = (paper) => (paper.when.length >= length ? paper.when.slice(0, length) : '');
  const columns = [...new Set(dated.map(period).filter(Boolean))].sort().slice(-12);
  if (columns.length < 2) return card(title, '', el('p', { class: 'muted' }, dated.length ? `All papers with a date are of ${dateText(dated[0].when.slice(0, length))}.${without}` : 'No paper has a year.'));
  const number = new Map();
  const total = new Map();
  for (const edge of visibleEdges()) {
    const paper = nodes[edge.paper];
    if (!paper.year || !columns.includes(period(paper)) || nodes[edge.thing].label !== METHOD) continue;
    const key = `${edge.thing} ${period(paper)}`;
    number.set(key, (number.get(key) || 0) + 1);
    total.set(edge.thing, (total.get(edge.thing) || 0) + 1);
  }
  const list = [...total].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 14).map(([place]) => nodes[place]);
  const top = Math.max(1, ...number.values());
  return card(title, `Papers that name each, by ${length === 4 ? 'year' : 'month'}: the larger the dot, the more.${without}`,
    dots(list, columns, (node, column) => number.get(`${node.index} ${column}`) || 0, top));
}

function dots(list, columns, of, top) {
  const rows = list.map((node) => el('tr', {}, el('th', { scope: 'row' }, nodeLink(node, clip(node.short, 34))), columns.map((year) => {
    const number = of(node, year);
    const size = 4 + 12 * Math.sqrt(number / top);
    return el('td', {}, number ? el('svg', { viewBox: '-17 -17 34 34', class: 'dot', role: 'img', 'aria-label': `${number} in ${dateText(year)}` }, el('title', {}, `${node.name}: ${counted(number, 'paper')} of ${dateText(year)}`),
      el('circle', { r: size.toFixed(1) }), size > 8 ? el('text', { y: 4, 'aria-hidden': 'true' }, number) : null) : '');
  })));
  return scrolled('Methods over time', el('table', { class: 'dots' }, el('thead', {}, el('tr', {}, el('td', {}), columns.map((year) => el('th', { scope: 'col' }, year.slice(0, 4), year.length > 4 ? el('span', {}, MONTHS[Number(year.slice(5)) - 1].slice(0, 3)) : null)))), el('tbody', {}, rows)));
}

// Methods and datasets that meet most: each side is ranked by what it shares with the best of the other, in turns.
function heatMap() {
  const together = new Map();
  const kinds = new Map([[METHOD, new Set()], [DATASET, new Set()]]);
  for (const paper of papers) {
    if (!shown.node[paper.index]) continue;
    const linked = neighbours(paper).filter((node) => shown.node[node.index]);
    for (const dataset of linked.filter((node) => node.label === DATASET))
      for (const method of linked.filter((node) => node.label === METHOD)) {
        const key = `${method.index} ${dataset.index}`;
        together.set(key, (together.get(key) || 0) + 1);
        kinds.get(METHOD).add(method);
        kinds.get(DATASET).add(dataset);
      }
  }
  const of = (method, dataset) => together.get(`${method.index} ${dataset.index}`) || 0;
  const best = (label, others) => {
    const sum = (node) => others.reduce((total, other) => total + (label === METHOD ? of(node, other) : of(other, node)), 0);
    const sums = new Map([...kinds.get(label)].map((node) => [node, sum(node)]));
    const order = (a, b) => sums.get(b) - sums.get(a) || shown.papers[b.index] - shown.papers[a.index] || a.index - b.index;
    return [...sums.keys()].filter((node) => sums.get(node)).sort(order).slice(0, 16);
  };
  let columns = [...kinds.get(DATASET)].sort((a, b) => shown.papers[b.index] - shown.papers[a.index] || a.index - b.index).slice(0, 30);
  let rows = best(METHOD, columns);
  for (let turn = 0; turn < 3; turn += 1) [columns, rows] = [best(DATASET, rows), best(METHOD, columns)];
  rows = best(METHOD, columns);
  if (!rows.length) return null;
  const top = Math.max(...rows.flatMap((method) => columns.map((dataset) => of(method, dataset))));
  const body = rows.map((method) => el('tr', {}, el('th', { scope: 'row' }, nodeLink(method, clip(method.short, 34))), columns.map((dataset) => {
    const number = of(method, dataset);
    if (!number) return el('td', { class: 'empty' }, el('span', { class: 'hidden' }, '0'));
    return heatCell(number, top, `${method.name} with ${dataset.name}: ${counted(number, 'paper')}`, () => selectPair(method, dataset), 'Method');
  })));
  return scrolled('Methods and datasets', el('table', { class: 'heat slanted' },
    el('thead', {}, el('tr', {}, el('td', {}), columns.map((dataset) => el('th', { scope: 'col' }, el('span', {}, nodeLink(dataset, clip(dataset.short, 22))))))), el('tbody', {}, body)));
}
