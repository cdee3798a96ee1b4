// The camera: what is in view, how one gets there, and what is under the pointer.
const REST = 130; // milliseconds without movement, after which the frame is drawn whole
const container = byKey('mynetwork');
const overlay = byKey('overlay');
const tip = byKey('tip');
const network = new vis.Network(
  container, { nodes: new vis.DataSet(picture.nodes), edges: new vis.DataSet(picture.edges) }, picture.options);
window.network = network; // as in every page of pyvis: for the console, and for measuring
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const narrow = window.matchMedia('(max-width: 760px)');
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

function redraw() {
  stale = true;
  network.redraw();
}

function redrawAll() {
  scene.paths = null;
  redraw();
}

// The part of the map that no panel covers, in CSS pixels.
function freeArea() {
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
  network.moveTo({ position: { x, y }, scale, offset, animation: still ? false : { duration: 450, easingFunction: 'easeInOutCubic' } });
  if (still) redraw();
}

function showNodes(list, largest, animate) {
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

const showAll = (animate = true) => showNodes(nodes.filter((node) => shown.node[node.index]), 2, animate);

// vis-network does not see nodes that it does not draw: what its own functions say of them is put right.
network.fit = () => showAll(false);
const positions = network.getPositions.bind(network);
network.getPositions = (ids) => positions(ids === undefined ? nodes.map((node) => node.index) : ids);
network.getNodeAt = (point) => nodeAt(point, 0)?.index;

// On a phone the whole graph would be mush: it opens on its middle, closer.
function showFirst() {
  showAll(false);
  if (narrow.matches && network.getScale() < 0.3) moveTo(0, 0, Math.min(0.45, network.getScale() * 2.2), false);
}

// What is lit: 2 for what is chosen, 1 for its neighbours.
function light() {
  const chosen = state.node ? [state.node] : state.pair || (state.edge ? [nodes[state.edge.paper], nodes[state.edge.thing]] : []);
  scene.lit = null;
  scene.lead = chosen.map((node) => node.index);
  scene.paths = null;
  if (!chosen.length) return [];
  scene.lit = new Uint8Array(nodes.length);
  const around = state.node ? neighbours(state.node) : state.pair ? papersOf(...state.pair) : [];
  for (const node of around) scene.lit[node.index] = 1;
  for (const node of chosen) scene.lit[node.index] = 2;
  return [...chosen, ...around].filter((node) => shown.node[node.index]);
}

const otherEnd = (edge, node) => nodes[edge.paper === node.index ? edge.thing : edge.paper];
const neighbours = (node) => [...new Set(node.edges.filter((edge) => shown.edge[edge.index]).map((edge) => otherEnd(edge, node)))];

function papersOf(one, other) {
  const found = new Set(neighbours(one));
  return neighbours(other).filter((paper) => found.has(paper));
}

// The node under a point of the container, with some pixels to spare; else the line, where lines can be told apart.
function nodeAt(point, spare = 4) {
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

function edgeAt(point) {
  const { camera } = scene;
  if (!camera || (!scene.lit && camera.scale < 0.5)) return null;
  const [x, y] = [(point.x - camera.x) / camera.scale, (point.y - camera.y) / camera.scale];
  let best = null;
  let nearest = 5 / camera.scale;
  for (const edge of edges) {
    const [a, b] = [nodes[edge.paper], nodes[edge.thing]];
    if (!shown.edge[edge.index] || !shown.node[a.index] || (scene.lit && !(scene.lit[a.index] && scene.lit[b.index]))) continue;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const away = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
    if (away < nearest) [best, nearest] = [edge, away];
  }
  return best;
}

network.on('click', ({ pointer }) => {
  const node = nodeAt(pointer.DOM);
  const edge = node ? null : edgeAt(pointer.DOM);
  if (node) select(node);
  else if (edge) selectEdge(edge);
  else clearSelection();
});
network.on('doubleClick', ({ pointer }) => {
  const at = network.DOMtoCanvas(pointer.DOM);
  network.moveTo({ position: at, scale: network.getScale() * 1.8, animation: calm.matches ? false : { duration: 250 } });
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
  const found = point.drag ? null : nodeAt(point) || edgeAt(point);
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
    tip.replaceChildren(sign(found.label), el('strong', {}, clip(found.name, 120)), el('span', {}, [LABELS[found.label], detail].filter(Boolean).join(' · ')));
  } else {
    tip.replaceChildren(el('span', {}, clip(nodes[found.paper].name, 70)), el('em', {}, phrase(found.relation).toLowerCase()), el('strong', {}, nodes[found.thing].name));
  }
}

function placeTip(point) {
  const box = container.getBoundingClientRect();
  tip.style.left = `${Math.min(point.x + 14, Math.max(0, box.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${point.y + 18 + tip.offsetHeight > box.height ? point.y - tip.offsetHeight - 12 : point.y + 18}px`;
}

// Rings around what is chosen and under the pointer, and its lines: over the map, so that the map is not drawn again.
function drawOverlay() {
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
  const lines = hovered ? (hovered.edges ? hovered.edges.filter((edge) => shown.edge[edge.index]) : [hovered]) : [];
  context.strokeStyle = colours.accent;
  context.lineWidth = hovered && !hovered.edges ? 3 : 1.2;
  context.beginPath();
  for (const edge of lines) {
    if (!shown.node[edge.paper]) continue;
    context.moveTo(...at(nodes[edge.paper]));
    context.lineTo(...at(nodes[edge.thing]));
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

// From the keyboard: the view moves, and the choice goes from node to node.
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function zoomBy(factor) {
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x, y }, scale: Math.max(0.02, Math.min(12, network.getScale() * factor)), animation: false });
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
    network.moveTo({ position: { x: centre.x + direction[0] * step, y: centre.y + direction[1] * step }, animation: false });
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
network.on('resize', () => {
  scene.groundCamera = null;
  redraw();
});
