// The panel: what is known of the chosen node, link or pair, and the words that say so.
import { nodes } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { cleared } from './filters.js';
import { LABELS, PAPER, RELATIONS, REPOSITORY, phrase } from './kinds.js';
import { change, clearSelection, nodeLink, paperPasses, selectEdge, selectPair, shown, state } from './state.js';
import { abstractOf, dateText, evidenceOf, outLink, quoteOf } from './text.js';
import { neighbours, papersOf } from './view.js';

const panel = byKey('panel');
const FIRST = 8; // papers of a relation that are shown at once

export function showPanel({ first } = {}) {
  const content = state.node
    ? nodePanel(state.node)
    : state.edge
      ? edgePanel(state.edge)
      : state.pair
        ? pairPanel(state.pair)
        : null;
  const wasHidden = panel.hidden;
  panel.hidden = !content;
  document.body.classList.toggle('panel-open', Boolean(content));
  if (!content) return;
  panel.replaceChildren(...content.filter(Boolean));
  panel.scrollTop = 0;
  if (wasHidden && !first && document.activeElement && byKey('charts-view').contains(document.activeElement))
    panel.focus();
}

const closeButton = () =>
  el(
    'button',
    {
      type: 'button',
      class: 'icon close',
      'aria-label': 'Close details',
      onclick: () => {
        clearSelection();
        (state.view === 'map' ? byKey('mynetwork') : byKey(`tab-${state.view}`)).focus();
      },
    },
    '×',
  );

const badge = (label) => el('span', { class: `badge ${LABELS[label]}` }, sign(label), LABELS[label]);
const head = (label, title, ...more) =>
  el('header', {}, el('div', { class: 'panel-top' }, label, closeButton()), el('h2', {}, title), ...more);

function nodePanel(node) {
  const hidden = shown.node[node.index]
    ? null
    : el(
        'p',
        { class: 'notice' },
        'The filters hide this on the map. ',
        el('button', { type: 'button', class: 'plain', onclick: () => change(cleared()) }, 'Reset them'),
      );
  return node.label === PAPER ? paperPanel(node, hidden) : thingPanel(node, hidden);
}

function facts_(rows) {
  const present = rows.filter(
    ([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && !value.length),
  );
  return present.length
    ? el(
        'dl',
        {},
        present.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
      )
    : null;
}

function paperPanel(paper, hidden) {
  const links = [
    paper.url && el('li', {}, outLink(paper.url, 'Read the paper')),
    ...paper.edges
      .filter((edge) => nodes[edge.thing].label === REPOSITORY)
      .map((edge) => el('li', {}, outLink(nodes[edge.thing].url, `Code: ${nodes[edge.thing].short}`))),
    paper.url
      ? null
      : el(
          'li',
          {},
          outLink(
            `https://arxiv.org/search/?searchtype=title&query=${encodeURIComponent(paper.name)}`,
            'Search arXiv for it',
          ),
        ),
  ];
  const authors = paper.authors
    ? paper.authors.join(', ')
    : paper.authors_count
      ? counted(paper.authors_count, 'author')
      : '';
  const title = abstractOf(paper, 0);
  return [
    head(badge(PAPER), title, hidden),
    el('ul', { class: 'links' }, links),
    facts_([
      ['Published', dateText(paper.published)],
      ['Authors', authors],
      ['Submitted by', paper.submitted_by],
      ['Categories', (paper.categories || []).join(', ')],
      ['Read from', (paper.sources || []).join(', ')],
    ]),
    el('h3', {}, 'Abstract'),
    paper.abstract ? el('p', { class: 'abstract' }, abstractOf(paper)) : el('p', { class: 'muted' }, 'No abstract.'),
    ...RELATIONS.map((_, relation) => things(paper, relation)),
  ];
}

function things(paper, relation) {
  const linked = paper.edges.filter((edge) => edge.relation === relation);
  if (!linked.length) return null;
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, phrase(relation), el('span', { class: 'count' }, linked.length)),
    el(
      'ul',
      { class: 'chips' },
      linked.map((edge) => {
        const thing = nodes[edge.thing];
        return el(
          'li',
          {},
          nodeLink(
            thing,
            [
              sign(thing.label),
              el('span', {}, thing.short),
              thing.papers > 1 ? el('span', { class: 'count' }, thing.papers) : null,
            ],
            {
              class: `chip ${LABELS[thing.label]}`,
              title: `${LABELS[thing.label]}, in ${counted(thing.papers, 'paper')}`,
            },
          ),
          whyButton(edge),
        );
      }),
    ),
  );
}

const whyButton = (edge) =>
  el(
    'button',
    {
      type: 'button',
      class: 'why',
      'aria-label': `Why: ${phrase(edge.relation).toLowerCase()} ${nodes[edge.thing].name}`,
      title: 'Evidence',
      onclick: () => selectEdge(edge),
    },
    '❝',
  );

function thingPanel(thing, hidden) {
  const linked = thing.edges.filter((edge) => paperPasses(nodes[edge.paper]));
  const spans = linked
    .map((edge) => nodes[edge.paper].year)
    .filter(Boolean)
    .sort();
  const dates = spans.length
    ? spans[0] === spans[spans.length - 1]
      ? String(spans[0])
      : `${spans[0]} to ${spans[spans.length - 1]}`
    : '';
  return [
    head(badge(thing.label), thing.short, el('p', { class: 'lead' }, `In ${counted(thing.papers, 'paper')}`), hidden),
    thing.url
      ? el(
          'ul',
          { class: 'links' },
          el('li', {}, outLink(thing.url, thing.label === REPOSITORY ? thing.name : 'Open its page')),
        )
      : null,
    facts_([
      [
        'Also written as',
        thing.aliases.length
          ? el(
              'ul',
              { class: 'aliases' },
              thing.aliases.map((alias) => el('li', {}, alias)),
            )
          : '',
      ],
      ['Vendor', thing.vendor],
      ['Kind', thing.kind],
      ['Host', thing.host],
      ['Owner', thing.owner],
      ['Years', dates],
    ]),
    joined(thing),
    ...RELATIONS.map((_, relation) => paperGroup(thing, relation, linked)),
    together(thing),
  ];
}

