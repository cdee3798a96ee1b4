// The drawing. vis-network has the canvas, the camera and the gestures, and calls this before each of its frames, which
// are empty (it draws nodes and edges one by one, which is what makes its pages slow). A frame at rest is drawn whole,
// in one path a colour. While the camera moves, the last such frame's ground (communities and edges) is moved as a
// picture (with the nodes, where they are very many), nodes are copies of small pictures, or plain squares where they
// are tiny, and labels stay.
import { network } from './canvas.js';
import { edges, nodes, topicOf } from './data.js';
import { DATASET, HARDWARE, LABELS, METHOD, PAPER, REPOSITORY } from './kinds.js';
import { chooseLabels, drawLabels } from './labels.js';
import { classFill, colourClass, colours, topicTint } from './palette.js';
import { screenRadius } from './placing.js';
import { shown, state } from './state.js';
import { freeArea } from './view.js';

const CROWD = 8000; // more nodes than these are moved as part of the ground
const LEAST = 1.4; // CSS pixels: no node is drawn smaller
export const BLOB = 26; // how far a community's ground reaches beyond its nodes
const WEIGHTS = [1, 2, 4, 8]; // papers from which a line between two things is drawn stronger
const ground = document.createElement('canvas');
/** @type {any} */
export const scene = {
  paths: null,
  lit: null,
  lead: [],
  labels: [],
  captions: new Map(), // nodes whose names are those of topics
  camera: null,
  groundCamera: null,
  sprites: new Map(),
  ratio: 1,
  seen: false,
  started: false,
  crowded: false,
};
const papersFirst = nodes.map((node) => node.index).sort((a, b) => nodes[a].papers - nodes[b].papers);
export const drawnRadius = (node, camera) => Math.max(screenRadius(node, camera.scale), LEAST);

const litOrDim = () => ({ lit: new Path2D(), dim: new Path2D() });

// Whether a node is a part of a topic's ground.
export const tinted = (node) => !state.focus && !state.anew && shown.node[node.index] && topicOf.has(node.group);

// Paths in the map's own units; made again when the filters or what is lit change.
export function makePaths() {
  const tints = new Map();
  for (const node of nodes) {
    if (!tinted(node)) continue;
    if (!tints.has(node.group)) tints.set(node.group, new Path2D());
    const path = tints.get(node.group);
    path.moveTo(node.x + node.radius + BLOB, node.y);
    path.arc(node.x, node.y, node.radius + BLOB, 0, 7);
  }
  const lines = LABELS.map(litOrDim);
  const pairs = WEIGHTS.map(litOrDim);
  const draw = (paths, from, to) => {
    const path =
      paths[
        !scene.lit ||
        (scene.lit[from.index] && scene.lit[to.index] && (scene.lit[from.index] === 2 || scene.lit[to.index] === 2))
          ? 'lit'
          : 'dim'
      ];
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  };
  for (const edge of shownEdges()) draw(lines[nodes[edge.thing].label], nodes[edge.paper], nodes[edge.thing]);
  for (const { one, other, number } of shown.pairs)
    draw(pairs[WEIGHTS.filter((weight) => number >= weight).length - 1], one, other);
  scene.paths = { tints, lines, pairs };
}

export const shownEdges = () => (state.hidden.has(PAPER) ? [] : edges.filter((edge) => shown.edge[edge.index]));

function outline(path, label, x, y, radius) {
  if (label === DATASET) path.rect(x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);
  else if (label === HARDWARE || label === REPOSITORY) polygon(path, corners(label, x, y, radius));
  else {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 7);
  }
}

/** @type {(label: number, x: number, y: number, radius: number) => [number[], ...number[][]]} */
export const corners = (label, x, y, radius) =>
  label === HARDWARE
    ? [
        [x, y - radius * 1.15],
        [x + radius * 1.1, y + radius * 0.8],
        [x - radius * 1.1, y + radius * 0.8],
      ]
    : [
        [x, y - radius * 1.2],
        [x + radius * 1.2, y],
        [x, y + radius * 1.2],
        [x - radius * 1.2, y],
      ];

function polygon(path, [first, ...others]) {
  path.moveTo(first[0], first[1]);
  for (const [x, y] of others) path.lineTo(x, y);
  path.closePath();
}

export function drawGround(context, camera, ratio) {
  const scale = camera.scale * ratio;
  context.setTransform(scale, 0, 0, scale, camera.x * ratio, camera.y * ratio);
  context.globalAlpha = scene.lit ? 0.45 : 1;
  for (const [group, path] of scene.paths.tints) {
    context.fillStyle = topicTint(group);
    context.fill(path);
  }
  // Thousands of lines on little room would be one grey cloth: the more there are, the fainter each.
  const many = Math.max(shown.totals.edges, shown.pairs.length, 1);
  const crowd = Math.max(0.25, Math.min(1, (3500 * Math.max(1, camera.scale * 2)) / many));
  const thin = Math.min(1.3, 0.55 + camera.scale * 0.35) / camera.scale;
  const stroke = (paths, colour, width) => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.globalAlpha = scene.lit ? 0.16 * crowd : Math.min(0.85, 0.5 + camera.scale * 0.3) * crowd;
    context.stroke(scene.lit ? paths.dim : paths.lit);
    if (!scene.lit) return;
    context.globalAlpha = 0.95;
    context.lineWidth = Math.max(width, 1.6 / camera.scale);
    context.stroke(paths.lit);
  };
  scene.paths.lines.forEach((paths, label) => stroke(paths, colours.edges[label], thin));
  scene.paths.pairs.forEach((paths, step) => stroke(paths, colours.edges[METHOD], thin * (0.7 + step * 1.1)));
  context.globalAlpha = 1;
}

