// What the page knows: the picture (as pyvis wrote it) and the facts, joined by position.
import { PAPER } from './kinds.js';

const parse = (id) => JSON.parse(document.getElementById(id).textContent);
export const picture = parse('network');
export const facts = parse('facts');
// The form under which names are compared: case, accents, hyphens, spaces and the like do not matter.
export const fold = (text) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\s\-‐-―/_.]+/g, '');

export const nodes = picture.nodes.map((shown, index) => {
  const fact = facts.nodes[index];
  const year = /^\d{4}/.exec(fact.published || '');
  return {
    ...fact,
    index,
    label: fact.label,
    short: shown.label,
    x: shown.x,
    y: shown.y,
    radius: shown.size,
    group: shown.group,
    aliases: fact.aliases || [],
    year: year ? Number(year[0]) : 0,
    edges: [],
    papers: 0,
  };
});

export const edges = picture.edges.map((ends, index) => {
  const [relation, mentions, cues] = facts.edges[index];
  const edge = { index, paper: ends.from, thing: ends.to, relation, mentions, cues };
  nodes[edge.paper].edges.push(edge);
  nodes[edge.thing].edges.push(edge);
  return edge;
});

for (const node of nodes) node.papers = node.label === PAPER ? 0 : new Set(node.edges.map((edge) => edge.paper)).size;

export const byId = new Map(nodes.map((node) => [node.id, node]));
export const papers = nodes.filter((node) => node.label === PAPER);
export const years = [...new Set(papers.map((node) => node.year).filter(Boolean))].sort();
export const most = nodes.reduce((best, node) => Math.max(best, node.papers), 1);
