// How two nodes are connected: the shortest paths through papers, each step with its sentence.
import { chipList, together } from './answers.js';
import { nodes, topicName, topicOf } from './data.js';
import { ask, clip, counted, el, hush, sign } from './dom.js';
import { LABELS, PAPER, phrase } from './kinds.js';
import { panelHead } from './panel.js';
import { shortestPaths } from './paths.js';
import { searchBox } from './search.js';
import { filtered, neighbours, nodeLink, otherEnd, selectPath, shown, state } from './state.js';
import { evidenceOf, quoteOf } from './text.js';

export let connecting = null;

export function beginConnect(node, words = 'Pick the other node: search for it, or click it on the map.') {
  ask(words, [el('button', { type: 'button', class: 'plain', onclick: hush }, 'Cancel')], disarm);
  connecting = node;
  searchBox.value = '';
  searchBox.placeholder = `Connect ${clip(node.short, 30)} with …`;
  searchBox.focus();
}

function disarm() {
  connecting = null;
  searchBox.placeholder = 'Find a method, dataset, paper…';
}

export function finishConnect(node) {
  const from = connecting;
  if (node === from) return beginConnect(from, `Pick a node other than “${clip(from.short, 40)}”.`);
  hush();
  return selectPath(from, node);
}

// Paths under the filters, or else without them.
export function connections([one, other]) {
  const search = (passes) => {
    const linked = (index) => [
      ...new Set(nodes[index].edges.filter(passes).map((edge) => otherEnd(edge, nodes[index]).index)),
    ];
    return shortestPaths(linked, (index) => nodes[index].edges.length, one.index, other.index);
  };
  const paths = search((edge) => shown.edge[edge.index]);
  if (paths.length || !(filtered() || state.focus)) return { paths, beyond: false };
  return { paths: search(() => true), beyond: true };
}

export function pathPanel(ends) {
  const { paths, beyond } = connections(ends);
  const title = [nodeLink(ends[0]), el('span', { class: 'relation' }, 'and'), nodeLink(ends[1])];
  const kind = el('span', { class: 'badge' }, 'Connection');
  if (!paths.length) return noPathPanel(kind, title, ends);
  const between = paths[0].filter((index) => nodes[index].label === PAPER && !ends.includes(nodes[index])).length;
  const ways = paths.length === 1 ? 'The shortest path goes' : `${paths.length} shortest paths go`;
  const lead = between
    ? `${ways} through ${counted(between, 'paper')}${paths.length > 1 ? ' each' : ''}.`
    : 'They are linked directly.';
  return [
    panelHead(
      kind,
      title,
      el('p', { class: 'lead' }, lead),
      beyond
        ? el('p', { class: 'notice' }, 'Nothing that passes the filters connects them. Without the filters:')
        : null,
    ),
    ...paths.map((path, place) =>
      el(
        'section',
        { class: 'group way' },
        paths.length > 1 ? el('h3', {}, `Path ${place + 1}`) : null,
        el(
          'ol',
          { class: 'way-steps' },
          path.slice(1).map((index, at) => hop(nodes[path[at]], nodes[index])),
        ),
      ),
    ),
  ];
}

// One step: from a paper to a thing or back, with the best sentence.
function hop(from, to) {
  const [paper, thing] = from.label === PAPER ? [from, to] : [to, from];
  const edge = paper.edges.find((one) => one.thing === thing.index);
  const [best] = evidenceOf(edge);
  return el(
    'li',
    {},
    nodeLink(from, [sign(from.label), clip(from.short, 80)]),
    ' ',
    el('span', { class: 'relation' }, phrase(edge.relation, from !== paper).toLowerCase()),
    ' ',
    nodeLink(to, [sign(to.label), clip(to.short, 80)]),
    best ? quoteOf(best) : null,
  );
}

// No dead end: what each stands with, from which one can go on.
function noPathPanel(kind, title, ends) {
  const topic = (node) => topicOf.get(node.group);
  const near = (node) => {
    const around = node.label === PAPER ? neighbours(node).map((other) => [other, other.papers]) : together(node);
    return chipList(`Near ${clip(node.short, 40)}`, around, ([other, number]) =>
      nodeLink(other, [sign(other.label), el('span', {}, other.short), el('span', { class: 'count' }, number)], {
        class: `chip ${LABELS[other.label]}`,
      }),
    );
  };
  const homes = ends
    .filter(topic)
    .map((node) => el('p', {}, `${clip(node.short, 50)}: topic ${topicName(topic(node))}.`));
  return [
    panelHead(
      kind,
      title,
      el('p', { class: 'lead' }, 'No papers connect them: they are in separate parts of the graph.'),
    ),
    ...homes,
    ...ends.map(near),
  ];
}
