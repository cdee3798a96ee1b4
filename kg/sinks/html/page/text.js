// Words of papers: sentences cut out around mentions, and mentions marked in them.
import { nodes } from './data.js';
import { el } from './dom.js';
import { LABELS } from './kinds.js';
import { nodeLink } from './state.js';
import { texToText } from './tex.js';

const ABSTRACT = 1;

const CODE = 2;
const FIELD_ORDER = [1, 0, 2]; // of evidence: a sentence says more than a title, and that more than a bare link

export const fieldText = (paper, field) =>
  (field === ABSTRACT ? paper.abstract : field === CODE ? paper.code : paper.raw) || '';

// Start and end of the sentence that holds an offset; a title is one sentence, and so is a link.
function sentenceAt(paper, field, offset) {
  const text = fieldText(paper, field);
  if (field !== ABSTRACT) return [0, text.length];
  const starts = paper.sentences || [0];
  let at = 0;
  while (at + 1 < starts.length && starts[at + 1] <= offset) at += 1;
  return [starts[at], starts[at + 1] === undefined ? text.length : starts[at + 1]];
}

// A part of a text with spans [start, end, make] in it marked; where spans overlap the one that begins first, then the
// longer one, has the words.
function marked(text, start, end, spans) {
  const ordered = spans.filter((span) => span[1] > start && span[0] < end).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const pieces = [];
  let at = start;
  for (const [from, to, make] of ordered) {
    if (from < at) continue;
    pieces.push(texToText(text.slice(at, from)), make(texToText(text.slice(from, Math.min(to, end)))));
    at = Math.min(to, end);
  }
  pieces.push(texToText(text.slice(at, end)));
  return pieces.filter(Boolean);
}

const highlight = (label) => (words) => el('mark', { class: LABELS[label] }, words);
const cue = (words) => el('span', { class: 'cue', title: 'The relation was read from these words' }, words);

// The sentences in which a paper names a thing, the one with the words that tell the relation first.
export function evidenceOf(edge) {
  const paper = nodes[edge.paper];
  const label = nodes[edge.thing].label;
  const found = new Map();
  for (const [field, start, end, rule] of edge.mentions) {
    const [from, to] = sentenceAt(paper, field, start);
    const key = `${field} ${from}`;
    const entry = found.get(key) || { field, from, to: Math.max(to, end), spans: [], rules: new Set(), cued: false };
    entry.to = Math.max(entry.to, end);
    entry.spans.push([start, end, highlight(label)]);
    entry.rules.add(rule);
    found.set(key, entry);
  }
  for (const [field, start, end] of edge.cues) {
    const entry = found.get(`${field} ${sentenceAt(paper, field, start)[0]}`);
    if (!entry) continue;
    entry.spans.push([start, end, cue]);
    entry.cued = true;
  }
  const entries = [...found.values()].sort(
    (a, b) => b.cued - a.cued || FIELD_ORDER[a.field] - FIELD_ORDER[b.field] || a.from - b.from,
  );
  return entries.map((entry) => ({ ...entry, paper }));
}

export const quoteOf = ({ paper, field, from, to, spans }) =>
  el(
    'blockquote',
    {},
    marked(fieldText(paper, field), from, to, spans),
    field === ABSTRACT
      ? null
      : el('span', { class: 'muted' }, field === CODE ? ' (the record’s own link)' : ' (title)'),
  );

// The abstract with every mention as a link to its thing, by colour.
export function abstractOf(paper, field = ABSTRACT) {
  const spans = [];
  for (const edge of paper.edges) {
    const thing = nodes[edge.thing];
    const make = (words) =>
      nodeLink(thing, words, {
        class: `mention ${LABELS[thing.label]}`,
        title: `${LABELS[thing.label]}: ${thing.name}`,
      });
    for (const [at, start, end] of edge.mentions) if (at === field) spans.push([start, end, make]);
  }
  const text = fieldText(paper, field);
  return marked(text, 0, text.length, spans);
}

const WEB = /^https?:\/\/[^\s/]/i;

// A link that leaves the page; whatever is not plainly an address of the web is text.
export function outLink(url, words) {
  if (!WEB.test(url || '')) return el('span', {}, words || url);
  return el(
    'a',
    { href: url, target: '_blank', rel: 'noopener noreferrer', class: 'out' },
    words || url,
    el('span', { class: 'hidden' }, ' (opens in a new tab)'),
  );
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

// A date as people write it, with only the parts that are known.
export function dateText(iso) {
  const match = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?/.exec(iso || '');
  if (!match) return '';
  const [, year, month, day] = match;
  const parts = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year === '-' ? '' : year];
  return parts.filter(Boolean).join(' ');
}