function joined(thing) {
  if (!thing.merges) return null;
  return el(
    'details',
    {},
    el('summary', {}, `${counted(thing.merges.length, 'other form')} merged into it`),
    el(
      'ul',
      { class: 'small' },
      thing.merges.map(([form, rule, number]) =>
        el(
          'li',
          {},
          form,
          el(
            'span',
            { class: 'muted' },
            ` by the rule “${rule}”${number ? `, supported by ${counted(number, 'paper')}` : ''}`,
          ),
        ),
      ),
    ),
  );
}

function paperGroup(thing, relation, linked) {
  const some = linked.filter((edge) => edge.relation === relation);
  if (!some.length) return null;
  some.sort(
    (a, b) =>
      (nodes[b.paper].year || 0) - (nodes[a.paper].year || 0) || nodes[a.paper].name.localeCompare(nodes[b.paper].name),
  );
  const list = el('ul', { class: 'papers' }, some.slice(0, FIRST).map(paperCard));
  const rest = some.slice(FIRST);
  const more = rest.length
    ? el(
        'button',
        {
          type: 'button',
          class: 'plain more',
          onclick: (event) => {
            const cards = rest.map(paperCard);
            list.append(...cards);
            event.target.remove();
            cards[0].querySelector('a').focus();
          },
        },
        `Show ${rest.length} more`,
      )
    : null;
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, phrase(relation, true), el('span', { class: 'count' }, some.length)),
    list,
    more,
  );
}

function paperCard(edge) {
  const paper = nodes[edge.paper];
  const [best, ...others] = evidenceOf(edge);
  const date = dateText(paper.published);
  return el(
    'li',
    {},
    nodeLink(paper, paper.name, { class: 'title' }),
    date ? el('span', { class: 'date' }, date) : null,
    best ? quoteOf(best) : null,
    others.length
      ? el('details', {}, el('summary', {}, counted(others.length, 'more sentence')), others.map(quoteOf))
      : null,
  );
}

// What stands in the same papers.
function together(thing) {
  const counts = new Map();
  for (const paper of neighbours(thing))
    for (const other of neighbours(paper)) if (other !== thing) counts.set(other, (counts.get(other) || 0) + 1);
  const top = [...counts]
    .filter(([, number]) => number > 1)
    .sort((a, b) => b[1] - a[1] || a[0].index - b[0].index)
    .slice(0, 10);
  if (!top.length) return null;
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, 'Often named with'),
    el(
      'ul',
      { class: 'chips' },
      top.map(([other, number]) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              class: `chip ${LABELS[other.label]}`,
              title: 'Papers that name both',
              onclick: () => selectPair(thing, other),
            },
            sign(other.label),
            el('span', {}, other.short),
            el('span', { class: 'count' }, number),
          ),
        ),
      ),
    ),
  );
}

function edgePanel(edge) {
  const [paper, thing] = [nodes[edge.paper], nodes[edge.thing]];
  const rules = [...new Set(edge.mentions.map((mention) => mention[3]))].join(', ');
  return [
    head(el('span', { class: 'badge' }, 'Link'), [
      nodeLink(paper),
      el('span', { class: 'relation' }, phrase(edge.relation).toLowerCase()),
      nodeLink(thing),
    ]),
    el('h3', {}, 'Evidence'),
    el('div', { class: 'evidence' }, evidenceOf(edge).map(quoteOf)),
    facts_([
      ['Relation', RELATIONS[edge.relation]],
      ['Places', String(edge.mentions.length)],
      [rules.includes(',') ? 'Found by rules' : 'Found by rule', rules],
    ]),
  ];
}

function pairPanel([one, other]) {
  const shared = papersOf(one, other).filter((node) => node.label === PAPER);
  const evidence = (paper, thing) => evidenceOf(paper.edges.find((edge) => edge.thing === thing.index))[0];
  return [
    head(
      el('span', { class: 'badge' }, 'Together'),
      [nodeLink(one), el('span', { class: 'relation' }, 'and'), nodeLink(other)],
      el('p', { class: 'lead' }, `In ${counted(shared.length, 'paper')}`),
    ),
    el(
      'ul',
      { class: 'papers' },
      shared.map((paper) => {
        const quotes = [evidence(paper, one), evidence(paper, other)].filter(Boolean);
        if (quotes.length > 1 && quotes[0].field === quotes[1].field && quotes[0].from === quotes[1].from) {
          quotes[0] = {
            ...quotes[0],
            spans: [...quotes[0].spans, ...quotes[1].spans],
            to: Math.max(quotes[0].to, quotes[1].to),
          };
          quotes.pop();
        }
        return el('li', {}, nodeLink(paper, paper.name, { class: 'title' }), quotes.map(quoteOf));
      }),
    ),
  ];
}

export function announce() {
  const { node, edge, pair } = state;
  const { papers: some, things: others } = shown.totals;
  byKey('status').textContent = node
    ? `${node.name}, ${LABELS[node.label]}${node.label === PAPER ? '' : `, in ${counted(node.papers, 'paper')}`}`
    : edge
      ? `Link from ${nodes[edge.paper].name} to ${nodes[edge.thing].name}`
      : pair
        ? `${pair[0].name} and ${pair[1].name}`
        : `${counted(some, 'paper')} and ${counted(others, 'entity', 'entities')} are shown`;
}
