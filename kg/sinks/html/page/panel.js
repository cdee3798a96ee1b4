// The panel: what is known of the chosen node, link, pair or path, and the words that say so.
import { answersFor, mergedForms, shownOf, yearsOf } from './answers.js';
import { container } from './canvas.js';
import { beginConnect, pathPanel } from './connect.js';
import { facts, nodes } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { LABELS, PAPER, RELATIONS, REPOSITORY, phrase } from './kinds.js';
import { edgePanel, pairPanel } from './linkpanel.js';
import { change, clearSelection, cleared, nodeLink, selectEdge, shown, state, stepNumber } from './state.js';
import { abstractOf, dateText, evidenceOf, outLink, quoteOf } from './text.js';

export const panel = byKey('panel');
const FIRST = 8; // papers of a relation that are shown at once
/** @returns {{ top: number, opened: Set<string> }} */
const unread = () => ({ top: 0, opened: new Set() });
const readings = new Map(); // how far each step of the history was read: scrolled to, and lists opened
let reading = unread();
let readStep = stepNumber;

export function showPanel({ first, reselected }) {
  readings.set(readStep, { ...reading, top: panel.scrollTop });
  reading = readings.get(reselected ? stepNumber : readStep) || unread();
  readStep = stepNumber;
  const content = panelContent();
  const held = panel.contains(document.activeElement);
  const fromCharts = panel.hidden && !first && byKey('charts-view').contains(document.activeElement);
  panel.hidden = !content;
  document.body.classList.toggle('panel-open', Boolean(content));
  if (!content) return;
  panel.replaceChildren(...content.flat().filter(Boolean));
  panel.scrollTop = reading.top;
  if (fromCharts || held) panel.focus();
}

function panelContent() {
  if (state.node) return nodePanel(state.node);
  if (state.edge) return edgePanel(state.edge);
  if (state.pair) return pairPanel(state.pair);
  return state.path ? pathPanel(state.path) : null;
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
        (state.view === 'map' ? container : byKey(`tab-${state.view}`)).focus();
      },
    },
    '×',
  );

const badge = (label) => el('span', { class: `badge ${LABELS[label]}` }, sign(label), LABELS[label]);
export const panelHead = (label, title, ...more) =>
  el('header', {}, el('div', { class: 'panel-top' }, label, closeButton()), el('h2', {}, title), ...more);
export const plainButton = (words, onclick, more = {}) =>
  el('button', { type: 'button', class: 'plain', onclick, ...more }, words);

// What one can go on to from a node.
const actions = (node) =>
  el(
    'div',
    { class: 'actions' },
    state.focus === node ? null : plainButton('Focus', () => change({ focus: node, steps: 1, view: 'map' })),
    plainButton('Connect with …', () => beginConnect(node)),
  );

function nodePanel(node) {
  const notice = shown.node[node.index]
    ? null
    : el(
        'p',
        { class: 'notice' },
        'The filters hide this on the map. ',
        plainButton('Reset them', () => change({ ...cleared(), focus: null })),
      );
  return node.label === PAPER ? paperPanel(node, notice) : thingPanel(node, notice);
}

export function factList(rows) {
  const present = rows.filter(
    ([, value]) => value !== undefined && value !== null && value !== '' && value.length !== 0,
  );
  if (!present.length) return null;
  return el(
    'dl',
    {},
    present.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  );
}

const [HAS_CODE, LINKS_TO] = ['HAS_CODE', 'LINKS_TO'].map((name) => RELATIONS.indexOf(name));
const OWN = ['PROPOSES', 'INTRODUCES'].map((name) => RELATIONS.indexOf(name));

function paperPanel(paper, notice) {
  const arxiv = `https://arxiv.org/search/?searchtype=title&query=${encodeURIComponent(paper.raw)}`;
  const repositories = (relation) => [
    ...new Set(paper.edges.filter((edge) => edge.relation === relation).map((edge) => nodes[edge.thing])),
  ];
  const code = repositories(HAS_CODE);
  const links = [
    paper.url && el('li', {}, outLink(paper.url, 'Read the paper')),
    ...code.map((node) => el('li', {}, outLink(node.url, `Code: ${node.short}`))),
    ...repositories(LINKS_TO).map((node) => el('li', {}, outLink(node.url, `Links to ${node.short}`))),
    paper.doi && !paper.url ? el('li', {}, outLink(`https://doi.org/${paper.doi}`, 'Read the paper')) : null,
    paper.url || paper.doi ? null : el('li', {}, outLink(arxiv, 'Search arXiv for it')),
    code.length ? null : el('li', { class: 'muted' }, facts.rules.length ? 'No code on this page.' : 'No code named.'),
  ];
  const authors = paper.authors
    ? paper.authors.join(', ')
    : paper.authors_count
      ? counted(paper.authors_count, 'author')
      : '';
  return [
    panelHead(badge(PAPER), abstractOf(paper, 0), notice, actions(paper)),
    el('ul', { class: 'out-links' }, links),
    OWN.map((relation) => chipGroup(paper, relation)),
    factList([
      ['Published', dateText(paper.published)],
      ['Venue', paper.venue],
      ['DOI', paper.doi],
      ['Authors', authors],
      ['Submitted by', paper.submitted_by],
      ['Categories', (paper.categories || []).join(', ')],
      ['Source', (paper.sources || []).join(', ')],
    ]),
    el('h3', {}, 'Abstract'),
    paper.abstract ? el('p', { class: 'abstract' }, abstractOf(paper)) : el('p', { class: 'muted' }, 'No abstract.'),
    [...RELATIONS.keys()].filter((relation) => !OWN.includes(relation)).map((relation) => chipGroup(paper, relation)),
  ];
}

