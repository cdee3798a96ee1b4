// What one can take away: the address, tables, pictures, references. Made here; no request leaves the page.
import { shownOf } from './answers.js';
import { container } from './canvas.js';
import { edges, nodes, papers, topicName, topicOf } from './data.js';
import { byKey, el, say } from './dom.js';
import { bibtexText, csvText } from './formats.js';
import { DATASET, LABELS, METHOD, PAPER, RELATIONS } from './kinds.js';
import { FONT, drawLabels, drawTopicLabels, labelSize, labelText, labelWeight } from './labels.js';
import { classFill, colourClass, colours } from './palette.js';
import { corners, drawGround, drawNodes, makePaths, onScreen, scene, shownEdges } from './scene.js';
import { address, shown, state } from './state.js';
import { evidenceOf, fieldText } from './text.js';
import { cameraText, inView, shownNodes } from './view.js';

/** @type {[string, string, () => void][]} */
const KEEPS = [
  ['keep-link', 'Copy link to this view', copyLink],
  ['keep-nodes', 'Table of nodes (CSV)', () => download('nodes.csv', 'text/csv', nodesCsv())],
  ['keep-links', 'Links with their evidence (CSV)', () => download('links.csv', 'text/csv', linksCsv())],
  [
    'keep-bibtex',
    'References of the papers in view (BibTeX)',
    () => download('papers.bib', 'application/x-bibtex', bibtexText(papersInView())),
  ],
  ['keep-png', 'Picture of the map (PNG)', () => ofMap(savePng)],
  ['keep-svg', 'Drawing of the map (SVG)', () => ofMap(() => download('map.svg', 'image/svg+xml', mapSvg()))],
];

export function startKeep() {
  const menu = byKey('keep-menu');
  const button = byKey('keep');
  const toggle = (wanted) => {
    menu.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
  };
  menu.append(
    ...KEEPS.map(([id, words, act]) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            id,
            onclick: () => {
              toggle(false);
              button.focus();
              act();
            },
          },
          words,
        ),
      ),
    ),
  );
  button.addEventListener('click', () => {
    toggle(menu.hidden);
    if (!menu.hidden) menu.querySelector('button').focus();
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    toggle(false);
    button.focus();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) toggle(false);
  });
}

const ofMap = (act) => (scene.camera ? act() : say('Open the map first: it has not been drawn yet.'));

async function copyLink() {
  const link = location.href.split('#')[0] + address(cameraText());
  try {
    await navigator.clipboard.writeText(link);
    say('The link to this view is copied.');
  } catch {
    const field = el('input', { type: 'text', readonly: true, value: link, 'aria-label': 'Link to this view' });
    say('Copy this link:', field);
    field.select();
  }
}

function download(name, type, content) {
  const url = URL.createObjectURL(
    content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }),
  );
  const link = el('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say(`${name} is saved where your browser keeps downloads.`);
}

function nodesCsv() {
  const rows = shownNodes().map((node) => [
    node.id,
    LABELS[node.label],
    node.name,
    node.label === PAPER ? '' : shown.papers[node.index],
    shownOf(node).length,
    node.label === PAPER ? node.year || '' : '',
    topicOf.has(node.group) ? topicName(topicOf.get(node.group)) : '',
    node.aliases.join(' | '),
    node.url || '',
  ]);
  return csvText([['id', 'type', 'name', 'papers', 'links', 'year', 'topic', 'aliases', 'url'], ...rows]);
}

function linksCsv() {
  const rows = edges
    .filter((edge) => shown.edge[edge.index])
    .map((edge) => {
      const [paper, thing] = [nodes[edge.paper], nodes[edge.thing]];
      const sentences = evidenceOf(edge).map(({ field, from, to }) => fieldText(paper, field).slice(from, to).trim());
      const rules = [...new Set(edge.mentions.map((mention) => mention[3]))];
      return [
        paper.id,
        paper.name,
        RELATIONS[edge.relation],
        thing.id,
        thing.name,
        LABELS[thing.label],
        sentences.join(' | '),
        rules.join(' '),
      ];
    });
  return csvText([['paper id', 'paper', 'relation', 'entity id', 'entity', 'type', 'evidence', 'rules'], ...rows]);
}

