// The drawing. vis-network has the canvas, the camera and the gestures, and calls this before each of its frames, which
// are empty (its nodes and edges are hidden: drawing them one by one is what makes its pages slow). A frame at rest is
// drawn whole, in one path a colour. While the camera moves, the last such frame's ground (communities and edges) is
// moved as a picture, nodes are copies of small pictures, or plain squares where they are tiny, and labels stay.
import { network } from './canvas.js';
import { edges, nodes } from './data.js';
import { DATASET, HARDWARE, LABELS, PAPER, REPOSITORY } from './kinds.js';
import { drawLabels, placeLabels } from './labels.js';
import { shown } from './state.js';
import { freeArea } from './view.js';

export const LEAST = 1.4; // CSS pixels: no node is drawn smaller
const BLOB = 26; // how far a community's ground reaches beyond its nodes
const TINTS = 6;
const GROUPED = 12; // nodes that make a community worth a ground
export const colours = {};
const ground = document.createElement('canvas');
export const scene = {
  paths: null,
  lit: null,
  lead: [],
  labels: [],
  camera: null,
  groundCamera: null,
  sprites: new Map(),
  ratio: 1,
};
const groups = new Map();
for (const node of nodes) groups.set(node.group, (groups.get(node.group) || 0) + 1);
const papersFirst = nodes.map((node) => node.index).sort((a, b) => nodes[a].papers - nodes[b].papers);

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  for (const name of ['ground', 'ink', 'muted', 'accent', 'paper-edge']) colours[name] = get(name);
  colours.labels = LABELS.map((label) => get(label.toLowerCase()));
  colours.edges = LABELS.map((label) => get(`${label.toLowerCase()}-edge`));
  colours.tints = Array.from({ length: TINTS }, (_, index) => get(`tint-${index}`));
  scene.sprites.clear();
}

// Paths in the map's own units; made again when the filters or what is lit change.
function makePaths() {
  const tints = colours.tints.map(() => new Path2D());
  const lines = LABELS.map(() => ({ lit: new Path2D(), dim: new Path2D() }));
  for (const node of nodes) {
    if (!shown.node[node.index] || groups.get(node.group) < GROUPED) continue;
    const path = tints[node.group % TINTS];
    path.moveTo(node.x + node.radius + BLOB, node.y);
    path.arc(node.x, node.y, node.radius + BLOB, 0, 7);
  }
  for (const [from, to] of visibleLines()) {
    const bright =
      !scene.lit ||
      (scene.lit[from.index] === 2 && scene.lit[to.index]) ||
      (scene.lit[to.index] === 2 && scene.lit[from.index]);
    const path = lines[to.label][bright ? 'lit' : 'dim'];
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }
  scene.paths = { tints, lines };
}

// The ends of all lines: links, or pairs of things where papers are hidden.
function* visibleLines() {
  for (const { one, other } of shown.pairs) yield [one, other];
  for (const edge of edges)
    if (shown.edge[edge.index] && shown.node[edge.paper]) yield [nodes[edge.paper], nodes[edge.thing]];
}

function outline(path, label, x, y, radius) {
  if (label === DATASET) path.rect(x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);
  else if (label === HARDWARE)
    polygon(path, [x, y - radius * 1.15], [x + radius * 1.1, y + radius * 0.8], [x - radius * 1.1, y + radius * 0.8]);
  else if (label === REPOSITORY)
    polygon(path, [x, y - radius * 1.2], [x + radius * 1.2, y], [x, y + radius * 1.2], [x - radius * 1.2, y]);
  else {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 7);
  }
}

function polygon(path, first, ...others) {
  path.moveTo(...first);
  for (const point of others) path.lineTo(...point);
  path.closePath();
}

function drawGround(camera, width, height) {
  if (ground.width !== width || ground.height !== height) Object.assign(ground, { width, height });
  const context = ground.getContext('2d');
  const scale = camera.scale * scene.ratio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(scale, 0, 0, scale, camera.x * scene.ratio, camera.y * scene.ratio);
  context.globalAlpha = scene.lit ? 0.45 : 1;
  scene.paths.tints.forEach((path, index) => {
    context.fillStyle = colours.tints[index];
    context.fill(path);
  });
  // Thousands of lines on little room would be one grey cloth: the more there are, the fainter each.
  const crowd = Math.max(
    0.25,
    Math.min(1, (3500 * Math.max(1, camera.scale * 2)) / Math.max(shown.totals.edges, shown.pairs.length, 1)),
  );
  const thin = Math.min(1.3, 0.55 + camera.scale * 0.35) / camera.scale;
  scene.paths.lines.forEach(({ lit, dim }, label) => {
    context.strokeStyle = colours.edges[label];
    context.lineWidth = thin;
    context.globalAlpha = scene.lit ? 0.16 * crowd : Math.min(0.85, 0.5 + camera.scale * 0.3) * crowd;
    if (scene.lit) context.stroke(dim);
    else context.stroke(lit);
    if (!scene.lit) return;
    context.globalAlpha = 0.95;
    context.lineWidth = 1.6 / camera.scale;
    context.stroke(lit);
  });
  context.globalAlpha = 1;
}