function chipGroup(paper, relation) {
  const linked = paper.edges.filter((edge) => edge.relation === relation);
  if (!linked.length) return null;
  const chip = (edge) => {
    const thing = nodes[edge.thing];
    const number = thing.papers > 1 ? el('span', { class: 'count' }, thing.papers) : null;
    const about = {
      class: `chip ${LABELS[thing.label]}`,
      title: `${LABELS[thing.label]}, in ${counted(thing.papers, 'paper')}`,
    };
    return el(
      'li',
      {},
      nodeLink(thing, [sign(thing.label), el('span', {}, thing.short), number], about),
      whyButton(edge),
    );
  };
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, phrase(relation), el('span', { class: 'count' }, linked.length)),
    el('ul', { class: 'chips' }, linked.map(chip)),
  );
}

export const whyButton = (edge) =>
  el(
    'button',
    {
      type: 'button',
      class: 'why',
      title: 'Evidence',
      onclick: () => selectEdge(edge),
      'aria-label': `Why: ${phrase(edge.relation).toLowerCase()} ${nodes[edge.thing].name}`,
    },
    '❝',
  );

function thingPanel(thing, notice) {
  const linked = notice ? thing.edges : shownOf(thing);
  return [
    panelHead(
      badge(thing.label),
      thing.short,
      el('p', { class: 'lead' }, `In ${paperCount(thing)}`),
      notice,
      actions(thing),
    ),
    thing.url
      ? el(
          'ul',
          { class: 'out-links' },
          el('li', {}, outLink(thing.url, thing.label === REPOSITORY ? thing.name : 'Open its page')),
        )
      : null,
    factList([
      [
        'Also written as',
        thing.aliases.length
          ? el(
              'ul',
              { class: 'aliases' },
              thing.aliases.map((alias, place) => el('li', {}, place ? ' · ' : '', alias)),
            )
          : '',
      ],
      ['Vendor', thing.vendor],
      ['Kind', thing.kind],
      ['Host', thing.host],
      ['Owner', thing.owner],
      ['Years of its papers', yearsOf(linked)],
    ]),
    mergedForms(thing),
    answersFor(thing),
    [...RELATIONS.keys()].map((relation) => paperGroup(relation, linked)),
  ];
}

// How many papers name it, and how many of them the filters leave.
export function paperCount(thing) {
  const some = shown.papers[thing.index];
  return some === thing.papers
    ? counted(some, 'paper')
    : `${counted(thing.papers, 'paper')} (${some.toLocaleString('en')} ${some === 1 ? 'passes' : 'pass'} the filters)`;
}

function paperGroup(relation, linked) {
  const some = linked.filter((edge) => edge.relation === relation);
  if (!some.length) return null;
  some.sort(
    (a, b) => nodes[b.paper].year - nodes[a.paper].year || nodes[a.paper].name.localeCompare(nodes[b.paper].name),
  );
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, phrase(relation, true), el('span', { class: 'count' }, some.length)),
    firstOf(phrase(relation, true), some, FIRST, 'papers', paperCard),
  );
}

// A list of the first, and a button for the rest.
export function firstOf(title, items, most, name, make) {
  const number = reading.opened.has(title) ? items.length : most;
  const list = el('ul', { class: name }, items.slice(0, number).map(make));
  const rest = items.slice(number);
  if (!rest.length) return list;
  return [
    list,
    plainButton(
      `Show ${rest.length} more`,
      (event) => {
        reading.opened.add(title);
        const added = rest.map(make);
        list.append(...added);
        event.target.remove();
        added[0].querySelector('a, button').focus();
      },
      { class: 'plain more' },
    ),
  ];
}

function paperCard(edge) {
  const paper = nodes[edge.paper];
  const [best, ...others] = evidenceOf(edge);
  const date = dateText(paper.published);
  return el(
    'li',
    {},
    nodeLink(paper, paper.name, { class: 'papers-title' }),
    date ? [' ', el('span', { class: 'date' }, date)] : null,
    best ? quoteOf(best) : null,
    others.length
      ? el('details', {}, el('summary', {}, counted(others.length, 'more sentence')), others.map(quoteOf))
      : null,
  );
}

export function announce() {
  const { node, edge, pair, path } = state;
  const { papers: some, things } = shown.totals;
  const ends = pair || path;
  if (node)
    byKey('status').textContent =
      `${node.name}, ${LABELS[node.label]}${node.label === PAPER ? '' : `, in ${paperCount(node)}`}`;
  else if (edge) byKey('status').textContent = `Link from ${nodes[edge.paper].name} to ${nodes[edge.thing].name}`;
  else if (ends) byKey('status').textContent = `${ends[0].name} and ${ends[1].name}`;
  else byKey('status').textContent = `${counted(some, 'paper')} and ${counted(things, 'entity', 'entities')} are shown`;
}
