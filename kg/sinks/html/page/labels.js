// Which names are written on the map, and how.
import { narrow } from './canvas.js';
import { nodes, papers, topicName, topics } from './data.js';
import { clip } from './dom.js';
import { PAPER } from './kinds.js';
import { colours, topicInk } from './palette.js';
import { Boxes, FOREMOST, placeLabels } from './placing.js';
import { scene } from './scene.js';
import { shown, state } from './state.js';

export const FONT = '"Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const measured = new Map();
const measurer = document.createElement('canvas').getContext('2d');
const importance = nodes.map((node) => (node.label === PAPER ? 0.5 / (1 + node.name.length / 1000) : node.papers));
const ranking = nodes.map((node) => node.index).sort((a, b) => importance[b] - importance[a] || a - b);

export const labelText = (node) => clip(node.short, narrow.matches ? 24 : node.label === PAPER ? 36 : 34);
export const labelSize = (node) =>
  node.label === PAPER ? 11 : (11.5 + Math.min(8, 1.7 * Math.log2(node.papers))) * (narrow.matches ? 0.82 : 1);
export const labelWeight = (node) => (node.papers >= 9 ? 600 : 400);

function labelWidth(node) {
  const key = labelText(node);
  let width = measured.get(key);
  if (width === undefined) {
    measurer.font = `600 20px ${FONT}`;
    width = measurer.measureText(key).width / 20;
    measured.set(key, width);
  }
  return width * labelSize(node);
}

// Names for a camera; papers only when one is close, what one paper names only when there is room.
export function chooseLabels(camera, area, lit, lead) {
  const { scale } = camera;
  const wanted = (node) => {
    if (!shown.node[node.index] || (lit && !lit[node.index])) return false;
    if (node.label === PAPER) return scale >= 1.25 || (lit && scale > 0.45);
    return lit || node.papers > 2 || scale >= (node.papers < 2 ? 0.8 : 0.5);
  };
  const order = lead.length ? [...new Set([...lead, ...ranking])] : ranking;
  const drawn = nodes.filter((node) => shown.node[node.index] && (!lit || lit[node.index]));
  return placeLabels({
    candidates: order.map((index) => nodes[index]).filter(wanted),
    all: drawn,
    camera,
    area,
    sizeOf: (node) => [labelWidth(node), labelSize(node)],
    room: Math.max(FOREMOST, Math.round((area.right * area.bottom) / (scale < 0.6 ? 15000 : 9500))),
    lead: new Set(lead.map((index) => nodes[index])),
  });
}

export function drawLabels(context, placed, camera, halo) {
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

// The names of topics, large and pale, where single nodes cannot be told apart yet: beside the labels if there is room.
const TOPIC_SCALE = 0.6;

export function placeTopics(camera, labels) {
  if (camera.scale > TOPIC_SCALE || scene.lit || state.focus || state.anew) return [];
  const [taken, names_] = [new Boxes(), new Boxes()];
  for (const { node, dx, dy } of labels) {
    const [x, y] = [node.x * camera.scale + camera.x + dx, node.y * camera.scale + camera.y + dy];
    const [half, high] = [labelWidth(node) / 2, labelSize(node) / 2];
    taken.add([x - half, y - high, x + half, y + high]);
  }
  const size = Math.max(14, Math.min(23, 60 * camera.scale + 8)) * (narrow.matches ? 0.72 : 1);
  const placed = [];
  for (const topic of topics) {
    const members = papers.filter((node) => node.group === topic.group && shown.paper[node.index]);
    if (members.length < 2) continue;
    const middle = (axis) => members.reduce((sum, node) => sum + node[axis], 0) / members.length;
    const text = clip(topicName(topic, 1), 30).toUpperCase();
    measurer.font = `700 20px ${FONT}`;
    const half = (measurer.measureText(text).width / 40) * size;
    const [x, y] = [middle('x') * camera.scale + camera.x, middle('y') * camera.scale + camera.y];
    const boxAt = (down) => [x - half - 6, y + down - size / 2, x + half + 6, y + down + size / 2];
    const free = [0, 1, -1, 2, -2, 3, -3].map((step) => (step * size) / 2).filter((down) => names_.free(boxAt(down)));
    if (!free.length) continue;
    const room = free.find((away) => taken.free(boxAt(away)));
    const down = room ?? free[0];
    names_.add(boxAt(down));
    placed.push({
      group: topic.group,
      half,
      text,
      size,
      clear: room !== undefined,
      x: middle('x'),
      y: middle('y') + down / camera.scale,
    });
  }
  return placed;
}

export function drawTopicLabels(context, camera) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { group, text, x, y, size, clear } of scene.topics) {
    context.font = `700 ${size}px ${FONT}`;
    context.globalAlpha = clear ? 0.6 : 0.26;
    context.fillStyle = topicInk(group);
    context.fillText(text, x * camera.scale + camera.x, y * camera.scale + camera.y);
  }
  context.globalAlpha = 1;
}