// Nodes on the screen, in CSS pixels, small ones first.
function* onScreen(camera, width, height) {
  for (const index of papersFirst) {
    if (!shown.node[index]) continue;
    const node = nodes[index];
    const radius = Math.max(node.radius * camera.scale, LEAST);
    const x = node.x * camera.scale + camera.x;
    const y = node.y * camera.scale + camera.y;
    if (x + radius > 0 && y + radius > 0 && x - radius < width && y - radius < height) yield [node, x, y, radius];
  }
}

function drawNodes(context, camera, width, height) {
  const paths = LABELS.map(() => ({ lit: new Path2D(), dim: new Path2D() }));
  for (const [node, x, y, radius] of onScreen(camera, width, height))
    outline(paths[node.label][!scene.lit || scene.lit[node.index] ? 'lit' : 'dim'], node.label, x, y, radius);
  const edged = camera.scale > 0.35;
  for (const part of ['dim', 'lit']) {
    paths.forEach((path, label) => {
      context.globalAlpha = part === 'dim' ? 0.14 : 1;
      context.fillStyle = colours.labels[label];
      context.fill(path[part]);
      if (!edged) return;
      context.lineWidth = label === PAPER ? 1.2 : 1;
      context.strokeStyle = label === PAPER ? colours['paper-edge'] : colours.ground;
      context.stroke(path[part]);
    });
  }
  context.globalAlpha = 1;
}

// A node as a small picture, one for each type and whole number of device pixels.
function sprite(label, pixels) {
  const key = label * 1000 + pixels;
  let made = scene.sprites.get(key);
  if (!made) {
    const half = Math.ceil(pixels * 1.25) + 1;
    made = document.createElement('canvas');
    made.width = made.height = half * 2;
    const context = made.getContext('2d');
    const path = new Path2D();
    outline(path, label, half, half, pixels);
    context.fillStyle = colours.labels[label];
    context.fill(path);
    context.lineWidth = scene.ratio;
    context.strokeStyle = label === PAPER ? colours['paper-edge'] : colours.ground;
    if (pixels > 3) context.stroke(path);
    scene.sprites.set(key, made);
  }
  return made;
}

function drawMovingNodes(context, camera, width, height) {
  const { ratio } = scene;
  const tiny = LABELS.map(() => new Path2D());
  const large = [];
  for (const seen of onScreen(camera, width, height)) {
    const [node, x, y, radius] = seen;
    if (scene.lit && !scene.lit[node.index]) continue;
    const half = (camera.scale > 0.35 ? radius - 0.5 : radius) * 0.89; // as much colour as the disc with its rim has
    if (radius * ratio < 2.6) tiny[node.label].rect(x - half, y - half, 2 * half, 2 * half);
    else large.push(seen);
  }
  tiny.forEach((path, label) => {
    context.fillStyle = colours.labels[label];
    context.fill(path);
  });
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [node, x, y, radius] of large) {
    const picture = sprite(node.label, Math.round(radius * ratio));
    context.drawImage(picture, Math.round(x * ratio - picture.width / 2), Math.round(y * ratio - picture.height / 2));
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

// One frame. `still` asks for the whole drawing; else it is drawn as fast as it can be.
export function drawFrame(context, still) {
  const transform = context.getTransform();
  scene.ratio = network.canvas.pixelRatio || window.devicePixelRatio || 1;
  const camera = { scale: transform.a / scene.ratio, x: transform.e / scene.ratio, y: transform.f / scene.ratio };
  const { width, height } = context.canvas;
  if (!width || !height) return; // another view is open, or nothing is laid out yet
  const [across, down] = [width / scene.ratio, height / scene.ratio];
  context.save();
  if (still || !scene.groundCamera) {
    if (!scene.paths) makePaths();
    drawGround(camera, width, height);
    scene.groundCamera = camera;
    scene.labels = placeLabels(camera, freeArea(), scene.lit, scene.lead);
  }
  const by = camera.scale / scene.groundCamera.scale;
  context.setTransform(
    by,
    0,
    0,
    by,
    (camera.x - by * scene.groundCamera.x) * scene.ratio,
    (camera.y - by * scene.groundCamera.y) * scene.ratio,
  );
  context.drawImage(ground, 0, 0);
  context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
  if (still) drawNodes(context, camera, across, down);
  else drawMovingNodes(context, camera, across, down);
  drawLabels(context, still ? scene.labels : scene.labels.slice(0, 40), camera, colours, still);
  context.restore();
  scene.camera = camera;
}
