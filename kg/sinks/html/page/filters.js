// The filters: a legend whose entries switch types and relations, topics, number of papers and years; what is left out.
import { edges, facts, most, nodes, papers, topicName, topics, years } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { countFacets } from './filtering.js';
import { showHidden, totalsText } from './hiding.js';
import { drawHistogram } from './histogram.js';
import { LABELS, PAPER, PLURALS, RELATIONS, phrase } from './kinds.js';
import { topicFill } from './palette.js';
import { change, choice, cleared, filtered, listeners, state } from './state.js';

const side = byKey('filters');
const TOPICS_SHOWN = 12;
const typeCounts = LABELS.map((_label, place) => nodes.filter((node) => node.label === place).length);
const relationCounts = RELATIONS.map((_relation, place) => edges.filter((edge) => edge.relation === place).length);

const toggled = (set, item) => {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
};

const switchButton = (key, item, content) =>
  el(
    'button',
    {
      type: 'button',
      class: 'switch',
      'data-key': key,
      'data-item': item,
      title: 'Show or hide',
      'aria-pressed': 'true',
      onclick: () => change({ [key]: toggled(state[key], item) }),
    },
    content,
    el('span', { class: 'count' }),
  );

const onlyButton = (key, item, all) =>
  el(
    'button',
    {
      type: 'button',
      class: 'switch-only',
      onclick: () =>
        change({ [key]: new Set(all.filter((other) => other !== item && !(key === 'hidden' && other === PAPER))) }),
    },
    'only',
    el('span', { class: 'hidden' }, ` ${key === 'hidden' ? LABELS[item] : phrase(item)}`),
  );

export function buildFilters() {
  const labels = [...LABELS.keys()].filter((label) => typeCounts[label]);
  const relations = [...RELATIONS.keys()].filter((relation) => relationCounts[relation]);
  const types = labels.map((label) =>
    el(
      'li',
      {},
      switchButton('hidden', label, [sign(label), PLURALS[LABELS[label]]]),
      label === PAPER ? null : onlyButton('hidden', label, labels),
    ),
  );
  const kinds = relations.map((relation) =>
    el('li', {}, switchButton('without', relation, phrase(relation)), onlyButton('without', relation, relations)),
  );
  const parts = [
    el(
      'div',
      { class: 'filters-head' },
      el('h2', {}, 'Show'),
      el(
        'button',
        { type: 'button', id: 'reset', class: 'plain', onclick: () => change({ ...cleared(), anew: false }) },
        'Reset',
      ),
      el(
        'button',
        {
          type: 'button',
          class: 'icon close only-narrow',
          'aria-label': 'Close filters',
          onclick: () => openFilters(false),
        },
        '×',
      ),
    ),
    el('p', { id: 'totals', class: 'totals' }),
    el('div', { id: 'hidden-why', class: 'hint' }),
    el(
      'button',
      { type: 'button', id: 'anew', class: 'plain', hidden: true, onclick: () => change({ anew: true }) },
      'Rearrange what is shown',
    ),
    el('ul', { class: 'legend', 'aria-label': 'Types' }, types),
    topicList(),
    el('h3', { id: 'relations-title' }, 'A paper …'),
    el('ul', { class: 'relations', 'aria-labelledby': 'relations-title' }, kinds),
    leastControl(),
    yearControls(),
    paintControls(),
    leftOut(),
  ];
  side.replaceChildren(...parts.filter(Boolean));
  byKey('filters-button').addEventListener('click', () =>
    openFilters(!document.body.classList.contains('filters-open')),
  );
  listeners.push(({ refiltered, painted, placed }) => (refiltered || painted || placed) && showFilters());
}

// Topics by size; a click shows one alone.
function topicList() {
  if (topics.length < 2) return null;
  const item = (topic) =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'topic',
          'data-topic': topic.group,
          'aria-pressed': 'false',
          onclick: () => change({ topic: state.topic === topic.group ? null : topic.group }),
        },
        coloured(el('i', { class: 'topic-spot' }), topic.group),
        el('span', {}, topicName(topic)),
        el('span', { class: 'count' }, topic.papers.toLocaleString('en'), el('span', { class: 'hidden' }, ' papers')),
      ),
    );
  const rest = topics.slice(TOPICS_SHOWN);
  return el(
    'section',
    { class: 'topics' },
    el('h3', { id: 'topics-title' }, 'Topics'),
    el('ul', { 'aria-labelledby': 'topics-title' }, topics.slice(0, TOPICS_SHOWN).map(item)),
    rest.length
      ? el('details', {}, el('summary', {}, counted(rest.length, 'smaller topic')), el('ul', {}, rest.map(item)))
      : null,
  );
}

// Colours are set by script: the policy of the page allows no style in markup.
export function coloured(part, group) {
  part.style.background = topicFill(group);
  return part;
}

