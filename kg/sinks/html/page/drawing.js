// The window of the map as shapes and text: what the canvas shows, in SVG.
import { container } from './canvas.js';
import { nodes, topicOf } from './data.js';
import { el } from './dom.js';
import { DATASET, METHOD, PAPER } from './kinds.js';
import { FONT, labelStyle, labelText } from './labels.js';
import { classFill, colourClass, colours, topicTint } from './palette.js';
import { BLOB, corners, onScreen, scene, shownEdges, tinted } from './scene.js';
import { shown } from './state.js';

const svgNumber = (value) => Number(value.toFixed(1));
const svgAt = (node) => [
  svgNumber(node.x * scene.camera.scale + scene.camera.x),
  svgNumber(node.y * scene.camera.scale + scene.camera.y),
];
const isDim = (...ends) => Boolean(scene.lit) && !ends.every((node) => scene.lit[node.index]);

// Where another view is open, the map has no size of its own.
export function mapSize() {
  const { width, height } = container.getBoundingClientRect();
  return width ? { width, height } : { width: 1280, height: 800 };
}

export function mapSvg() {
  const { width, height } = mapSize();
  const [across, down] = [svgNumber(width), svgNumber(height)];
  const drawing = el(
    'svg',
    { viewBox: `0 0 ${across} ${down}`, width: across, height: down, 'font-family': FONT },
    el('rect', { width: '100%', height: '100%', fill: colours.ground }),
    el('g', { class: 'topics', opacity: scene.lit ? 0.45 : 1 }, svgAreas()),
    el('g', { opacity: 0.6 }, svgLines()),
    el('g', {}, [...onScreen(scene.camera, width, height)].map(svgShape)),
    el('g', {}, scene.labels.map(svgLabel)),
  );
  return new XMLSerializer().serializeToString(drawing);
}

// The grounds of the topics: discs around their nodes that run into each other.
function svgAreas() {
  const groups = new Map();
  for (const node of nodes.filter(tinted)) {
    if (!groups.has(node.group)) groups.set(node.group, []);
    const radius = svgNumber((node.radius + BLOB) * scene.camera.scale);
    groups.get(node.group).push(el('circle', { cx: svgAt(node)[0], cy: svgAt(node)[1], r: radius }));
  }
  return [...groups].map(([group, discs]) =>
    el('g', { fill: topicTint(group), 'data-topic': topicOf.get(group).things[0].name }, discs),
  );
}

function svgLines() {
  const line = (from, to, colour, width) =>
    el('line', {
      x1: svgAt(from)[0],
      y1: svgAt(from)[1],
      x2: svgAt(to)[0],
      y2: svgAt(to)[1],
      stroke: colour,
      'stroke-width': width,
      opacity: isDim(from, to) ? 0.25 : null,
    });
  const links = shownEdges().map((edge) =>
    line(nodes[edge.paper], nodes[edge.thing], colours.edges[nodes[edge.thing].label], 0.8),
  );
  const pairs = shown.pairs.map(({ one, other, number }) =>
    line(one, other, colours.edges[METHOD], Math.min(5, 0.6 + number / 2)),
  );
  return [...links, ...pairs];
}

function svgShape([node, x, y, radius]) {
  const style = {
    fill: classFill(colourClass(node)),
    stroke: node.label === PAPER ? colours['paper-edge'] : colours.ground,
    opacity: isDim(node) ? 0.14 : null,
  };
  const name = el('title', {}, node.name);
  if (node.label === DATASET) {
    const [left, top, side] = [x - radius * 0.88, y - radius * 0.88, radius * 1.76].map(svgNumber);
    return el('rect', { x: left, y: top, width: side, height: side, ...style }, name);
  }
  if (node.label === PAPER || node.label === METHOD)
    return el('circle', { cx: svgNumber(x), cy: svgNumber(y), r: svgNumber(radius), ...style }, name);
  const points = corners(node.label, x, y, radius).map((point) => point.map(svgNumber).join(','));
  return el('polygon', { points: points.join(' '), ...style }, name);
}

function svgLabel({ node, dx, dy }) {
  const { size, weight, colour } = labelStyle(node);
  return el(
    'text',
    {
      x: svgNumber(svgAt(node)[0] + dx),
      y: svgNumber(svgAt(node)[1] + dy),
      'font-size': svgNumber(size),
      'font-weight': weight,
      'text-anchor': 'middle',
      'dominant-baseline': 'central',
      fill: colour,
      stroke: colours.ground,
      'stroke-width': 3,
      'paint-order': 'stroke',
    },
    labelText(node),
  );
}
