// The page's elements, and how they are made.
// Elements are made here only, from text: nothing that a paper says is ever read as markup.
import { LABELS } from './kinds.js';

/** @returns {any} */
export function el(tag, properties = {}, ...children) {
  const made = document.createElementNS(
    SVG_TAGS.has(tag) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml',
    tag,
  );
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'g', 'line', 'text', 'polygon', 'title']);

/** @type {(id: string) => any} */
export const byKey = (id) => document.getElementById(id);
export const counted = (number, one, many) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many || `${one}s`}`;

// The sign of a type: its colour comes from the style sheet, its shape is the second cue.
const SIGNS = {
  Paper: () => el('circle', { cx: 8, cy: 8, r: 4.5 }),
  Method: () => el('circle', { cx: 8, cy: 8, r: 6.5 }),
  Dataset: () => el('rect', { x: 2, y: 2, width: 12, height: 12, rx: 1.5 }),
  Hardware: () => el('polygon', { points: '8,1 15,14 1,14' }),
  Repository: () => el('polygon', { points: '8,0.5 15.5,8 8,15.5 0.5,8' }),
};
export const sign = (label) =>
  el('svg', { class: `sign ${LABELS[label]}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, SIGNS[LABELS[label]]());

export const clip = (text, size) => (text.length > size ? `${text.slice(0, size - 1).trimEnd()}…` : text);

// A line at the foot of the page that says what happened; it goes by itself.
let saying = 0;
let ended = null;
export function say(words, ...actions) {
  ask(words, actions, null);
  saying = window.setTimeout(hush, 7000);
}

// What it asks for stays until it is hushed or something else is said; either calls `end`.
export function ask(words, actions, end) {
  hush();
  ended = end;
  byKey('toast').replaceChildren(el('span', {}, words), ...actions);
  byKey('toast').hidden = false;
}

export function hush() {
  clearTimeout(saying);
  byKey('toast').hidden = true;
  const end = ended;
  ended = null;
  if (end) end();
}
