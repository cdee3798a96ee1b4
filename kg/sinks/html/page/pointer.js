// The map under the pointer: what is there, what it says, and what a click, a turn of the wheel and a drag do.
import { container, network, overlay, tip } from './canvas.js';
import { connecting, finishConnect } from './connect.js';
import { nodes, topicName } from './data.js';
import { clip, counted, el, sign } from './dom.js';
import { LABELS, PAPER, phrase } from './kinds.js';
import { topicAt } from './labels.js';
import { colours } from './palette.js';
import { paperCount } from './panel.js';
import { ringRadius } from './placing.js';
import { drawnRadius, scene, shownEdges } from './scene.js';
import {
  change,
  chosenNodes,
  clearSelection,
  select,
  selectEdge,
  selectPair,
  selectPath,
  shown,
  state,
} from './state.js';
import { dateText } from './text.js';
import { clampScale, endGlide, partners, redrawAll, travel } from './view.js';

let hovered = null;
let pointed = null; // where the pointer is, or {drag: true}
let waiting = false;
let first = null; // the last click on the map, which another may make a double-click
let second = false; // whether the button is down for that other
const DOUBLE = 500; // milliseconds between the two
const STEADY = 10; // CSS pixels between the two

// The node under a point of the container, with some pixels to spare; else the line, where lines can be told apart.
export function nodeAt(point, spare = 4) {
  const { camera } = scene;
  if (!camera) return null;
  let best = null;
  let nearest = Infinity;
  for (const node of nodes) {
    if (!shown.node[node.index]) continue;
    const away = Math.hypot(node.x * camera.scale + camera.x - point.x, node.y * camera.scale + camera.y - point.y);
    if (away - drawnRadius(node, camera) < spare && away < nearest) [best, nearest] = [node, away];
  }
  return best;
}

// The edge, or the pair of things, whose line passes by a point.
function lineAt(point) {
  const { camera } = scene;
  if (!camera || (!scene.lit && camera.scale < 0.5)) return null;
  /** @type {[number, number]} */
  const at = [(point.x - camera.x) / camera.scale, (point.y - camera.y) / camera.scale];
  let best = null;
  let nearest = 5 / camera.scale;
  const meet = (line, from, to) => {
    if (scene.lit && !(scene.lit[from.index] && scene.lit[to.index])) return;
    const away = distance(at, from, to);
    if (away < nearest) [best, nearest] = [line, away];
  };
  for (const edge of shownEdges()) meet(edge, nodes[edge.paper], nodes[edge.thing]);
  for (const pair of shown.pairs) meet(pair, pair.one, pair.other);
  return best;
}

function distance([x, y], from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(from.x + along * dx - x, from.y + along * dy - y);
}

// Says what a double-click there would be about: a node that was chosen, or the map itself (null).
function clickAt(point, shift) {
  const node = nodeAt(point);
  const topic = node || chosenNodes().length ? null : topicAt(point);
  const line = node || topic ? null : lineAt(point);
  if (node && connecting) finishConnect(node);
  else if (node && shift && state.node && state.node !== node) selectPath(state.node, node);
  else if (node) {
    select(node);
    return node;
  } else if (line && line.one) selectPair(line.one, line.other);
  else if (line) selectEdge(line);
  else if (topic) change({ topic: topic.group });
  else {
    clearSelection();
    return null;
  }
  return undefined;
}

// The first click may open the panel under the pointer, and what it redraws may take longer than a double-click does:
// so the second is told by where and when it was made, whatever lies there by then.
function pressAgain(event) {
  const { clientX: x, clientY: y, timeStamp: time } = event;
  second = first !== null && !event.button && time - first.time < DOUBLE;
  second &&= Math.hypot(x - first.x, y - first.y) < STEADY;
  if (second) keepFrom(event);
  else first = null;
}

function clickAgain(event) {
  if (!second) return;
  second = false;
  keepFrom(event);
  const { node, point } = first;
  first = null;
  if (node) change({ focus: node, steps: 1 });
  else if (node === null) travel(point.x, point.y, clampScale(network.getScale() * 1.8));
}

function keepFrom(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function startPointer() {
  network.on('click', ({ pointer, event: { srcEvent } }) => {
    const point = network.DOMtoCanvas(pointer.DOM);
    const node = clickAt(pointer.DOM, srcEvent.shiftKey);
    first = { node, point, x: srcEvent.clientX, y: srcEvent.clientY, time: srcEvent.timeStamp };
  });
  document.addEventListener('pointerdown', pressAgain, { capture: true });
  document.addEventListener('click', clickAgain, { capture: true });
  container.addEventListener('wheel', turnWheel, { capture: true, passive: false });
  container.addEventListener('pointerdown', takeHold, { capture: true });
  container.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') return;
    const box = container.getBoundingClientRect();
    pointed = event.buttons ? { drag: true } : { x: event.clientX - box.left, y: event.clientY - box.top };
    hoverSoon();
  });
  container.addEventListener('pointerleave', () => {
    pointed = { drag: true };
    hoverSoon();
  });
  // A pinch knows no end: it would lose the graph.
  network.on('zoom', ({ scale }) => {
    if (clampScale(scale) !== scale) network.moveTo({ scale: clampScale(scale) });
  });
}

