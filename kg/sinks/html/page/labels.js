// Which names are written on the map, and where: the most named first, none over another.
import { nodes } from './data.js';
import { PAPER } from './kinds.js';
import { scene } from './scene.js';
import { shown } from './state.js';

const FONT = '"Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const CELL = 80;
const measured = new Map();
const measurer = document.createElement('canvas').getContext('2d');
const importance = nodes.map((node) => (node.label === PAPER ? 0.5 / (1 + node.name.length / 1000) : node.papers));
const ranking = nodes.map((node) => node.index).sort((a, b) => importance[b] - importance[a] || a - b);

export const clip = (text, size) => (text.length > size ? `${text.slice(0, size - 1).trimEnd()}…` : text);
const labelText = (node) => clip(node.short, node.label === PAPER ? 36 : 34);
const labelSize = (node) => (node.label === PAPER ? 11 : 11.5 + Math.min(8, 1.7 * Math.log2(node.papers)));
const labelWeight = (node) => (node.papers >= 9 ? 600 : 400);

function labelWidth(node) {
  let width = measured.get(node.index);
  if (width === undefined) {
    measurer.font = `${labelWeight(node)} 20px ${FONT}`;
    width = measurer.measureText(labelText(node)).width / 20;
    measured.set(node.index, width);
  }
  return width * labelSize(node);
}

// Boxes on the screen, found again by the cells that they touch.
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  cellsOf([left, top, right, bottom]) {
    const keys = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) keys.push(x * 4096 + y);
    return keys;
  }

  free(box) {
    const meets = (other) => other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1];
    return this.cellsOf(box).every((key) => !(this.cells.get(key) || []).some(meets));
  }

  add(box) {
    for (const key of this.cellsOf(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

// Labels for a camera (x and y of the origin and scale, in CSS pixels) in the area that nothing covers, as nodes with
// the distance of the label from the node.
export function placeLabels(camera, area, lit, lead) {
  const [width, height] = [area.right, area.bottom];
  const boxes = new Boxes();
  const placed = [];
  const room = Math.round((width * height) / (camera.scale < 0.6 ? 15000 : 9500));
  const order = lead.length ? [...lead, ...ranking] : ranking;
  const done = new Set();
  const visible = (node) => {
    const x = node.x * camera.scale + camera.x;
    const y = node.y * camera.scale + camera.y;
    return x > -20 && y > -20 && x < width && y < height;
  };
  for (const node of nodes) {
    const radius = node.radius * camera.scale;
    if (radius < 5 || !shown.node[node.index] || (lit && !lit[node.index]) || !visible(node)) continue;
    const x = node.x * camera.scale + camera.x;
    const y = node.y * camera.scale + camera.y;
    boxes.add([x - radius * 0.8, y - radius * 0.8, x + radius * 0.8, y + radius * 0.8]);
  }
  for (const index of order) {
    if (placed.length >= room) break;
    const node = nodes[index];
    if (done.has(index) || !shown.node[index] || (lit && !lit[index]) || !visible(node)) continue;
    done.add(index);
    if (node.label === PAPER && camera.scale < 1.25 && !(lit && camera.scale > 0.45)) continue;
    if (!lit && node.papers < 3 && camera.scale < (node.papers < 2 ? 0.8 : 0.5)) continue;
    const spot = findSpot(node, camera, boxes, area);
    if (spot) placed.push(spot);
  }
  return placed;
}

// Below the node, else above, right or left of it.
function findSpot(node, camera, boxes, area) {
  const size = labelSize(node);
  const half = labelWidth(node) / 2;
  const away = Math.max(node.radius * camera.scale, 2) + (scene.lead.includes(node.index) ? 9 : 3);
  const x = node.x * camera.scale + camera.x;
  const y = node.y * camera.scale + camera.y;
  const centres = [
    [0, away + size / 2],
    [0, -away - size / 2],
    [away + half, 0],
    [-away - half, 0],
  ];
  for (const [dx, dy] of centres) {
    const box = [x + dx - half - 3, y + dy - size / 2 - 2, x + dx + half + 3, y + dy + size / 2 + 2];
    if (box[0] < 0 || box[1] < 0 || box[2] > area.right || box[3] > area.bottom || !boxes.free(box)) continue;
    boxes.add(box);
    return { node, dx, dy };
  }
  return null;
}

export function drawLabels(context, placed, camera, colours, halo) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { node, dx, dy } of placed) {
    context.font = `${labelWeight(node)} ${labelSize(node)}px ${FONT}`;
    const x = node.x * camera.scale + camera.x + dx;
    const y = node.y * camera.scale + camera.y + dy;
    if (halo) {
      context.lineWidth = 3.5;
      context.strokeStyle = colours.ground;
      context.strokeText(labelText(node), x, y);
    }
    context.fillStyle = node.label === PAPER ? colours.muted : colours.ink;
    context.fillText(labelText(node), x, y);
  }
}
