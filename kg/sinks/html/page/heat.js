// Which methods and datasets meet, as a table of counts.
import { emptyCell, heatCell, heatTable } from './charts.js';
import { papers } from './data.js';
import { clip, counted, el } from './dom.js';
import { DATASET, METHOD } from './kinds.js';
import { neighbours, nodeLink, selectPair, shown } from './state.js';

const HEAT_SIDE = 16;

// Methods and datasets that meet most: each side is ranked by what it shares with the best of the other, in turns.
export function heatMap() {
  const together = new Map();
  const kinds = new Map([
    [METHOD, new Set()],
    [DATASET, new Set()],
  ]);
  for (const paper of papers) {
    if (!shown.paper[paper.index]) continue;
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
    const sum = (node) =>
      others.reduce((total, other) => total + (label === METHOD ? of(node, other) : of(other, node)), 0);
    const sums = new Map([...kinds.get(label)].map((node) => [node, sum(node)]));
    const order = (a, b) =>
      sums.get(b) - sums.get(a) || shown.papers[b.index] - shown.papers[a.index] || a.index - b.index;
    return [...sums.keys()]
      .filter((node) => sums.get(node))
      .sort(order)
      .slice(0, HEAT_SIDE);
  };
  let columns = [...kinds.get(DATASET)]
    .sort((a, b) => shown.papers[b.index] - shown.papers[a.index] || a.index - b.index)
    .slice(0, 30);
  let rows = best(METHOD, columns);
  for (let turn = 0; turn < 3; turn += 1) [columns, rows] = [best(DATASET, rows), best(METHOD, columns)];
  rows = best(METHOD, columns);
  if (!rows.length) return null;
  const top = Math.max(...rows.flatMap((method) => columns.map((dataset) => of(method, dataset))));
  const body = rows.map((method) => [
    nodeLink(method, clip(method.short, 34)),
    columns.map((dataset) => {
      const number = of(method, dataset);
      if (!number) return emptyCell();
      const words = `${method.name} with ${dataset.name}: ${counted(number, 'paper')}`;
      return heatCell(number, top, words, () => selectPair(method, dataset), 'Method');
    }),
  ]);
  const heads = columns.map((dataset) => el('span', {}, nodeLink(dataset, clip(dataset.short, 22))));
  return heatTable('Methods and datasets', 'heat slanted', heads, body);
}
