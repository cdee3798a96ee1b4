// The camera: what is in view, how one gets there, and what is lit.
import { calm, container, narrow, network } from './canvas.js';
import { connections } from './connect.js';
import { nodes, turnedSpot } from './data.js';
import { byKey } from './dom.js';
import { drawOverlay, followCamera, nodeAt } from './pointer.js';
import { drawFrame, scene } from './scene.js';
import { chosenNodes, neighbours, shown, state } from './state.js';

const REST = 130; // milliseconds without movement, after which the frame is drawn whole
const GLIDE = 420; // milliseconds of a movement of the camera
const ZOOMS = [0.02, 12];
let resting = 0;
let stale = true; // what is drawn must be drawn anew, even if the camera has not moved
let lastTransform = null;
let gliding = 0;

const sameCamera = (a, b) => a && b && a.e === b.e && a.f === b.f && a.a === b.a;
export const clampScale = (scale) => Math.max(ZOOMS[0], Math.min(ZOOMS[1], scale));

export function startDrawing() {
  network.on('beforeDrawing', (context) => {
    if (!scene.started) return; // what is drawn before all is in its place would be drawn again
    const transform = context.getTransform();
    const moved = !sameCamera(transform, lastTransform);
    const still = stale || !moved;
    const changed = stale;
    lastTransform = transform;
    stale = false;
    drawFrame(context, still, changed);
    clearTimeout(resting);
    if (!still) resting = window.setTimeout(redraw, REST);
    if (moved) followCamera();
    drawOverlay();
  });
  network.on('resize', () => {
    scene.groundCamera = null;
    redraw();
  });
}

// From now on frames are drawn.
export function drawFirst() {
  scene.started = true;
  redraw();
}

function redraw() {
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
  const place = byKey('place');
  const area = { left: 0, top: place.offsetTop + place.offsetHeight, right: box.width, bottom: box.height };
  if (panel.hidden) return area;
  const cover = panel.getBoundingClientRect();
  if (narrow.matches) area.bottom = Math.max(80, Math.min(area.bottom, cover.top - box.top));
  else area.right = Math.max(200, Math.min(area.right, cover.left - box.left));
  return area;
}

// Goes there by itself until somebody takes hold of the map.
export function travel(x, y, scale, animate = true) {
  const area = freeArea();
  const box = container.getBoundingClientRect();
  // vis-network centres the position in the whole canvas: shifted to the middle of the free part.
  const [dx, dy] = [(area.left + area.right - box.width) / 2, (area.top + area.bottom - box.height) / 2];
  const target = { x: x - dx / scale, y: y - dy / scale, scale };
  endGlide();
  if (!animate || calm.matches) {
    network.moveTo({ position: target, scale, animation: false });
    redraw();
    return;
  }
  const from = { ...network.getViewPosition(), scale: network.getScale() };
  const begin = performance.now();
  const step = (now) => {
    const part = Math.min(1, Math.max(0, (now - begin) / GLIDE));
    const eased = part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
    const mix = (key) => from[key] + (target[key] - from[key]) * eased;
    const zoomed = from.scale * (target.scale / from.scale) ** eased;
    network.moveTo({ position: { x: mix('x'), y: mix('y') }, scale: zoomed, animation: false });
    gliding = part < 1 ? requestAnimationFrame(step) : 0;
  };
  gliding = requestAnimationFrame(step);
}

export function endGlide() {
  if (gliding) cancelAnimationFrame(gliding);
  gliding = 0;
}

export function showNodes(list, largest, animate = true) {
  if (!list.length) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, radius } of list) {
    left = Math.min(left, x - radius);
    right = Math.max(right, x + radius);
    top = Math.min(top, y - radius);
    bottom = Math.max(bottom, y + radius);
  }
  const area = freeArea();
  const margin = narrow.matches ? 20 : 60;
  const [across, down] = [area.right - area.left - margin, area.bottom - area.top - margin];
  const scale = Math.min(largest, across / (right - left + 1), down / (bottom - top + 1));
  travel((left + right) / 2, (top + bottom) / 2, Math.max(ZOOMS[0], scale), animate);
}

export const shownNodes = () => nodes.filter((node) => shown.node[node.index]);
export const showAll = (animate = true) => showNodes(shownNodes(), 2, animate);

export function inView(node) {
  if (!scene.camera) return false;
  const { left, top, right, bottom } = freeArea();
  const x = node.x * scene.camera.scale + scene.camera.x;
  const y = node.y * scene.camera.scale + scene.camera.y;
  return x >= left && y >= top && x <= right && y <= bottom;
}

// vis-network does not see nodes that it does not draw: what its own functions say of them is put right.
export function correctNetwork() {
  network.fit = () => showAll(false);
  network.getPositions = (ids = nodes.map((node) => node.index)) =>
    Object.fromEntries([ids].flat().map((index) => [index, { x: nodes[index].x, y: nodes[index].y }]));
  network.getLabels = () => scene.labels.map(({ node }) => node.index);
  network.getNodeAt = (point) => nodeAt(point, 0)?.index;
}

export function showFirst() {
  if (!state.camera) return showAll(false);
  const [x, y, scale] = state.camera;
  network.moveTo({ position: turnedSpot({ x, y }), scale: clampScale(scale), animation: false });
  return redraw();
}

// Where the camera is, for an address to keep: the same on a phone, whose map is turned.
export function cameraText() {
  const { x, y } = turnedSpot(network.getViewPosition());
  return `${Math.round(x)},${Math.round(y)},${network.getScale().toPrecision(4)}`;
}

// What is lit: 2 for what is chosen, 1 for its neighbours.
export function light() {
  const chosen = chosenNodes();
  scene.lit = null;
  scene.lead = chosen.map((node) => node.index);
  scene.paths = null;
  if (!chosen.length) return [];
  scene.lit = new Uint8Array(nodes.length);
  const around = litAround();
  for (const node of around) scene.lit[node.index] = state.path ? 2 : 1;
  for (const node of chosen) scene.lit[node.index] = 2;
  return [...chosen, ...around].filter((node) => shown.node[node.index]);
}

function litAround() {
  if (state.node) return [...neighbours(state.node), ...partners(state.node)];
  if (state.pair) return papersOf(state.pair[0], state.pair[1]);
  return state.path
    ? connections(state.path)
        .paths.flat()
        .map((index) => nodes[index])
    : [];
}

// Things paired with a thing, where papers are hidden.
export const partners = (node) =>
  shown.pairs
    .filter((pair) => pair.one === node || pair.other === node)
    .map((pair) => (pair.one === node ? pair.other : pair.one));

export function papersOf(one, other) {
  const found = new Set(neighbours(one));
  return neighbours(other).filter((paper) => found.has(paper));
}
