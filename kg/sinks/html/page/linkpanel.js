// What the panel says of a link, and of two things of the same papers.
import { nodes } from './data.js';
import { counted, el } from './dom.js';
import { PAPER, phrase } from './kinds.js';
import { factList, panelHead } from './panel.js';
import { nodeLink } from './state.js';
import { evidenceOf, quoteOf } from './text.js';
import { papersOf } from './view.js';

export function edgePanel(edge) {
  const [paper, thing] = [nodes[edge.paper], nodes[edge.thing]];
  const rules = [...new Set(edge.mentions.map((mention) => mention[3]))].join(', ');
  const title = [
    nodeLink(paper),
    el('span', { class: 'relation' }, phrase(edge.relation).toLowerCase()),
    nodeLink(thing),
  ];
  return [
    panelHead(el('span', { class: 'badge' }, 'Link'), title),
    el('h3', {}, 'Evidence'),
    el('div', { class: 'evidence' }, evidenceOf(edge).map(quoteOf)),
    factList([
      ['Relation', phrase(edge.relation)],
      ['Mentions', String(edge.mentions.length)],
      [rules.includes(',') ? 'Found by rules' : 'Found by rule', rules],
    ]),
  ];
}

export function pairPanel([one, other]) {
  const shared = papersOf(one, other).filter((node) => node.label === PAPER);
  const title = [nodeLink(one), el('span', { class: 'relation' }, 'and'), nodeLink(other)];
  return [
    panelHead(
      el('span', { class: 'badge' }, 'Together'),
      title,
      el('p', { class: 'lead' }, `In ${counted(shared.length, 'paper')}`),
    ),
    el(
      'ul',
      { class: 'papers' },
      shared.map((paper) =>
        el('li', {}, nodeLink(paper, paper.name, { class: 'papers-title' }), bothQuotes(paper, one, other)),
      ),
    ),
  ];
}

// The best sentence for each of two things of a paper; one sentence for both is shown once.
function bothQuotes(paper, one, other) {
  const evidence = (thing) => evidenceOf(paper.edges.find((edge) => edge.thing === thing.index))[0];
  const quotes = [evidence(one), evidence(other)].filter(Boolean);
  if (quotes.length > 1 && quotes[0].field === quotes[1].field && quotes[0].from === quotes[1].from) {
    const spans = [...quotes[0].spans, ...quotes[1].spans];
    quotes.splice(0, 2, { ...quotes[0], spans, to: Math.max(quotes[0].to, quotes[1].to) });
  }
  return quotes.map(quoteOf);
}
