// The same nodes and links as a table: the picture's twin for those who do not see it, or would rather read.
import { shownOf } from './answers.js';
import { nodes } from './data.js';
import { byKey, clip, counted, el, sign } from './dom.js';
import { LABELS, PAPER, phrase } from './kinds.js';
import { plainButton } from './panel.js';
import { shownEdges } from './scene.js';
import { nodeLink, selectEdge, selectPair, shown, state } from './state.js';
import { dateText, evidenceOf, quoteOf } from './text.js';
import { shownNodes } from './view.js';

const tableView = byKey('table-view');
const PAGE = 100;
const tableState = { what: 'nodes', sort: 'papers', down: true, size: PAGE };

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
    ['date', 'Published', (node) => node.published || '', (node) => el('td', {}, dateText(node.published))],
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
const FIRST_SORT = { nodes: ['papers', true], links: ['paper', false], pairs: ['papers', true] };

// Where papers are hidden, links are those to things of the same papers.
const linkCount = (node) => (state.hidden.has(PAPER) ? pairCounts().get(node) || 0 : shownOf(node).length);
let countedPairs = { of: null, counts: new Map() };
function pairCounts() {
  if (countedPairs.of !== shown.pairs) {
    countedPairs = { of: shown.pairs, counts: new Map() };
    for (const { one, other } of shown.pairs)
      for (const node of [one, other]) countedPairs.counts.set(node, (countedPairs.counts.get(node) || 0) + 1);
  }
  return countedPairs.counts;
}

const tableWhat = () => (tableState.what !== 'nodes' && state.hidden.has(PAPER) ? 'pairs' : tableState.what);

// The rows of a table in the order that is chosen; of one that is not open, in its first order.
export function tableRows(what = tableWhat()) {
  const [key, down] = what === tableWhat() ? [tableState.sort, tableState.down] : FIRST_SORT[what];
  const rows = { nodes: shownNodes, links: shownEdges, pairs: () => [...shown.pairs] }[what]();
  const columns = COLUMNS[what];
  const column = columns.find(([name]) => name === key) || columns[0];
  const keys = new Map(rows.map((row) => [row, column[2](row)]));
  const compare = (a, b) => (typeof a === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0);
  return rows.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a.index - b.index);
}

export function drawTable() {
  const what = tableWhat();
  const rows = tableRows();
  const some = rows.slice(0, tableState.size);
  const body = el(
    'tbody',
    { id: 'table-body', tabindex: -1 },
    some.map((row) => tableRow(row, what)),
  );
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
      el('thead', {}, el('tr', {}, COLUMNS[what].map(tableHead))),
      body,
    ),
    rows.length > some.length ? moreRows(rows.length - some.length, rows.length) : '',
  );
}

function tableChoice(what, words) {
  const act = () => {
    const [sort, down] = FIRST_SORT[what === 'links' ? (state.hidden.has(PAPER) ? 'pairs' : 'links') : 'nodes'];
    Object.assign(tableState, { what, sort, down, size: PAGE });
    drawTable();
    tableView.querySelector('.table-choice[aria-pressed="true"]').focus();
  };
  return el(
    'button',
    { type: 'button', class: 'table-choice', 'aria-pressed': String(tableState.what === what), onclick: act },
    words,
  );
}

function moreRows(left, all) {
  const act = () => {
    const at = tableState.size;
    tableState.size += PAGE * 3;
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
    { class: state.node === row || state.edge === row ? 'list-chosen' : '' },
    COLUMNS[what].map(([, , , make]) => make(row)),
  );

function tableHead([key, words, value]) {
  if (!value) return el('th', { scope: 'col' }, words);
  const sorted = tableState.sort === key;
  const sort = () => {
    tableState.down = sorted ? !tableState.down : ['papers', 'links', 'date'].includes(key);
    tableState.sort = key;
    drawTable();
    tableView.querySelector('[aria-sort] button').focus();
  };
  const arrow = sorted ? (tableState.down ? ' ↓' : ' ↑') : '';
  return el(
    'th',
    { scope: 'col', 'aria-sort': sorted ? (tableState.down ? 'descending' : 'ascending') : null },
    el(
      'button',
      { type: 'button', class: 'list-sort', onclick: sort },
      words,
      el('span', { 'aria-hidden': 'true' }, arrow),
    ),
  );
}
