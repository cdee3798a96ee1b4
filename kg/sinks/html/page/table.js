// The same nodes and links as a table: the picture's twin for those who do not see it, or would rather read.
import { shownOf } from './answers.js';
import { nodes } from './data.js';
import { byKey, clip, counted, el, sign } from './dom.js';
import { LABELS, PAPER, phrase } from './kinds.js';
import { plainButton } from './panel.js';
import { shownEdges } from './scene.js';
import { change, nodeLink, selectEdge, selectPair, shown, state } from './state.js';
import { dateText, evidenceOf, quoteOf } from './text.js';
import { shownNodes } from './view.js';

const tableView = byKey('table-view');
const PAGE = 100;
let size = PAGE; // rows that are listed
let listed = [];

const numberCell = (number) => el('td', { class: 'list-number' }, number);
// Two lines of a cell at most where there is little room.
const twoLines = (...content) => el('div', { class: 'list-lines' }, content);
const nodeLines = (node, words) => twoLines(sign(node.label), nodeLink(node, words));
const nodeCell = (node, words = null) => el('td', {}, nodeLines(node, words));
const headCell = (node, words = null) => el('th', { scope: 'row' }, nodeLines(node, words));

// Key, heading, what is sorted by, and the cell.
const COLUMNS = {
  nodes: [
    ['name', 'Name', (node) => node.name.toLowerCase(), (node) => headCell(node)],
    ['type', 'Type', (node) => LABELS[node.label], (node) => el('td', {}, LABELS[node.label])],
    [
      'papers',
      'Papers',
      (node) => (node.label === PAPER ? -1 : shown.papers[node.index]),
      (node) => numberCell(node.label === PAPER ? '' : shown.papers[node.index]),
    ],
    ['links', 'Links', (node) => linkCount(node), (node) => numberCell(linkCount(node))],
    ['date', 'Published', (node) => node.published, (node) => el('td', {}, dateText(node.published))],
    [
      'aliases',
      'Also written as',
      (node) => node.aliases.join(' '),
      (node) => el('td', { class: 'muted list-aliases' }, twoLines(clip(node.aliases.join(' · '), 120))),
    ],
  ],
  links: [
    ['paper', 'Paper', (edge) => nodes[edge.paper].name.toLowerCase(), (edge) => headCell(nodes[edge.paper])],
    [
      'relation',
      'Relation',
      (edge) => phrase(edge.relation),
      (edge) =>
        el(
          'td',
          {},
          plainButton(phrase(edge.relation).toLowerCase(), () => selectEdge(edge)),
        ),
    ],
    [
      'name',
      'Entity',
      (edge) => nodes[edge.thing].name.toLowerCase(),
      (edge) => nodeCell(nodes[edge.thing], nodes[edge.thing].short),
    ],
    [
      'words',
      'Evidence',
      null,
      (edge) => el('td', { class: 'list-words' }, twoLines(evidenceOf(edge).slice(0, 1).map(quoteOf))),
    ],
  ],
  pairs: [
    ['one', 'Entity', (pair) => pair.one.name.toLowerCase(), (pair) => headCell(pair.one, pair.one.short)],
    ['other', 'Entity', (pair) => pair.other.name.toLowerCase(), (pair) => nodeCell(pair.other, pair.other.short)],
    [
      'papers',
      'Papers',
      (pair) => pair.number,
      (pair) =>
        el(
          'td',
          { class: 'list-number' },
          plainButton(pair.number, () => selectPair(pair.one, pair.other)),
        ),
    ],
  ],
};
const FIRST_SORT = { nodes: '-papers', links: 'paper', pairs: '-papers' };

// Where papers are hidden, links are those to things of the same papers.
export const linkCount = (node) => (state.hidden.has(PAPER) ? pairCounts().get(node) || 0 : shownOf(node).length);
let countedPairs = { of: null, counts: new Map() };
function pairCounts() {
  if (countedPairs.of !== shown.pairs) {
    countedPairs = { of: shown.pairs, counts: new Map() };
    for (const { one, other } of shown.pairs)
      for (const node of [one, other]) countedPairs.counts.set(node, (countedPairs.counts.get(node) || 0) + 1);
  }
  return countedPairs.counts;
}