function leastControl() {
  const act = (event) => change({ least: Number(event.target.value) });
  const input = el('input', {
    type: 'range',
    id: 'least',
    min: 1,
    max: Math.min(most, 30),
    step: 1,
    value: 1,
    oninput: act,
  });
  const out = el('output', { id: 'least-out', for: 'least' }, '1 paper');
  return el('div', { class: 'field' }, el('label', { for: 'least' }, 'Named by at least ', out), input);
}

function yearControls() {
  if (!years.length) return null;
  const choices = [['0', 'any'], ...years.map((year) => [year, year])];
  const list = (id) => choiceList(id, id, choices, { 'aria-label': `Published ${id}` }, Number);
  const unknown = papers.filter((paper) => !paper.year).length;
  const box = el('input', {
    type: 'checkbox',
    id: 'undated',
    checked: true,
    onchange: (event) => change({ undated: event.target.checked }),
  });
  return el(
    'fieldset',
    { class: 'field' },
    el('legend', {}, 'Papers by year'),
    years.length > 1
      ? el('div', { id: 'histogram', class: 'histogram', role: 'group', 'aria-label': 'Papers by year' })
      : null,
    el('div', { class: 'years' }, list('from'), list('to')),
    unknown ? el('label', { class: 'check' }, box, `and ${counted(unknown, 'paper')} without a year`) : null,
  );
}

const choiceList = (id, words, choices, more = {}, convert = (value) => value) =>
  el(
    'label',
    { class: 'year' },
    words,
    el(
      'select',
      { id, ...more, onchange: (event) => change({ [id]: convert(event.target.value) }) },
      choices.map(([value, name]) => el('option', { value }, name)),
    ),
  );

function paintControls() {
  const colour = [
    ['type', 'type'],
    ['topic', 'topic'],
    ['year', 'first year'],
    ['papers', 'papers'],
  ];
  const size = [
    ['papers', 'papers'],
    ['links', 'links'],
    ['equal', 'all the same'],
  ];
  return el(
    'fieldset',
    { class: 'field' },
    el('legend', {}, 'On the map'),
    el(
      'div',
      { class: 'years' },
      choiceList(
        'colour',
        'Colour by',
        colour.filter(([key]) => key !== 'year' || years.length > 1),
      ),
      choiceList('size', 'Size by', size),
    ),
    el('p', { class: 'hint', id: 'paint-key' }),
  );
}

function leftOut() {
  const [allNodes, allEdges] = facts.all;
  if (!facts.rules.length) return el('p', { class: 'hint' }, 'The whole graph is on this page.');
  const missing = (number, all, word) => `${(all - number).toLocaleString('en')} of ${counted(all, word)}`;
  return el(
    'div',
    { class: 'left-out' },
    el('h3', {}, 'Not on this page'),
    el('p', {}, `${missing(nodes.length, allNodes, 'node')} and ${missing(edges.length, allEdges, 'link')}:`),
    el(
      'ul',
      {},
      facts.rules.map((rule) => el('li', {}, rule)),
    ),
  );
}

function showFilters() {
  const { types, kinds } =
    filtered() || state.focus
      ? countFacets(nodes, edges, choice(), LABELS.length, RELATIONS.length)
      : { types: typeCounts, kinds: relationCounts };
  for (const button of side.querySelectorAll('.switch')) {
    const [key, item] = [button.getAttribute('data-key'), Number(button.getAttribute('data-item'))];
    button.setAttribute('aria-pressed', String(!state[key].has(item)));
    const number = (key === 'hidden' ? types : kinds)[item];
    button.querySelector('.count').textContent = number.toLocaleString('en');
  }
  for (const button of side.querySelectorAll('.topic'))
    button.setAttribute('aria-pressed', String(state.topic === Number(button.getAttribute('data-topic'))));
  byKey('least').value = state.least;
  byKey('least-out').textContent = counted(state.least, 'paper');
  for (const key of ['from', 'to', 'colour', 'size']) if (byKey(key)) byKey(key).value = String(state[key]);
  if (byKey('undated')) byKey('undated').checked = state.undated;
  byKey('reset').disabled = !filtered() && !state.anew;
  byKey('anew').hidden = !filtered() || state.anew || Boolean(state.focus);
  byKey('totals').textContent = totalsText();
  showHidden(byKey('hidden-why'));
  byKey('paint-key').textContent = paintText();
  byKey('filters-button').classList.toggle('on', filtered());
  if (byKey('histogram')) drawHistogram(byKey('histogram'));
}

const PAINT = {
  type: 'Colour and shape: type. Shaded areas and coloured names: topics, with more links inside than out.',
  topic: 'Colour: topic, as in the list above.',
  year: 'Colour: from blue for the first year to red for the last.',
  papers: 'Colour: from blue for one paper to red for many.',
};
const SIZE_TEXT = { papers: ' Size: number of papers.', links: ' Size: number of links.', equal: '' };
const paintText = () => PAINT[state.colour] + SIZE_TEXT[state.size];

export function openFilters(wanted) {
  document.body.classList.toggle('filters-open', wanted);
  byKey('filters-button').setAttribute('aria-expanded', String(wanted));
  if (wanted) side.querySelector('button').focus();
}
