// The filters: a legend whose entries switch types, relations, number of papers and years; and what the page leaves out.
import { edges, facts, most, nodes, papers, years } from './data.js';
import { byKey, counted, el, sign } from './dom.js';
import { LABELS, PAPER, PLURALS, RELATIONS, phrase } from './kinds.js';
import { change, filtered, listeners, shown, state } from './state.js';

const side = byKey('filters');
export const cleared = () => ({ hidden: new Set(), without: new Set(), least: 1, from: 0, to: 0, undated: true });
const typeCounts = LABELS.map((_, label) => nodes.filter((node) => node.label === label).length);
const relationCounts = RELATIONS.map((_, relation) => edges.filter((edge) => edge.relation === relation).length);

const toggled = (set, item) => {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
};

const switchButton = (key, item, content, count, title) =>
  el(
    'button',
    {
      type: 'button',
      class: 'switch',
      'data-key': key,
      'data-item': item,
      title,
      'aria-pressed': 'true',
      onclick: () => change({ [key]: toggled(state[key], item) }),
    },
    content,
    el('span', { class: 'count' }, count.toLocaleString('en')),
  );

const onlyButton = (key, item, all) =>
  el(
    'button',
    {
      type: 'button',
      class: 'only',
      onclick: () =>
        change({ [key]: new Set(all.filter((other) => other !== item && !(key === 'hidden' && other === PAPER))) }),
    },
    'only',
    el('span', { class: 'hidden' }, ` ${(key === 'hidden' ? LABELS : RELATIONS)[item]}`),
  );

export function buildFilters() {
  const labels = LABELS.map((_, label) => label).filter((label) => typeCounts[label]);
  const relations = RELATIONS.map((_, relation) => relation).filter((relation) => relationCounts[relation]);
  const types = labels.map((label) =>
    el(
      'li',
      {},
      switchButton('hidden', label, [sign(label), PLURALS[LABELS[label]]], typeCounts[label], 'Show or hide'),
      label === PAPER ? null : onlyButton('hidden', label, labels),
    ),
  );
  const kinds = relations.map((relation) =>
    el(
      'li',
      {},
      switchButton('without', relation, phrase(relation), relationCounts[relation], 'Show or hide'),
      onlyButton('without', relation, relations),
    ),
  );
  side.replaceChildren(
    el(
      'div',
      { class: 'filters-head' },
      el('h2', {}, 'Show'),
      el('button', { type: 'button', id: 'reset', class: 'plain', onclick: () => change(cleared()) }, 'Reset'),
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
    el('ul', { class: 'legend', 'aria-label': 'Types' }, types),
    el(
      'p',
      { class: 'hint' },
      'Size: number of papers that name it. Shaded areas: communities, more linked inside than to the outside.',
    ),
    el('h3', { id: 'relations-title' }, 'A paper …'),
    el('ul', { class: 'relations', 'aria-labelledby': 'relations-title' }, kinds),
    leastControl(),
    yearControls(),
    leftOut(),
  );
}

function leastControl() {
  const top = Math.min(most, 30);
  const input = el('input', {
    type: 'range',
    id: 'least',
    min: 1,
    max: top,
    step: 1,
    value: 1,
    oninput: (event) => change({ least: Number(event.target.value) }),
  });
  return el(
    'div',
    { class: 'field' },
    el('label', { for: 'least' }, 'Named by at least ', el('output', { id: 'least-out', for: 'least' }, '1 paper')),
    input,
  );
}

function yearControls() {
  if (!years.length) return null;
  const choice = (id, words, none) =>
    el(
      'label',
      { class: 'year' },
      words,
      el(
        'select',
        { id, 'aria-label': `Published ${words}`, onchange: (event) => change({ [id]: Number(event.target.value) }) },
        el('option', { value: '0' }, none),
        years.map((year) => el('option', { value: year }, year)),
      ),
    );
  const unknown = papers.filter((paper) => !paper.year).length;
  return el(
    'fieldset',
    { class: 'field' },
    el('legend', {}, 'Published'),
    el('div', { class: 'years' }, choice('from', 'from', 'any'), choice('to', 'to', 'any')),
    unknown
      ? el(
          'label',
          { class: 'check' },
          el('input', {
            type: 'checkbox',
            id: 'undated',
            checked: true,
            onchange: (event) => change({ undated: event.target.checked }),
          }),
          `and ${counted(unknown, 'paper')} without a year`,
        )
      : null,
  );
}

function leftOut() {
  const [allNodes, allEdges] = facts.all;
  if (!facts.rules.length) return el('p', { class: 'hint' }, 'The whole graph is on this page.');
  return el(
    'div',
    { class: 'left-out' },
    el('h3', {}, 'Not on this page'),
    el(
      'p',
      {},
      `${(allNodes - nodes.length).toLocaleString('en')} of ${counted(allNodes, 'node')} and ${(allEdges - edges.length).toLocaleString('en')} of ${counted(allEdges, 'link')}:`,
    ),
    el(
      'ul',
      {},
      facts.rules.map((rule) => el('li', {}, rule)),
    ),
  );
}

function showFilters() {
  for (const button of side.querySelectorAll('.switch'))
    button.setAttribute('aria-pressed', String(!state[button.dataset.key].has(Number(button.dataset.item))));
  byKey('least').value = state.least;
  byKey('least-out').textContent = counted(state.least, 'paper');
  for (const key of ['from', 'to']) if (byKey(key)) byKey(key).value = String(state[key]);
  if (byKey('undated')) byKey('undated').checked = state.undated;
  byKey('reset').disabled = !filtered();
  const { papers: some, things, edges: links } = shown.totals;
  const parts = [
    state.hidden.has(PAPER) ? '' : counted(some, 'paper'),
    counted(things, 'entity', 'entities'),
    state.hidden.has(PAPER) ? `${counted(shown.pairs.length, 'pair')} in the same papers` : counted(links, 'link'),
  ];
  byKey('totals').textContent = parts.filter(Boolean).join(', ');
  byKey('filters-button').classList.toggle('on', filtered());
}

export function openFilters(wanted) {
  document.body.classList.toggle('filters-open', wanted);
  byKey('filters-button').setAttribute('aria-expanded', String(wanted));
  if (wanted) side.querySelector('button').focus();
}
byKey('filters-button').addEventListener('click', () => openFilters(!document.body.classList.contains('filters-open')));
listeners.push(({ refiltered }) => refiltered && showFilters());
