// What the filters leave of a graph, counted: of data only, so that it can be tested by itself.

// What is shown of these nodes and edges under a choice of hidden types, left-out relations, a least number of papers,
// years, a topic, and a set of nodes that are looked at alone.
export function filterGraph(nodes, edges, choice) {
  const shown = {
    node: new Uint8Array(nodes.length),
    edge: new Uint8Array(edges.length),
    paper: new Uint8Array(nodes.length), // papers that pass, even where their type is hidden
    papers: new Int32Array(nodes.length),
    totals: { papers: 0, things: 0, edges: 0 },
    pairs: [],
  };
  const seen = new Set();
  for (const edge of edges) {
    if (!edgePasses(nodes, edge, choice)) continue;
    shown.edge[edge.index] = 1;
    const key = edge.thing * nodes.length + edge.paper;
    if (!seen.has(key)) shown.papers[edge.thing] += 1;
    seen.add(key);
  }
  for (const edge of edges) {
    if (!shown.edge[edge.index]) continue;
    if (shown.papers[edge.thing] < choice.least) shown.edge[edge.index] = 0;
    else shown.node[edge.thing] = shown.node[edge.paper] = shown.paper[edge.paper] = 1;
  }
  const hidePapers = choice.hidden.has(0);
  for (const node of nodes) {
    if (node.label !== 0) continue;
    if (!node.edges.length && bareShows(node, choice)) shown.node[node.index] = shown.paper[node.index] = 1;
    if (hidePapers) shown.node[node.index] = 0;
  }
  for (const node of nodes) if (shown.node[node.index]) shown.totals[node.label === 0 ? 'papers' : 'things'] += 1;
  for (const edge of edges) if (shown.edge[edge.index] && !hidePapers) shown.totals.edges += 1;
  if (hidePapers) shown.pairs = pairsOfThings(nodes, shown);
  return shown;
}

// A paper that names nothing stays until one asks for what papers name.
function bareShows(paper, choice) {
  if (choice.without.size || choice.least > 1 || choice.alone || [...choice.hidden].some((label) => label > 0))
    return false;
  return (choice.topic ?? paper.group) === paper.group && yearPasses(paper.year, choice);
}

function edgePasses(nodes, edge, choice) {
  const paper = nodes[edge.paper];
  if (choice.without.has(edge.relation) || choice.hidden.has(nodes[edge.thing].label)) return false;
  if (choice.topic !== null && choice.topic !== undefined && paper.group !== choice.topic) return false;
  if (choice.alone && !(choice.alone.has(edge.paper) && choice.alone.has(edge.thing))) return false;
  return yearPasses(paper.year, choice);
}

export function yearPasses(year, { from, to, undated }) {
  if (!year) return undated;
  return (!from || year >= from) && (!to || year <= to);
}

// Without papers, what stands in the same papers is joined; the number of papers is the weight of the line.
function pairsOfThings(nodes, shown) {
  const counts = new Map();
  for (const paper of nodes) {
    if (!shown.paper[paper.index]) continue;
    const linked = paper.edges.filter((edge) => shown.edge[edge.index]).map((edge) => edge.thing);
    const things = [...new Set(linked)].sort((a, b) => a - b);
    things.forEach((one, place) => {
      for (const other of things.slice(place + 1)) {
        const key = one * nodes.length + other;
        counts.set(key, (counts.get(key) || 0) + 1);
      }
    });
  }
  return [...counts].map(([key, number], index) => ({
    index,
    one: nodes[Math.floor(key / nodes.length)],
    other: nodes[key % nodes.length],
    number,
  }));
}

const sizeOf = (value) => (value instanceof Set ? value.size : (value ?? null)); // of sets, whether there is anything

// Which filters hide what, in the order in which they are taken: [filter, nodes] for each that hides any.
export function hiddenBy(nodes, edges, choice) {
  const steps = {
    focus: ['alone'],
    topic: ['topic'],
    years: ['from', 'to', 'undated'],
    relations: ['without'],
    types: ['hidden'],
    least: ['least'],
  };
  const taken = { hidden: new Set(), without: new Set(), least: 1, from: 0, to: 0, undated: true, topic: null };
  let before = filterGraph(nodes, edges, taken).node;
  const found = [];
  for (const [name, keys] of Object.entries(steps)) {
    const old = { ...taken };
    for (const key of keys) taken[key] = choice[key];
    if (keys.every((key) => sizeOf(old[key]) === sizeOf(taken[key]))) continue;
    const after = filterGraph(nodes, edges, taken).node;
    const gone = nodes.filter((node) => before[node.index] && !after[node.index]);
    if (gone.length) found.push([name, gone]);
    before = after;
  }
  return found;
}

// How many nodes of each type, and edges of each relation, there would be if these filters alone were off.
export function countFacets(nodes, edges, choice, labels, relations) {
  const types = new Int32Array(labels);
  const kinds = new Int32Array(relations);
  const open = filterGraph(nodes, edges, { ...choice, hidden: new Set() });
  for (const node of nodes) if (open.node[node.index]) types[node.label] += 1;
  const free = filterGraph(nodes, edges, { ...choice, without: new Set(), hidden: without(choice.hidden, 0) });
  for (const edge of edges) if (free.edge[edge.index]) kinds[edge.relation] += 1;
  return { types, kinds };
}

const without = (set, item) => new Set([...set].filter((other) => other !== item));

// Papers a year, under all filters but those of the year; every year between the first and the last is there.
export function papersByYear(nodes, edges, choice, anyFilter = true) {
  const others = { ...choice, from: 0, to: 0, undated: true, hidden: without(choice.hidden, 0) };
  const open = anyFilter ? filterGraph(nodes, edges, others).paper : null;
  const counts = new Map();
  for (const node of nodes) {
    if (node.label !== 0 || !node.year || (open && !open[node.index])) continue;
    counts.set(node.year, (counts.get(node.year) || 0) + 1);
  }
  return evenYears([...counts.keys()]).map((year) => [year, counts.get(year) || 0]);
}

export function evenYears(years) {
  if (!years.length) return [];
  const sorted = [...years].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  return Array.from(
    { length: Math.min(last - first, 199) + 1 },
    (_item, place) => last - Math.min(last - first, 199) + place,
  );
}
