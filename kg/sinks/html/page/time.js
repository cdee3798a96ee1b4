// Time in pictures, and the graph in short.
import { narrow } from './canvas.js';
import { card, chartEdges, scrolled } from './charts.js';
import { nodes, papers, topicName, topics } from './data.js';
import { clip, counted, el, sign } from './dom.js';
import { evenYears } from './filtering.js';
import { drawHistogram, takeYears } from './histogram.js';
import { LABELS, METHOD, PAPER, REPOSITORY } from './kinds.js';
import { firstYear } from './palette.js';
import { change, nodeLink, shown, state } from './state.js';
import { MONTHS, dateText } from './text.js';

const MONTHS_LISTED = 36;
const METHODS_OVER_TIME = 14;

// The first card: how much, what about, since when, what is new.
export function shortCard() {
  const { papers: some, things, edges: links } = shown.totals;
  const passed = papers.filter((paper) => shown.paper[paper.index]);
  const known = evenYears(passed.map((paper) => paper.year).filter(Boolean));
  const counts = state.hidden.has(PAPER)
    ? [
        [passed.length, 'papers (hidden)'],
        [things, 'entities'],
        [shown.pairs.length, 'pairs'],
      ]
    : [
        [some, 'papers'],
        [things, 'entities'],
        [links, 'links'],
      ];
  const numbers = counts.map(([number, words]) =>
    el('li', {}, el('strong', {}, number.toLocaleString('en')), ` ${words}`),
  );
  const latest = known[known.length - 1];
  const blankYears = passed.filter((paper) => !paper.year).length;
  const undated = blankYears ? ` ${counted(blankYears, 'paper')} without a year.` : '';
  const span =
    known.length > 1
      ? `Papers from ${known[0]} to ${latest}.${undated}`
      : known.length
        ? `Papers from ${latest}.${undated}`
        : withoutYears(passed);
  const list = topics
    .map((topic) => [topic, passed.filter((paper) => paper.group === topic.group).length])
    .filter(([, number]) => number);
  const largest = list
    .sort((x, y) => y[1] - x[1])
    .slice(0, 8)
    .map(([topic, number]) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            class: 'plain',
            onclick: () => change({ topic: topic.group, view: 'map' }),
          },
          topicName(topic),
        ),
        el('span', { class: 'count' }, ` ${number.toLocaleString('en')}`),
      ),
    );
  const fresh = known.length > 1 ? newThings(latest) : [];
  return card(
    'At a glance',
    span,
    [
      el('ul', { class: 'short-counts' }, numbers),
      largest.length
        ? [el('h3', {}, 'Topics, by number of papers'), el('ol', { class: 'short-topics' }, largest)]
        : null,
      fresh.length
        ? [
            el('h3', {}, `New in ${latest}`),
            el(
              'ul',
              { class: 'chips' },
              fresh.map((node) =>
                el(
                  'li',
                  {},
                  nodeLink(
                    node,
                    [
                      sign(node.label),
                      el('span', {}, node.short),
                      el('span', { class: 'count' }, shown.papers[node.index]),
                    ],
                    { class: `chip ${LABELS[node.label]}` },
                  ),
                ),
              ),
            ),
          ]
        : null,
    ],
    true,
  );
}

// What is named in the last year for the first time, most named first. A paper without a year may be an earlier one.
function newThings(latest) {
  const fresh = (node) =>
    node.label !== PAPER &&
    node.label !== REPOSITORY &&
    shown.node[node.index] &&
    shown.papers[node.index] > 1 &&
    firstYear(node) === latest &&
    node.edges.every((edge) => nodes[edge.paper].year);
  return nodes
    .filter(fresh)
    .sort((a, b) => shown.papers[b.index] - shown.papers[a.index] || a.index - b.index)
    .slice(0, 10);
}

const uncounted = (undated) =>
  undated ? ` ${counted(undated, 'paper')} without a year ${undated === 1 ? 'is' : 'are'} not counted.` : '';

const withoutYears = (passed) => (passed.length ? 'No paper has a year.' : 'The filters hide all papers.');

