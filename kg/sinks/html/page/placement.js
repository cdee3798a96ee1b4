// Another layout than that of the whole graph: around one node, or of the little that the filters leave.
import { container } from './canvas.js';
import { nodes } from './data.js';
import { byKey, clip, el } from './dom.js';
import { shownEdges } from './scene.js';
import { change, shown, state } from './state.js';
import { shownNodes } from './view.js';

const MOST_ANEW = 1500; // nodes that a browser places in about a second
const ROUNDS = 220;
const WORK = 100_000; // rounds times nodes that take about half a second
let laidOut = false;

export function placeNodes() {
  if (laidOut) for (const node of nodes) [node.x, node.y] = node.home;
  laidOut = false;
  const some = shownNodes();
  if (!state.focus && !(state.anew && some.length <= MOST_ANEW)) return;
  laidOut = true;
  const pairs = shown.pairs.map(({ one, other }) => ({ source: one.index, target: other.index }));
  const links = shownEdges().map((edge) => ({ source: edge.paper, target: edge.thing }));
  const at = new Map(some.map((node) => [node.index, { id: node.index, radius: node.radius, ...startOf(node) }]));
  if (state.focus && at.has(state.focus.index)) Object.assign(at.get(state.focus.index), { fx: 0, fy: 0 });
  const bodies = [...at.values()];
  const drawn = [...links, ...pairs].filter((link) => at.has(link.source) && at.has(link.target));
  const rounds = Math.max(1, Math.min(ROUNDS, Math.round(WORK / bodies.length)));
  const { forceSimulation, forceLink, forceManyBody, forceCollide, forceX, forceY } = libraries;
  forceSimulation(bodies)
    .stop()
    .force(
      'links',
      forceLink(drawn)
        .id((body) => body.id)
        .distance(60),
    )
    .force('apart', forceManyBody().strength(-140).distanceMax(700))
    .force(
      'bodies',
      forceCollide((body) => body.radius + 7),
    )
    .force('flat', forceX(0).strength(0.035))
    .force('low', forceY(0).strength(0.055))
    .alphaDecay(1 - 0.001 ** (1 / rounds))
    .tick(rounds);
  for (const body of bodies) [nodes[body.id].x, nodes[body.id].y] = [body.x, body.y];
}

const startOf = (node) => ({ x: node.home[0] / 4, y: node.home[1] / 4 });

// The line above the map that says what is looked at alone, and leads back.
export function showPlace() {
  const bar = byKey('place');
  bar.hidden = !state.focus && !state.anew;
  if (bar.hidden) return;
  const held = bar.contains(document.activeElement);
  const steps = (number, words) =>
    el(
      'button',
      {
        type: 'button',
        class: 'place-step',
        'aria-pressed': String(state.steps === number),
        onclick: () => change({ steps: number }),
      },
      words,
    );
  const back = el(
    'button',
    { type: 'button', class: 'place-back', id: 'place-back', onclick: () => leavePlace() },
    'Back to the whole graph',
  );
  if (state.focus)
    bar.replaceChildren(
      el('strong', {}, clip(state.focus.short, 48)),
      el('span', {}, 'and its neighbours'),
      steps(1, '1 step'),
      steps(2, '2 steps'),
      back,
    );
  else
    bar.replaceChildren(
      el(
        'span',
        {},
        shownNodes().length > MOST_ANEW
          ? `Too many nodes to rearrange: the limit is ${MOST_ANEW.toLocaleString('en')}.`
          : 'What the filters leave, rearranged',
      ),
      back,
    );
  if (held) bar.querySelector('[aria-pressed="true"]')?.focus();
}

export function leavePlace() {
  change({ focus: null, steps: 1, anew: false });
  container.focus();
}