const tableWhat = () => (state.table === 'links' && state.hidden.has(PAPER) ? 'pairs' : state.table);

// What a table is sorted by, and whether downwards: as chosen, or of one that is not open, or has no such column, as at
// first.
function orderOf(what) {
  const has = (sort) => COLUMNS[what].some(([name, , value]) => value && name === sort.replace('-', ''));
  const sort = what === tableWhat() && has(state.sort) ? state.sort : FIRST_SORT[what];
  return { key: sort.replace('-', ''), down: sort.startsWith('-') };
}

export function tableRows(what = tableWhat()) {
  const { key, down } = orderOf(what);
  const rows = { nodes: shownNodes, links: shownEdges, pairs: () => [...shown.pairs] }[what]();
  const column = COLUMNS[what].find(([name]) => name === key);
  const keys = new Map(rows.map((row) => [row, column[2](row)]));
  const compare = (a, b) => (typeof a === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0);
  return rows.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a.index - b.index);
}

export function drawTable() {
  const what = tableWhat();
  const rows = tableRows();
  listed = rows.slice(0, size);
  const body = el(
    'tbody',
    { id: 'table-body', tabindex: -1 },
    listed.map((row) => tableRow(row, what)),
  );
  const order = orderOf(what);
  const heads = COLUMNS[what].map((column) => tableHead(column, order));
  const [noun, words] = { nodes: ['node', 'The nodes'], links: ['link', 'The links'], pairs: ['pair', 'The pairs'] }[
    what
  ];
  tableView.replaceChildren(
    el(
      'div',
      { class: 'table-head' },
      el('h2', {}, counted(rows.length, noun)),
      tableChoice('nodes', 'Papers and entities'),
      tableChoice('links', state.hidden.has(PAPER) ? 'Pairs' : 'Links'),
    ),
    el(
      'table',
      { class: `list list-of-${what}` },
      el('caption', { class: 'hidden' }, `${words} that are shown`),
      el('thead', {}, el('tr', {}, heads)),
      body,
    ),
    rows.length > listed.length ? moreRows(rows.length - listed.length, rows.length) : '',
  );
  markChosen();
}

// The row of what is chosen is marked in the table as it stands, which keeps the keyboard where it is.
export function markChosen() {
  tableView
    .querySelectorAll('tbody tr')
    .forEach((row, place) => row.classList.toggle('list-chosen', [state.node, state.edge].includes(listed[place])));
}

function tableChoice(what, words) {
  const act = () => {
    size = PAGE;
    change({ table: what, sort: '' });
    tableView.querySelector('.table-choice[aria-pressed="true"]').focus();
  };
  return el(
    'button',
    { type: 'button', class: 'table-choice', 'aria-pressed': String(state.table === what), onclick: act },
    words,
  );
}

function moreRows(left, all) {
  const act = () => {
    const at = size;
    size += PAGE * 3;
    drawTable();
    tableView.querySelectorAll('tbody tr')[at]?.querySelector('a').focus();
  };
  return plainButton(`Show ${Math.min(PAGE * 3, left)} more of ${all.toLocaleString('en')}`, act, {
    class: 'plain more',
  });
}

const tableRow = (row, what) =>
  el(
    'tr',
    {},
    COLUMNS[what].map(([, , , make]) => make(row)),
  );

function tableHead([key, words, value], order) {
  if (!value) return el('th', { scope: 'col' }, words);
  const sorted = order.key === key;
  const sort = () => {
    const down = sorted ? !order.down : ['papers', 'links', 'date'].includes(key);
    change({ sort: `${down ? '-' : ''}${key}` });
    tableView.querySelector('[aria-sort] button').focus();
  };
  const arrow = sorted ? (order.down ? ' ↓' : ' ↑') : '';
  return el(
    'th',
    { scope: 'col', 'aria-sort': sorted ? (order.down ? 'descending' : 'ascending') : null },
    el(
      'button',
      { type: 'button', class: 'list-sort', onclick: sort },
      words,
      el('span', { 'aria-hidden': 'true' }, arrow),
    ),
  );
}
