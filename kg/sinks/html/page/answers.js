// What one asks of a thing: its rivals, what it stands with, and what those propose that run on it.
import { nodes } from './data.js';
import { clip, counted, el, sign } from './dom.js';
import { DATASET, HARDWARE, LABELS, METHOD, PLURALS, RELATIONS, REPOSITORY } from './kinds.js';
import { firstOf, whyButton } from './panel.js';
import { nodeLink, selectPair, shown } from './state.js';
import { evidenceOf, quoteOf } from './text.js';

const CHIPS = 12;
const relationIndex = (name) => RELATIONS.indexOf(name);
const PROPOSES = relationIndex('PROPOSES');
const COMPARES = relationIndex('COMPARES_WITH');

export const shownOf = (node, relation = -1) =>
  node.edges.filter((edge) => shown.edge[edge.index] && (relation < 0 || edge.relation === relation));

export function answersFor(thing) {
  const around = together(thing);
  const kinds = [DATASET, METHOD, HARDWARE, REPOSITORY].map((label) => {
    const some = around.filter(([other]) => other.label === label);
    return chipList(`${PLURALS[LABELS[label]]} named with it`, some, ([other, number]) =>
      pairChip(thing, other, number),
    );
  });
  return [thing.label === HARDWARE ? proposedOn(thing) : rivalsOf(thing), ...kinds];
}

// What stands in the same papers under the filters in force, by number of papers.
export function together(thing) {
  const counts = new Map();
  for (const paper of new Set(shownOf(thing).map((edge) => nodes[edge.paper])))
    for (const other of new Set(shownOf(paper).map((edge) => nodes[edge.thing])))
      if (other !== thing) counts.set(other, (counts.get(other) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0].papers - a[0].papers || a[0].index - b[0].index);
}

export function chipList(title, items, make) {
  if (!items.length) return null;
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, title, el('span', { class: 'count' }, items.length)),
    firstOf(title, items, CHIPS, 'chips', (item) => el('li', {}, make(item))),
  );
}

const pairChip = (thing, other, number) =>
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
  );

// Proposed against compared: of papers that compare with it what they propose, of papers that propose it what they
// compare with. The sentence is that of the comparison; rivals of one sentence are one entry.
function rivalsOf(thing) {
  const found = new Map();
  const add = (rival, edge, words) => {
    const [best] = evidenceOf(edge);
    const place = best ? `${edge.paper} ${best.field} ${best.from}` : `${edge.paper}`;
    const key = `${place} ${words}`;
    const entry = found.get(key) || { place, paper: nodes[edge.paper], words, rivals: new Set(), best: null };
    entry.rivals.add(rival);
    if (best && entry.best) best.spans.push(...entry.best.spans);
    entry.best = best;
    found.set(key, entry);
  };
  for (const edge of shownOf(thing, COMPARES))
    for (const own of shownOf(nodes[edge.paper], PROPOSES))
      if (own.thing !== thing.index) add(nodes[own.thing], edge, 'proposed as an alternative in');
  for (const own of shownOf(thing, PROPOSES))
    for (const edge of shownOf(nodes[own.paper], COMPARES))
      if (edge.thing !== thing.index) add(nodes[edge.thing], edge, 'compared with it in');
  if (!found.size) return null;
  const entries = [...found.values()];
  const all = new Set(entries.flatMap(({ rivals }) => [...rivals]));
  const quoted = new Set();
  const row = ({ place, paper, words, rivals, best }) => {
    const quote = best && !quoted.has(place) ? quoteOf(best) : null;
    quoted.add(place);
    return el('li', {}, rivalLinks([...rivals]), ` ${words} `, nodeLink(paper, clip(paper.name, 90)), quote);
  };
  return el(
    'section',
    { class: 'group rivals' },
    el('h3', {}, 'Rivals', el('span', { class: 'count' }, all.size)),
    firstOf('Rivals', entries, 5, 'papers', row),
  );
}

const rivalLinks = (rivals) =>
  rivals.map((rival, place) => [
    place ? ', ' : '',
    nodeLink(rival, [sign(rival.label), rival.short], { class: 'papers-title' }),
  ]);

// What the papers propose that run on this hardware or are meant for it.
function proposedOn(thing) {
  const wanted = ['RUNS_ON', 'TARGETS'].map(relationIndex);
  const own = new Map();
  for (const edge of shownOf(thing).filter(({ relation }) => wanted.includes(relation)))
    for (const proposal of shownOf(nodes[edge.paper], PROPOSES))
      own.set(proposal.thing, [nodes[proposal.thing], proposal]);
  return chipList('Proposed by papers that run on it or target it', [...own.values()], ([method, proposal]) => [
    nodeLink(method, [sign(method.label), el('span', {}, method.short)], { class: `chip ${LABELS[method.label]}` }),
    whyButton(proposal),
  ]);
}

// Years, and of how many papers they are if some have none.
export function yearsOf(linked) {
  const all = [...new Set(linked.map((edge) => nodes[edge.paper]))];
  const known = all
    .map((paper) => paper.year)
    .filter(Boolean)
    .sort((a, b) => a - b);
  if (!known.length) return '';
  const [first, last] = [known[0], known[known.length - 1]];
  const span = first === last ? String(first) : `${first} to ${last}`;
  return known.length === all.length
    ? span
    : `${span} (${known.length} of ${counted(all.length, 'paper')} ${known.length === 1 ? 'has' : 'have'} a year)`;
}

export function mergedForms(thing) {
  if (!thing.merges) return null;
  const item = ([form, rule, number]) =>
    el(
      'li',
      {},
      form,
      el(
        'span',
        { class: 'muted' },
        ` by the rule “${rule}”${number ? `, supported by ${counted(number, 'paper')}` : ''}`,
      ),
    );
  return el(
    'details',
    {},
    el('summary', {}, `${counted(thing.merges.length, 'other form')} merged into it`),
    el('ul', { class: 'small' }, thing.merges.map(item)),
  );
}
