// The same nodes and links as a table: the picture's twin for those who do not see it, or would rather read.
import { visibleEdges } from './charts.js';
import { nodes } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { LABELS, PAPER, RELATIONS, phrase } from './kinds.js';
import { clip } from './labels.js';
import { change, nodeLink, selectEdge, shown, state } from './state.js';
import { dateText, evidenceOf, quoteOf } from './text.js';

const tableView = byKey('table-view');
const PAGE = 100;
const table = { what: 'nodes', sort: 'papers', down: true, size: PAGE };

const COLUMNS = {
  nodes: [
    [
      'name',
      'Name',
      (node) => node.name.toLowerCase(),
      (node) => el('th', { scope: 'row' }, sign(node.label), nodeLink(node)),
    ],
    ['type', 'Type', (node) => LABELS[node.label], (node) => el('td', {}, LABELS[node.label])],
    [
      'papers',
      'Papers',
      (node) => (node.label === PAPER ? -1 : shown.papers[node.index]),
      (node) => el('td', { class: 'number' }, node.label === PAPER ? '' : shown.papers[node.index]),
    ],
    ['links', 'Links', (node) => visible(node).length, (node) => el('td', { class: 'number' }, visible(node).length)],
    ['date', 'Published', (node) => node.published || '', (node) => el('td', {}, dateText(node.published))],
    [
      'aliases',
      'Also written as',
      (node) => node.aliases.join(' '),
      (node) => el('td', { class: 'muted' }, clip(node.aliases.join(' · '), 120)),
    ],
  ],
  links: [
    [
      'paper',
      'Paper',
      (edge) => nodes[edge.paper].name.toLowerCase(),
      (edge) => el('th', { scope: 'row' }, nodeLink(nodes[edge.paper])),
    ],
    [
      'relation',
      'Relation',
      (edge) => RELATIONS[edge.relation],
      (edge) =>
        el(
          'td',
          {},
          el(
            'button',
            { type: 'button', class: 'plain', onclick: () => selectEdge(edge) },
            phrase(edge.relation).toLowerCase(),
          ),
        ),
    ],
    [
      'name',
      'Entity',
      (edge) => nodes[edge.thing].name.toLowerCase(),
      (edge) => el('td', {}, sign(nodes[edge.thing].label), nodeLink(nodes[edge.thing], nodes[edge.thing].short)),
    ],
    ['words', 'Evidence', null, (edge) => el('td', { class: 'words' }, evidenceOf(edge).slice(0, 1).map(quoteOf))],
  ],
};
const visible = (node) => node.edges.filter((edge) => shown.edge[edge.index]);

function tableRows() {
  const rows = table.what === 'nodes' ? nodes.filter((node) => shown.node[node.index]) : visibleEdges();
  const column = COLUMNS[table.what].find(([key]) => key === table.sort) || COLUMNS[table.what][0];
  const keys = new Map(rows.map((row) => [row, column[2](row)]));
  const compare = (a, b) => (typeof a === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0);
  return rows.sort((a, b) => (table.down ? -1 : 1) * compare(keys.get(a), keys.get(b)) || a.index - b.index);
}

export function drawTable() {
  const rows = tableRows();
  const some = rows.slice(0, table.size);
  const body = el('tbody', { id: 'table-body', tabindex: -1 }, some.map(tableRow));
  const more =
    rows.length > some.length
      ? el(
          'button',
          {
            type: 'button',
            class: 'plain more',
            onclick: () => {
              const at = table.size;
              table.size += PAGE * 3;
              drawTable();
              const next = tableView.querySelectorAll('tbody tr')[at];
              if (next) next.querySelector('a').focus();
            },
          },
          `Show ${Math.min(PAGE * 3, rows.length - some.length)} more of ${rows.length.toLocaleString('en')}`,
        )
      : null;
  const choice = (what, words) =>
    el(
      'button',
      {
        type: 'button',
        class: 'switch',
        'aria-pressed': String(table.what === what),
        onclick: () => {
          Object.assign(
            table,
            what === 'nodes' ? { what, sort: 'papers', down: true } : { what, sort: 'paper', down: false },
            { size: PAGE },
          );
          drawTable();
          [...tableView.querySelectorAll('.table-head .switch')]
            .find((button) => button.getAttribute('aria-pressed') === 'true')
            .focus();
        },
      },
      words,
    );
  tableView.replaceChildren(
    el(
      'div',
      { class: 'table-head' },
      el('h2', {}, counted(rows.length, table.what === 'nodes' ? 'node' : 'link')),
      choice('nodes', 'Papers and entities'),
      choice('links', 'Links'),
    ),
    el(
      'div',
      { class: 'scroll' },
      el(
        'table',
        { class: `list ${table.what}` },
        el(
          'caption',
          { class: 'hidden' },
          table.what === 'nodes' ? 'The nodes that are shown' : 'The links that are shown',
        ),
        el('thead', {}, el('tr', {}, COLUMNS[table.what].map(tableHead))),
        body,
      ),
    ),
    more || '',
  );
}

const tableRow = (row) =>
  el(
    'tr',
    { class: state.node === row || state.edge === row ? 'chosen' : '' },
    COLUMNS[table.what].map(([, , , make]) => make(row)),
  );

function tableHead([key, words, value]) {
  if (!value) return el('th', { scope: 'col' }, words);
  const sorted = table.sort === key;
  const sort = () => {
    table.down = sorted ? !table.down : ['papers', 'links', 'date'].includes(key);
    table.sort = key;
    drawTable();
    tableView.querySelector('[aria-sort] button').focus();
  };
  return el(
    'th',
    { scope: 'col', 'aria-sort': sorted ? (table.down ? 'descending' : 'ascending') : null },
    el(
      'button',
      { type: 'button', class: 'sort', onclick: sort },
      words,
      el('span', { 'aria-hidden': 'true' }, sorted ? (table.down ? ' ↓' : ' ↑') : ''),
    ),
  );
}

byKey('skip').addEventListener('click', (event) => {
  event.preventDefault();
  change({ view: 'table' });
  byKey('table-body').focus();
});