// Nodes on the screen, in CSS pixels, small ones first.
export function* onScreen(camera, width, height) {
  for (const index of papersFirst) {
    if (!shown.node[index]) continue;
    const node = nodes[index];
    const radius = drawnRadius(node, camera);
    const x = node.x * camera.scale + camera.x;
    const y = node.y * camera.scale + camera.y;
    if (x + radius > 0 && y + radius > 0 && x - radius < width && y - radius < height) yield [node, x, y, radius];
  }
}

export function drawNodes(context, camera, width, height) {
  const paths = new Map();
  for (const [node, x, y, radius] of onScreen(camera, width, height)) {
    const key = colourClass(node) * 2 + (node.label === PAPER ? 1 : 0);
    if (!paths.has(key)) paths.set(key, litOrDim());
    outline(paths.get(key)[!scene.lit || scene.lit[node.index] ? 'lit' : 'dim'], node.label, x, y, radius);
  }
  for (const part of ['dim', 'lit']) {
    for (const [key, path] of paths) {
      context.globalAlpha = part === 'dim' ? 0.14 : 1;
      context.fillStyle = classFill(Math.floor(key / 2));
      context.fill(path[part]);
      if (camera.scale <= 0.35) continue;
      const paper = key % 2 !== 0;
      context.lineWidth = paper ? 1.2 : 1;
      context.strokeStyle = paper ? colours['paper-edge'] : colours.ground;
      context.stroke(path[part]);
    }
  }
  context.globalAlpha = 1;
}

// A node as a small picture, one for each colour, shape and whole number of device pixels.
function sprite(key, label, pixels) {
  const name = `${key} ${label} ${pixels}`;
  let made = scene.sprites.get(name);
  if (!made) {
    const half = Math.ceil(pixels * 1.25) + 1;
    made = document.createElement('canvas');
    made.width = made.height = half * 2;
    const context = made.getContext('2d');
    const path = new Path2D();
    outline(path, label, half, half, pixels);
    context.fillStyle = classFill(key);
    context.fill(path);
    context.lineWidth = scene.ratio;
    context.strokeStyle = label === PAPER ? colours['paper-edge'] : colours.ground;
    if (pixels > 3) context.stroke(path);
    scene.sprites.set(name, made);
  }
  return made;
}

function drawMovingNodes(context, camera, width, height) {
  const { ratio } = scene;
  const tiny = new Map();
  const large = [];
  for (const seen of onScreen(camera, width, height)) {
    const [node, x, y, radius] = seen;
    if (scene.lit && !scene.lit[node.index]) continue;
    const half = (camera.scale > 0.35 ? radius - 0.5 : radius) * 0.89; // as much colour as the disc with its rim has
    if (radius * ratio >= 2.6) large.push(seen);
    else {
      const key = colourClass(node);
      if (!tiny.has(key)) tiny.set(key, new Path2D());
      tiny.get(key).rect(x - half, y - half, 2 * half, 2 * half);
    }
  }
  for (const [key, path] of tiny) {
    context.fillStyle = classFill(key);
    context.fill(path);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [node, x, y, radius] of large) {
    const copy = sprite(colourClass(node), node.label, Math.round(radius * ratio));
    context.drawImage(copy, Math.round(x * ratio - copy.width / 2), Math.round(y * ratio - copy.height / 2));
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

// One frame. `still` asks for the whole drawing, whose ground is kept where nothing has changed; else it is drawn as
// fast as it can be.
export function drawFrame(context, still, changed) {
  const transform = context.getTransform();
  scene.ratio = network.canvas.pixelRatio || window.devicePixelRatio || 1;
  const camera = { scale: transform.a / scene.ratio, x: transform.e / scene.ratio, y: transform.f / scene.ratio };
  const { width, height } = context.canvas;
  if (!width || !height) return; // another view is open, or nothing is laid out yet
  const [across, down] = [width / scene.ratio, height / scene.ratio];
  context.save();
  const kept =
    scene.groundCamera && !changed && ['scale', 'x', 'y'].every((key) => camera[key] === scene.groundCamera[key]);
  if (!scene.groundCamera || (still && !kept)) {
    if (!scene.paths) makePaths();
    if (ground.width !== width || ground.height !== height) Object.assign(ground, { width, height });
    const under = ground.getContext('2d');
    under.setTransform(1, 0, 0, 1, 0, 0);
    under.clearRect(0, 0, width, height);
    drawGround(under, camera, scene.ratio);
    scene.crowded = shown.totals.papers + shown.totals.things > CROWD;
    if (scene.crowded) {
      under.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
      drawNodes(under, camera, across, down);
    }
    scene.groundCamera = camera;
    scene.labels = chooseLabels(camera, freeArea(), scene.lit, scene.lead);
  }
  const by = camera.scale / scene.groundCamera.scale;
  const shift = (axis) => (camera[axis] - by * scene.groundCamera[axis]) * scene.ratio;
  context.setTransform(by, 0, 0, by, shift('x'), shift('y'));
  context.drawImage(ground, 0, 0);
  context.setTransform(scene.ratio, 0, 0, scene.ratio, 0, 0);
  if (!scene.crowded && still) drawNodes(context, camera, across, down);
  else if (!scene.crowded) drawMovingNodes(context, camera, across, down);
  drawLabels(context, still ? scene.labels : scene.labels.slice(0, 40), camera, still);
  context.restore();
  scene.camera = camera;
}
