// How much is shown, what is hidden, and by which filter.
import { edges, nodes } from './data.js';
import { clip, counted, el } from './dom.js';
import { hiddenBy } from './filtering.js';
import { LABELS, PAPER, PLURALS } from './kinds.js';
import { choice, filtered, shown, state } from './state.js';

export function totalsText() {
  const { papers: some, things, edges: links } = shown.totals;
  if (state.hidden.has(PAPER))
    return `${counted(things, 'entity', 'entities')}, ${counted(shown.pairs.length, 'pair')} in the same papers`;
  return [counted(some, 'paper'), counted(things, 'entity', 'entities'), counted(links, 'link')].join(', ');
}

// What is not shown, and which filter hides it.
export function showHidden(place) {
  const steps = filtered() || state.focus ? hiddenBy(nodes, edges, choice()) : [];
  place.hidden = !steps.length;
  const number = steps.reduce((sum, [, gone]) => sum + gone.length, 0);
  const reasons = steps.flatMap(([name, gone]) => (name === 'types' ? typeReasons(gone) : [[gone, HIDERS[name]()]]));
  place.replaceChildren(
    el('p', {}, `${number.toLocaleString('en')} of ${counted(nodes.length, 'node')} are hidden:`),
    el(
      'ul',
      {},
      reasons.map(([gone, why]) => el('li', {}, `${paperAndEntities(gone)}: ${why}`)),
    ),
  );
}

const HIDERS = {
  focus: () => `not near ${clip(state.focus.short, 40)}`,
  topic: () => 'in other topics',
  years: () => (state.undated ? 'from other years' : 'from other years, or without a year'),
  relations: () => 'linked only by relations switched off',
  least: () => `in fewer than ${counted(state.least, 'paper')}, or linked only to those`,
};

function typeReasons(gone) {
  const off = [...state.hidden]
    .sort()
    .map((label) => [gone.filter((node) => node.label === label), `${PLURALS[LABELS[label]]} switched off`]);
  const rest = gone.filter((node) => !state.hidden.has(node.label));
  return [...off, [rest, 'linked to nothing that is left']].filter(([some]) => some.length);
}

function paperAndEntities(some) {
  const papers = some.filter((node) => node.label === PAPER).length;
  const things = some.length - papers;
  const words = [papers && counted(papers, 'paper'), things && counted(things, 'entity', 'entities')];
  return words.filter(Boolean).join(', ');
}