// How many papers each year has: the same bars as in the filters.
export function yearCard() {
  const left = uncounted(papers.filter((paper) => shown.paper[paper.index] && !paper.year).length);
  const place = el('div', { id: 'year-bars', class: 'histogram histogram-large', role: 'group' });
  place.setAttribute('aria-label', 'Papers over time');
  drawHistogram(place, true);
  const bars = el('div', { class: 'scroll' }, place);
  return card(
    'Papers over time',
    `Papers by year: click a year, or drag over several, to see only those.${left}`,
    bars,
    true,
  );
}

// By year, or by month where all dated papers are of one year; a single period is no time.
export function timeCard() {
  const passed = papers.filter((paper) => shown.paper[paper.index]);
  const dated = passed.filter((paper) => paper.year);
  const left = uncounted(passed.length - dated.length);
  const title = 'Methods over time';
  const yearly = new Set(dated.map((paper) => paper.year)).size > 1;
  const period = (paper) => (yearly ? String(paper.year || '') : /^\d{4}-\d\d/.exec(paper.published || '')?.[0] || '');
  const columns = yearly
    ? evenYears(dated.map((paper) => paper.year)).map(String)
    : evenMonths(dated.map(period).filter(Boolean));
  if (columns.length < 2) {
    const words = dated.length
      ? `All papers with a date are from ${dateText(columns[0]) || dated[0].year}.${left}`
      : withoutYears(passed);
    return card(title, '', el('p', { class: 'muted' }, words));
  }
  const totals = new Map();
  for (const paper of dated) totals.set(period(paper), (totals.get(period(paper)) || 0) + 1);
  const number = new Map();
  const total = new Map();
  for (const edge of new Map(chartEdges().map((one) => [`${one.thing} ${one.paper}`, one])).values()) {
    const paper = nodes[edge.paper];
    if (!period(paper) || nodes[edge.thing].label !== METHOD) continue;
    const key = `${edge.thing} ${period(paper)}`;
    number.set(key, (number.get(key) || 0) + 1);
    total.set(edge.thing, (total.get(edge.thing) || 0) + 1);
  }
  const list = [...total]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, METHODS_OVER_TIME)
    .map(([place]) => nodes[place]);
  const of = (node, column) => number.get(`${node.index} ${column}`) || 0;
  return card(
    title,
    `Papers that name each method, by ${yearly ? 'year' : 'month'}: the larger the dot, the more papers. ${
      yearly ? 'Click a year to see only that year.' : 'Click a method for its papers.'
    }${left}`,
    dots(list, columns, of, totals, yearly),
    true,
  );
}

function evenMonths(months) {
  const numbers = months.map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1);
  return evenYears(numbers)
    .slice(-MONTHS_LISTED)
    .map((place) => `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`);
}

// A row a method, a column a period, even where it is empty; the share of the period's papers stands beside the count.
function dots(list, columns, of, totals, yearly) {
  const top = Math.max(1, ...list.flatMap((node) => columns.map((column) => of(node, column))));
  const cell = (node, column) => {
    const number = of(node, column);
    if (!number) return el('td', {});
    const size = 4 + 12 * Math.sqrt(number / top);
    const share = Math.round((100 * number) / totals.get(column));
    const words = `${node.name}: ${counted(number, 'paper')} from ${dateText(column)}, ${share}%`;
    return el(
      'td',
      {},
      el(
        'svg',
        { viewBox: '-17 -17 34 34', class: 'dot', role: 'img', 'aria-label': words },
        el('title', {}, words),
        el('circle', { r: size.toFixed(1) }),
        size > 8 ? el('text', { y: 4, 'aria-hidden': 'true' }, number) : null,
      ),
    );
  };
  const rows = list.map((node) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, nodeLink(node, clip(node.short, narrow.matches ? 22 : 34))),
      columns.map((column) => cell(node, column)),
    ),
  );
  const month = (column) => [column.slice(0, 4), el('span', {}, MONTHS[Number(column.slice(5)) - 1].slice(0, 3))];
  const heads = columns.map((column) =>
    el(
      'th',
      { scope: 'col' },
      yearly
        ? el(
            'button',
            {
              type: 'button',
              class: 'dots-year',
              title: `Only papers from ${column}`,
              onclick: () => takeYears(Number(column)),
            },
            column,
          )
        : month(column),
    ),
  );
  return scrolled(
    'Methods over time',
    el('table', { class: 'dots' }, el('thead', {}, el('tr', {}, el('td', {}), heads)), el('tbody', {}, rows)),
  );
}