// The papers that the filters leave; on the map, of those that the window shows.
function papersInView() {
  const passed = papers.filter((paper) => shown.paper[paper.index]);
  return state.view === 'map' && !state.hidden.has(PAPER) ? passed.filter(inView) : passed;
}

// The window of the map, drawn at twice its size.
function savePng() {
  const { width, height } = mapSize();
  const ratio = 2 * (window.devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  const context = canvas.getContext('2d');
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (!scene.paths) makePaths();
  drawGround(context, scene.camera, ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawNodes(context, scene.camera, width, height);
  drawTopicLabels(context, scene.camera);
  drawLabels(context, scene.labels, scene.camera, true);
  canvas.toBlob((blob) => download('map.png', 'image/png', blob));
}

// Where another view is open, the map has no size of its own.
function mapSize() {
  const { width, height } = container.getBoundingClientRect();
  return width ? { width, height } : { width: 1280, height: 800 };
}

// The same window as shapes and text.
function mapSvg() {
  const box = mapSize();
  const { camera } = scene;
  const round = (value) => Number(value.toFixed(1));
  const at = (node) => [round(node.x * camera.scale + camera.x), round(node.y * camera.scale + camera.y)];
  const line = (from, to, colour, width) =>
    el('line', {
      x1: at(from)[0],
      y1: at(from)[1],
      x2: at(to)[0],
      y2: at(to)[1],
      stroke: colour,
      'stroke-width': width,
    });
  const lines = shownEdges().map((edge) =>
    line(nodes[edge.paper], nodes[edge.thing], colours.edges[nodes[edge.thing].label], 0.8),
  );
  const pairs = shown.pairs.map(({ one, other, number }) =>
    line(one, other, colours.edges[METHOD], Math.min(5, 0.6 + number / 2)),
  );
  const shape = ([node, x, y, radius]) => {
    const style = {
      fill: classFill(colourClass(node)),
      stroke: node.label === PAPER ? colours['paper-edge'] : colours.ground,
    };
    const name = el('title', {}, node.name);
    if (node.label === DATASET)
      return el(
        'rect',
        {
          x: round(x - radius * 0.88),
          y: round(y - radius * 0.88),
          width: round(radius * 1.76),
          height: round(radius * 1.76),
          ...style,
        },
        name,
      );
    if (node.label === PAPER || node.label === METHOD)
      return el('circle', { cx: round(x), cy: round(y), r: round(radius), ...style }, name);
    return el(
      'polygon',
      {
        points: corners(node.label, x, y, radius)
          .map((point) => point.map(round).join(','))
          .join(' '),
        ...style,
      },
      name,
    );
  };
  const label = ({ node, dx, dy }) =>
    el(
      'text',
      {
        x: round(at(node)[0] + dx),
        y: round(at(node)[1] + dy),
        'font-size': round(labelSize(node)),
        'font-weight': labelWeight(node),
        'text-anchor': 'middle',
        'dominant-baseline': 'central',
        fill: colours.ink,
        stroke: colours.ground,
        'stroke-width': 3,
        'paint-order': 'stroke',
      },
      labelText(node),
    );
  const drawing = el(
    'svg',
    {
      viewBox: `0 0 ${round(box.width)} ${round(box.height)}`,
      width: round(box.width),
      height: round(box.height),
      'font-family': FONT,
    },
    el('rect', { width: '100%', height: '100%', fill: colours.ground }),
    el('g', { opacity: 0.6 }, lines, pairs),
    el('g', {}, [...onScreen(camera, box.width, box.height)].map(shape)),
    el('g', {}, scene.labels.map(label)),
  );
  return new XMLSerializer().serializeToString(drawing);
}
