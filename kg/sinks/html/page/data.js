// What the page knows: the picture (as pyvis wrote it) and the facts, joined by position.
const parse = (id) => JSON.parse(document.getElementById(id).textContent);
const picture = parse('network');
const facts = parse('facts');
const LABELS = facts.labels;
const RELATIONS = facts.relations;
const PAPER = LABELS.indexOf('Paper');
const METHOD = LABELS.indexOf('Method');
const DATASET = LABELS.indexOf('Dataset');
const HARDWARE = LABELS.indexOf('Hardware');
const REPOSITORY = LABELS.indexOf('Repository');
const PLURALS = { Paper: 'Papers', Method: 'Methods', Dataset: 'Datasets', Hardware: 'Hardware', Repository: 'Repositories' };

// How a relation reads from the paper, and from the thing.
const PHRASES = {
  PROPOSES: ['Proposes', 'Proposed by'],
  USES: ['Uses', 'Used by'],
  COMPARES_WITH: ['Compares with', 'Compared with in'],
  INTRODUCES: ['Introduces', 'Introduced by'],
  EVALUATES_ON: ['Evaluates on', 'Used for evaluation by'],
  RUNS_ON: ['Runs on', 'Used for runs by'],
  TARGETS: ['Targets', 'Targeted by'],
  HAS_CODE: ['Has its code at', 'Code of'],
  LINKS_TO: ['Links to', 'Linked from'],
  MENTIONS: ['Mentions', 'Mentioned by'],
};
const phrase = (relation, fromThing) => PHRASES[RELATIONS[relation]][fromThing ? 1 : 0];

// The form under which names are compared: case, accents, hyphens, spaces and the like do not matter.
const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[\s\-‐-―/_.]+/g, '');

const nodes = picture.nodes.map((shown, index) => {
  const fact = facts.nodes[index];
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
    year: fact.year || 0,
    // As precise as it is known; an arXiv number tells the year alone.
    when: /^\d/.test(fact.published || '') ? fact.published : String(fact.year || ''),
    edges: [],
    papers: 0,
  };
});

const edges = picture.edges.map((ends, index) => {
  const [relation, mentions, cues] = facts.edges[index];
  const edge = { index, paper: ends.from, thing: ends.to, relation, mentions, cues };
  nodes[edge.paper].edges.push(edge);
  nodes[edge.thing].edges.push(edge);
  return edge;
});

for (const node of nodes) node.papers = node.label === PAPER ? 0 : new Set(node.edges.map((edge) => edge.paper)).size;

const byId = new Map(nodes.map((node) => [node.id, node]));
const papers = nodes.filter((node) => node.label === PAPER);
const years = [...new Set(papers.map((node) => node.year).filter(Boolean))].sort();
const most = nodes.reduce((best, node) => Math.max(best, node.papers), 1);

// Elements are made here only, from text: nothing that a paper says is ever read as markup.
function el(tag, properties = {}, ...children) {
  const made = document.createElementNS(
    SVG_TAGS.has(tag) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml', tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'g', 'line', 'text', 'polygon', 'title']);

const byKey = (id) => document.getElementById(id);
const counted = (number, one, many) => `${number.toLocaleString('en')} ${number === 1 ? one : many || `${one}s`}`;

// The sign of a type: its colour comes from the style sheet, its shape is the second cue.
const SIGNS = {
  Paper: () => el('circle', { cx: 8, cy: 8, r: 4.5 }),
  Method: () => el('circle', { cx: 8, cy: 8, r: 6.5 }),
  Dataset: () => el('rect', { x: 2, y: 2, width: 12, height: 12, rx: 1.5 }),
  Hardware: () => el('polygon', { points: '8,1 15,14 1,14' }),
  Repository: () => el('polygon', { points: '8,0.5 15.5,8 8,15.5 0.5,8' }),
};
const sign = (label) =>
  el('svg', { class: `sign ${LABELS[label]}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, SIGNS[LABELS[label]]());
