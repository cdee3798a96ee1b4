// What the page knows: the picture (as pyvis wrote it) and the facts, joined by position.
import { clip } from './dom.js';
import { evenYears } from './filtering.js';
import { PAPER } from './kinds.js';
import { texToText } from './tex.js';
import { nameTopics } from './topics.js';

const parse = (id) => JSON.parse(document.getElementById(id).textContent);
export const picture = parse('network');
export const facts = parse('facts');

// The map is wide. On a screen that is narrow and high its axes change places, which leaves it larger.
const turned = window.matchMedia('(max-width: 760px) and (orientation: portrait)').matches;
export const turnedSpot = ({ x, y }) => (turned ? { x: y, y: x } : { x, y });

export const nodes = picture.nodes.map((shown, index) => {
  const fact = facts.nodes[index];
  const spot = turnedSpot(shown);
  const name = texToText(fact.name);
  return {
    ...fact,
    index,
    name,
    raw: fact.name, // offsets of mentions are those of this
    short: fact.label === PAPER ? name : texToText(shown.label),
    x: spot.x,
    y: spot.y,
    home: [spot.x, spot.y],
    radius: shown.size,
    size: shown.size,
    group: shown.group,
    kind: fact.kind === 'class' ? 'generic' : fact.kind, // a class of devices, such as phones
    aliases: (fact.aliases || []).map(texToText),
    year: fact.year || 0,
    published: /^\d{4}/.test(fact.published) || !fact.year ? fact.published || '' : String(fact.year),
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
export const years = evenYears([...new Set(papers.map((node) => node.year).filter(Boolean))]);
export const most = nodes.reduce((best, node) => Math.max(best, node.papers), 1);
export const topics = nameTopics(nodes, edges);
export const topicOf = new Map(topics.map((topic) => [topic.group, topic]));
export const topicName = (topic, number = 3) =>
  topic.things
    .slice(0, number)
    .map((thing) => clip(thing.short, 30))
    .join(' · ');
