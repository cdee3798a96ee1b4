// The map under the pointer and the keyboard: what is there, what it says, and going from node to node.
// The node under a point of the container, with some pixels to spare; else the line, where lines can be told apart.
import { calm, container, network, overlay, tip } from './canvas.js';
import { edges, nodes } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { LABELS, PAPER, phrase } from './kinds.js';
import { clip } from './labels.js';
import { LEAST, colours, scene } from './scene.js';
import { clearSelection, select, selectEdge, selectPair, shown, state } from './state.js';
import { dateText } from './text.js';
import { partners, redraw, showAll } from './view.js';

export function nodeAt(point, spare = 4) {
  const { camera } = scene;
  if (!camera) return null;
  let best = null;
  let nearest = Infinity;
  for (const node of nodes) {
    if (!shown.node[node.index]) continue;
    const away = Math.hypot(node.x * camera.scale + camera.x - point.x, node.y * camera.scale + camera.y - point.y);
    const beyond = away - Math.max(node.radius * camera.scale, LEAST);
    if (beyond < spare && away < nearest) [best, nearest] = [node, away];
  }
  return best;
}

// The edge, or the pair of things, whose line passes by a point.
function lineAt(point) {
  const { camera } = scene;
  if (!camera || (!scene.lit && camera.scale < 0.5)) return null;
  const at = [(point.x - camera.x) / camera.scale, (point.y - camera.y) / camera.scale];
  let best = null;
  let nearest = 5 / camera.scale;
  const meet = (line, from, to) => {
    if (scene.lit && !(scene.lit[from.index] && scene.lit[to.index])) return;
    const away = distance(at, from, to);
    if (away < nearest) [best, nearest] = [line, away];
  };
  for (const edge of edges)
    if (shown.edge[edge.index] && shown.node[edge.paper]) meet(edge, nodes[edge.paper], nodes[edge.thing]);
  for (const pair of shown.pairs) meet(pair, pair.one, pair.other);
  return best;
}

function distance([x, y], from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(from.x + along * dx - x, from.y + along * dy - y);
}

network.on('click', ({ pointer }) => {
  const node = nodeAt(pointer.DOM);
  const line = node ? null : lineAt(pointer.DOM);
  if (node) select(node);
  else if (line && line.one) selectPair(line.one, line.other);
  else if (line) selectEdge(line);
  else clearSelection();
});
network.on('doubleClick', ({ pointer }) => {
  const at = network.DOMtoCanvas(pointer.DOM);
  network.moveTo({
    position: at,
    scale: network.getScale() * 1.8,
    animation: calm.matches ? false : { duration: 250 },
  });
});

let hovered = null;
let pointed = null;
container.addEventListener('pointermove', (event) => {
  if (event.pointerType === 'touch') return;
  const box = container.getBoundingClientRect();
  if (!pointed) requestAnimationFrame(hover);
  pointed = event.buttons ? { drag: true } : { x: event.clientX - box.left, y: event.clientY - box.top };
});
container.addEventListener('pointerleave', () => {
  pointed = pointed || (requestAnimationFrame(hover), {});
  pointed.drag = true;
});

function hover() {
  const point = pointed;
  pointed = null;
  const found = point.drag ? null : nodeAt(point) || lineAt(point);
  container.style.cursor = found ? 'pointer' : '';
  if (found !== hovered) {
    hovered = found;
    showTip(found);
    drawOverlay();
  }
  if (hovered) placeTip(point);
}

function showTip(found) {
  tip.hidden = !found;
  if (!found) return;
  if (found.edges) {
    const detail = found.label === PAPER ? dateText(found.published) : counted(found.papers, 'paper');
    tip.replaceChildren(
      sign(found.label),
      el('strong', {}, clip(found.name, 120)),
      el('span', {}, [LABELS[found.label], detail].filter(Boolean).join(' · ')),
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
    context.arc(...at(node), Math.max(node.radius * camera.scale, LEAST) * 1.15 + 3, 0, 7);
    context.lineWidth = weight;
    context.stroke();
  }
}

function linesOf(found) {
  if (!found) return [];
  if (found.one) return [[found.one, found.other]];
  if (!found.edges) return [[nodes[found.paper], nodes[found.thing]]];
  const links = found.edges.filter((edge) => shown.edge[edge.index] && shown.node[edge.paper]);
  return [
    ...links.map((edge) => [nodes[edge.paper], nodes[edge.thing]]),
    ...partners(found).map((other) => [found, other]),
  ];
}

// From the keyboard: the view moves, and the choice goes from node to node.
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function zoomBy(factor) {
  const { x, y } = network.getViewPosition();
  network.moveTo({
    position: { x, y },
    scale: Math.max(0.02, Math.min(12, network.getScale() * factor)),
    animation: false,
  });
}

function nearestTo(x, y, [dx, dy] = [0, 0]) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    if (!shown.node[node.index] || node === state.node) continue;
    const [ax, ay] = [node.x - x, node.y - y];
    const forward = ax * dx + ay * dy;
    const cost = dx || dy ? (forward > 0 ? forward + 2 * Math.abs(ax * dy - ay * dx) : Infinity) : Math.hypot(ax, ay);
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}

container.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = DIRECTIONS[event.key];
  const centre = network.getViewPosition();
  if (direction && event.shiftKey) {
    const from = state.node || centre;
    const next = nearestTo(from.x, from.y, direction);
    if (next) select(next);
  } else if (direction) {
    const step = 90 / network.getScale();
    network.moveTo({
      position: { x: centre.x + direction[0] * step, y: centre.y + direction[1] * step },
      animation: false,
    });
  } else if (event.key === '+' || event.key === '=') zoomBy(1.25);
  else if (event.key === '-') zoomBy(0.8);
  else if (event.key === '0') showAll();
  else if (event.key === 'Enter') {
    if (state.node) byKey('panel').focus();
    else select(nearestTo(centre.x, centre.y));
  } else if (event.key === '/') byKey('search').focus();
  else return;
  event.preventDefault();
});
byKey('zoom-in').addEventListener('click', () => zoomBy(1.3));
byKey('zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
byKey('zoom-fit').addEventListener('click', () => showAll());
// The wheel knows no end: some turns would lose the graph.
network.on('zoom', ({ scale }) => {
  const kept = Math.max(0.02, Math.min(12, scale));
  if (kept !== scale) network.moveTo({ scale: kept });
});
network.on('resize', () => {
  scene.groundCamera = null;
  redraw();
});