// As d3-zoom does: a notch of a mouse (100 or 120) is a seventh or so, a trackpad's small steps follow the fingers.
function turnWheel(event) {
  event.preventDefault();
  event.stopPropagation();
  endGlide();
  const unit = event.deltaMode === 1 ? 25 : event.deltaMode === 2 ? 500 : 1;
  const factor = 2 ** ((-event.deltaY * unit * (event.ctrlKey ? 10 : 1)) / 500);
  const box = container.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
  const old = network.getScale();
  const scale = clampScale(old * factor);
  const centre = network.getViewPosition();
  const keep = (at) => at / old - at / scale;
  network.moveTo({ position: { x: centre.x + keep(x), y: centre.y + keep(y) }, scale, animation: false });
}

// A drag on a node moves it, where a mouse or a pen can be exact; on the ground vis-network moves the map.
function takeHold(event) {
  endGlide();
  if (event.pointerType === 'touch' || event.button) return;
  const box = container.getBoundingClientRect();
  const start = { x: event.clientX - box.left, y: event.clientY - box.top };
  const node = nodeAt(start, 0);
  if (!node) return;
  const from = [node.x, node.y];
  network.setOptions({ interaction: { dragView: false } });
  const move = (moving) => {
    const { scale } = scene.camera;
    [node.x, node.y] = [
      from[0] + (moving.clientX - event.clientX) / scale,
      from[1] + (moving.clientY - event.clientY) / scale,
    ];
    if (Math.hypot(moving.clientX - event.clientX, moving.clientY - event.clientY) > 4) redrawAll();
    else [node.x, node.y] = from;
  };
  const end = () => {
    window.removeEventListener('pointermove', move);
    network.setOptions({ interaction: { dragView: true } });
  };
  window.addEventListener('pointermove', move);
  for (const done of ['pointerup', 'pointercancel']) window.addEventListener(done, end, { once: true });
}

function hoverSoon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(hover);
}

// The map moved under a pointer that rests: what is there now is something else.
export function followCamera() {
  if (pointed && !pointed.drag) hoverSoon();
}

function hover() {
  waiting = false;
  const found = pointed.drag ? null : nodeAt(pointed) || topicAt(pointed) || lineAt(pointed);
  container.style.cursor = found ? 'pointer' : '';
  if (found !== hovered) {
    hovered = found;
    showTip(found);
    drawOverlay();
  }
  if (hovered) placeTip(pointed);
}

function showTip(found) {
  tip.hidden = !found;
  if (!found) return;
  if (found.edges) {
    const detail = found.label === PAPER ? dateText(found.published) : paperCount(found);
    tip.replaceChildren(
      sign(found.label),
      el('strong', {}, clip(found.name, 120)),
      el('span', {}, [LABELS[found.label], detail].filter(Boolean).join(' · ')),
    );
  } else if (found.things) {
    tip.replaceChildren(
      el('strong', {}, topicName(found)),
      el('span', {}, `topic of ${counted(found.papers, 'paper')}`),
      el('em', {}, 'click to see it alone'),
    );
  } else if (found.one) {
    tip.replaceChildren(
      el('strong', {}, found.one.name),
      el('em', {}, `in ${counted(found.number, 'paper')} with`),
      el('strong', {}, found.other.name),
    );
  } else {
    tip.replaceChildren(
      el('span', {}, clip(nodes[found.paper].name, 70)),
      el('em', {}, phrase(found.relation).toLowerCase()),
      el('strong', {}, nodes[found.thing].name),
    );
  }
}

function placeTip(point) {
  const box = container.getBoundingClientRect();
  tip.style.left = `${Math.min(point.x + 14, Math.max(0, box.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${point.y + 18 + tip.offsetHeight > box.height ? point.y - tip.offsetHeight - 12 : point.y + 18}px`;
}

// Rings around what is chosen and under the pointer, and its lines: over the map, so that the map is not drawn again.
export function drawOverlay() {
  if (!scene.camera) return;
  const { camera, ratio } = scene;
  const { width, height } = network.canvas.frame.canvas;
  const marks = [];
  if (hovered && hovered.edges) marks.push([hovered, 2]);
  for (const index of scene.lead) marks.push([nodes[index], 3]);
  const context = overlay.getContext('2d');
  if (overlay.width !== width || overlay.height !== height) Object.assign(overlay, { width, height });
  else if (overlay.marked) context.clearRect(0, 0, width, height);
  overlay.marked = marks.length > 0 || Boolean(hovered);
  if (!overlay.marked) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const at = (node) => [node.x * camera.scale + camera.x, node.y * camera.scale + camera.y];
  const lines = linesOf(hovered);
  context.strokeStyle = colours.accent;
  context.lineWidth = hovered && !hovered.edges ? 3 : 1.2;
  context.beginPath();
  for (const [from, to] of lines) {
    context.moveTo(...at(from));
    context.lineTo(...at(to));
  }
  context.stroke();
  for (const [node, weight] of marks) {
    if (!shown.node[node.index]) continue;
    context.beginPath();
    context.arc(...at(node), ringRadius(drawnRadius(node, camera)), 0, 7);
    context.lineWidth = weight;
    context.stroke();
  }
}

function linesOf(found) {
  if (!found) return [];
  if (found.things) return [];
  if (found.one) return [[found.one, found.other]];
  if (!found.edges) return [[nodes[found.paper], nodes[found.thing]]];
  const links = found.edges.filter((edge) => shown.edge[edge.index] && !state.hidden.has(PAPER));
  return [
    ...links.map((edge) => [nodes[edge.paper], nodes[edge.thing]]),
    ...partners(found).map((other) => [found, other]),
  ];
}
