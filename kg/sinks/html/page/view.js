// The camera: what is in view, how one gets there, and what is under the pointer.
import { calm, container, narrow, network } from './canvas.js';
import { nodes } from './data.js';
import { byKey } from './dom.js';
import { drawOverlay, nodeAt } from './pointer.js';
import { drawFrame, scene } from './scene.js';
import { shown, state } from './state.js';

const REST = 130; // milliseconds without movement, after which the frame is drawn whole
let resting = 0;
let stale = true; // what is drawn must be drawn anew, even if the camera has not moved

const sameCamera = (a, b) => a && b && a.e === b.e && a.f === b.f && a.a === b.a;
let lastTransform = null;

network.on('beforeDrawing', (context) => {
  const transform = context.getTransform();
  const moved = !sameCamera(transform, lastTransform);
  const still = stale || !moved;
  lastTransform = transform;
  stale = false;
  drawFrame(context, still);
  clearTimeout(resting);
  if (!still) resting = setTimeout(redraw, REST);
  drawOverlay();
});

export function redraw() {
  stale = true;
  network.redraw();
}

export function redrawAll() {
  scene.paths = null;
  redraw();
}

// The part of the map that no panel covers, in CSS pixels.
export function freeArea() {
  const box = container.getBoundingClientRect();
  const panel = byKey('panel');
  const area = { left: 0, top: 0, right: box.width, bottom: box.height };
  if (panel.hidden) return area;
  const cover = panel.getBoundingClientRect();
  if (narrow.matches) area.bottom = Math.max(80, Math.min(area.bottom, cover.top - box.top));
  else area.right = Math.max(200, Math.min(area.right, cover.left - box.left));
  return area;
}

function moveTo(x, y, scale, animate = true) {
  const area = freeArea();
  const box = container.getBoundingClientRect();
  // vis-network centres the position in the whole canvas: shifted to the middle of the free part.
  const offset = { x: (area.left + area.right - box.width) / 2, y: (area.top + area.bottom - box.height) / 2 };
  const still = !animate || calm.matches;
  network.moveTo({
    position: { x, y },
    scale,
    offset,
    animation: still ? false : { duration: 450, easingFunction: 'easeInOutCubic' },
  });
  if (still) redraw();
}

export function showNodes(list, largest, animate) {
  if (!list.length) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, radius } of list) {
    left = Math.min(left, x - radius);
    right = Math.max(right, x + radius);
    top = Math.min(top, y - radius);
    bottom = Math.max(bottom, y + radius);
  }
  const area = freeArea();
  const [across, down] = [area.right - area.left - 60, area.bottom - area.top - 60];
  const scale = Math.min(largest, across / (right - left + 1), down / (bottom - top + 1));
  moveTo((left + right) / 2, (top + bottom) / 2, Math.max(0.02, scale), animate);
}

export const showAll = (animate = true) =>
  showNodes(
    nodes.filter((node) => shown.node[node.index]),
    2,
    animate,
  );

// vis-network does not see nodes that it does not draw: what its own functions say of them is put right.
network.fit = () => showAll(false);
const positions = network.getPositions.bind(network);
network.getPositions = (ids) => positions(ids === undefined ? nodes.map((node) => node.index) : ids);
network.getNodeAt = (point) => nodeAt(point, 0)?.index;

// On a phone the whole graph would be mush: it opens on its middle, closer.
export function showFirst() {
  showAll(false);
  if (narrow.matches && network.getScale() < 0.3) moveTo(0, 0, Math.min(0.45, network.getScale() * 2.2), false);
}

// What is lit: 2 for what is chosen, 1 for its neighbours.
export function light() {
  const chosen = state.node
    ? [state.node]
    : state.pair || (state.edge ? [nodes[state.edge.paper], nodes[state.edge.thing]] : []);
  scene.lit = null;
  scene.lead = chosen.map((node) => node.index);
  scene.paths = null;
  if (!chosen.length) return [];
  scene.lit = new Uint8Array(nodes.length);
  const around = state.node
    ? [...neighbours(state.node), ...partners(state.node)]
    : state.pair
      ? papersOf(...state.pair)
      : [];
  for (const node of around) scene.lit[node.index] = 1;
  for (const node of chosen) scene.lit[node.index] = 2;
  return [...chosen, ...around].filter((node) => shown.node[node.index]);
}

const otherEnd = (edge, node) => nodes[edge.paper === node.index ? edge.thing : edge.paper];
export const neighbours = (node) => [
  ...new Set(node.edges.filter((edge) => shown.edge[edge.index]).map((edge) => otherEnd(edge, node))),
];

// Things paired with a thing, where papers are hidden.
export const partners = (node) =>
  shown.pairs
    .filter((pair) => pair.one === node || pair.other === node)
    .map((pair) => (pair.one === node ? pair.other : pair.one));

export function papersOf(one, other) {
  const found = new Set(neighbours(one));
  return neighbours(other).filter((paper) => found.has(paper));
}
