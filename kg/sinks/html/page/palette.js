// What colour and size nodes have: by type, or by what else one asks for.
import { nodes, topicOf, topics, years } from './data.js';
import { LABELS, PAPER } from './kinds.js';
import { scene } from './scene.js';
import { state } from './state.js';

export const colours = {};
const STEPS = 6;

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  for (const name of ['ground', 'ink', 'muted', 'accent', 'paper-edge']) colours[name] = get(name);
  colours.labels = LABELS.map((label) => get(label.toLowerCase()));
  colours.edges = LABELS.map((label) => get(`${label.toLowerCase()}-edge`));
  colours.dark = document.documentElement.dataset.theme === 'dark';
  scene.sprites.clear();
}

// As many hues as topics, far from each other for those that are next in size.
const topicHue = (group) => Math.round((topics.findIndex((topic) => topic.group === group) * 137.5 + 210) % 360);
export const topicTint = (group) => `hsl(${topicHue(group)} ${colours.dark ? '26% 15%' : '48% 93%'})`;
export const topicInk = (group) => `hsl(${topicHue(group)} ${colours.dark ? '45% 74%' : '60% 28%'})`;
export const topicFill = (group) =>
  topicOf.has(group) ? `hsl(${topicHue(group)} ${colours.dark ? '50% 60%' : '58% 46%'})` : colours.labels[0];
const stepFill = (step) =>
  `hsl(${225 - step * 45} ${colours.dark ? '62%' : '66%'} ${colours.dark ? 42 + step * 6 : 62 - step * 6}%)`;

// A thing's year is that of the first paper that names it.
export const firstYear = (node) =>
  node.label === PAPER
    ? node.year
    : node.edges.reduce((least, edge) => Math.min(least, nodes[edge.paper].year || Infinity), Infinity);

const stepOf = {
  year: (node) => {
    const year = firstYear(node);
    if (!years.length || !Number.isFinite(year) || !year) return -1;
    return Math.round(((year - years[0]) / Math.max(1, years[years.length - 1] - years[0])) * (STEPS - 1));
  },
  papers: (node) => {
    const number = node.label === PAPER ? node.edges.length : node.papers;
    return Math.min(STEPS - 1, Math.floor(Math.log2(Math.max(1, number)) * 0.9));
  },
};

// Classes of one colour, so that a frame fills one path for each.
export function colourClass(node) {
  if (state.colour === 'type') return node.label;
  if (state.colour === 'topic') return topicOf.has(node.group) ? node.group : -1;
  return stepOf[state.colour](node);
}

export function classFill(key) {
  if (state.colour === 'type') return colours.labels[key];
  if (key < 0) return colours.labels[PAPER];
  return state.colour === 'topic' ? topicFill(key) : stepFill(key);
}

// Sizes by number of papers (as made), by number of links, or all alike.
export function resize() {
  for (const node of nodes) {
    if (state.size === 'papers') node.radius = node.size;
    else if (state.size === 'equal') node.radius = node.label === PAPER ? 5 : 7;
    else node.radius = 3.5 + 2.2 * Math.sqrt(node.edges.length);
  }
}
