// The map from the keyboard and its buttons: the view moves, and the selection moves from node to node.
import { container, network } from './canvas.js';
import { nodes } from './data.js';
import { byKey } from './dom.js';
import { change, select, shown, state } from './state.js';
import { clampScale, endGlide, showAll } from './view.js';

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function zoomBy(factor) {
  endGlide();
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x, y }, scale: clampScale(network.getScale() * factor), animation: false });
}

function nearestTo(x, y, [dx, dy] = [0, 0]) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    if (!shown.node[node.index] || node === state.node) continue;
    const [ax, ay] = [node.x - x, node.y - y];
    const forward = ax * dx + ay * dy;
    const sideways = 2 * Math.abs(ax * dy - ay * dx);
    const cost = dx || dy ? (forward > 0 ? forward + sideways : Infinity) : Math.hypot(ax, ay);
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}

function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = DIRECTIONS[event.key];
  const centre = network.getViewPosition();
  if (direction && event.shiftKey) {
    const from = state.node || centre;
    const next = nearestTo(from.x, from.y, direction);
    if (next) select(next);
  } else if (direction) {
    endGlide();
    const step = 90 / network.getScale();
    const position = { x: centre.x + direction[0] * step, y: centre.y + direction[1] * step };
    network.moveTo({ position, animation: false });
  } else if (event.key === '+' || event.key === '=') zoomBy(1.25);
  else if (event.key === '-') zoomBy(0.8);
  else if (event.key === '0') showAll();
  else if (event.key === 'Enter') {
    if (state.node) byKey('panel').focus();
    else select(nearestTo(centre.x, centre.y));
  } else if (event.key === 'f' && state.node) change({ focus: state.node, steps: 1 });
  else if (event.key === '/') byKey('search').focus();
  else return;
  event.preventDefault();
}

export function startKeys() {
  container.addEventListener('keydown', pressKey);
  byKey('zoom-in').addEventListener('click', () => zoomBy(1.3));
  byKey('zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
  byKey('zoom-fit').addEventListener('click', () => showAll());
}
