// Which names are written on the map, and how.
import { container, narrow } from './canvas.js';
import { nodes, topics } from './data.js';
import { byKey, clip } from './dom.js';
import { PAPER } from './kinds.js';
import { colours, topicInk } from './palette.js';
import { FOREMOST, placeLabels } from './placing.js';
import { scene } from './scene.js';
import { shown, state } from './state.js';

export const FONT = '"Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const measured = new Map();
const measurer = document.createElement('canvas').getContext('2d');
const importance = nodes.map((node) => (node.label === PAPER ? 0.5 / (1 + node.name.length / 1000) : node.papers));
const ranking = nodes.map((node) => node.index).sort((a, b) => importance[b] - importance[a] || a - b);

export const labelText = (node) => clip(node.short, narrow.matches ? 24 : node.label === PAPER ? 36 : 34);
const plainSize = (node) => {
  if (node.label === PAPER) return 11;
  const size = 11.5 + Math.min(8, 1.7 * Math.log2(node.papers));
  return narrow.matches ? Math.max(10.5, size * 0.74) : size;
};

// How the name of a node is written: where it names a topic, in the topic's colour.
export function labelStyle(node) {
  const topic = scene.captions.get(node);
  return {
    size: topic ? Math.max(plainSize(node), narrow.matches ? 12.5 : 16) : plainSize(node),
    weight: topic || node.papers >= 9 ? 600 : 400,
    colour: topic ? topicInk(topic.group) : node.label === PAPER ? colours.muted : colours.ink,
  };
}

function labelBox(node) {
  const key = labelText(node);
  let width = measured.get(key);
  if (width === undefined) {
    measurer.font = `600 20px ${FONT}`;
    width = measurer.measureText(key).width / 20;
    measured.set(key, width);
  }
  const { size } = labelStyle(node);
  return [width * size, size];
}

// Until one is so close that papers are named, the strongest name of each topic is also that of its area.
const TOPIC_SCALE = 1.2;

function captionNodes(scale) {
  if (scale > TOPIC_SCALE || scene.lit || state.focus || state.anew || state.topic !== null) return new Map();
  const found = new Map();
  for (const topic of topics) {
    const own = topic.things.find((node) => node.group === topic.group && shown.node[node.index]);
    if (own) found.set(own, topic);
  }
  return found;
}

// The buttons that lie over the map.
function zoomBox() {
  const [own, box] = [byKey('zoom').getBoundingClientRect(), container.getBoundingClientRect()];
  return [own.left - box.left, own.top - box.top, own.right - box.left, own.bottom - box.top];
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
  scene.captions = captionNodes(scale);
  return placeLabels({
    candidates: order.map((index) => nodes[index]).filter(wanted),
    all: drawn,
    camera,
    area,
    sizeOf: labelBox,
    room: Math.max(FOREMOST, Math.round((area.right * area.bottom) / (scale < 0.6 ? 15000 : 9500))),
    lead: new Set(lead.map((index) => nodes[index])),
    captions: [...scene.captions.keys()],
    taken: [zoomBox()],
  });
}

export function drawLabels(context, placed, camera, halo) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { node, dx, dy } of placed) {
    const { size, weight, colour } = labelStyle(node);
    context.font = `${weight} ${size}px ${FONT}`;
    const x = node.x * camera.scale + camera.x + dx;
    const y = node.y * camera.scale + camera.y + dy;
    if (halo) {
      context.lineWidth = 3.5;
      context.strokeStyle = colours.ground;
      context.strokeText(labelText(node), x, y);
    }
    context.fillStyle = colour;
    context.fillText(labelText(node), x, y);
  }
}

// The topic whose name is written at a point of the container.
export function topicAt({ x, y }) {
  const { camera } = scene;
  const hit = ({ node, dx, dy }) => {
    const [width, height] = labelBox(node);
    const [right, down] = [node.x * camera.scale + camera.x + dx - x, node.y * camera.scale + camera.y + dy - y];
    return scene.captions.has(node) && Math.abs(right) < width / 2 && Math.abs(down) < height / 2;
  };
  const found = camera && scene.labels.find(hit);
  return found && scene.captions.get(found.node);
}
