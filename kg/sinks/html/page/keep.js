// What one can take away: the address, tables, pictures, references. Made here; no request leaves the page.
import { nodes, papers, topicName, topicOf } from './data.js';
import { byKey, el, say } from './dom.js';
import { mapSize, mapSvg } from './drawing.js';
import { bibtexText, csvText } from './formats.js';
import { LABELS, PAPER, RELATIONS } from './kinds.js';
import { drawLabels } from './labels.js';
import { colours } from './palette.js';
import { drawGround, drawNodes, makePaths, scene } from './scene.js';
import { address, shown, state } from './state.js';
import { linkCount, tableRows } from './table.js';
import { evidenceOf, fieldText } from './text.js';
import { cameraText, inView, papersOf } from './view.js';

/** @type {[string, string, () => void][]} */
const KEEPS = [
  ['keep-link', 'Copy link to this view', copyLink],
  ['keep-nodes', 'Table of nodes (CSV)', () => download('nodes.csv', 'text/csv', nodesCsv())],
  [
    'keep-links',
    'Table of links, with evidence (CSV)',
    () =>
      state.hidden.has(PAPER)
        ? download('pairs.csv', 'text/csv', pairsCsv())
        : download('links.csv', 'text/csv', linksCsv()),
  ],
  [
    'keep-bibtex',
    'References for the papers in view (BibTeX)',
    () => download('papers.bib', 'application/x-bibtex', bibtexText(papersInView())),
  ],
  ['keep-png', 'Map as an image (PNG)', () => ofMap(savePng)],
  ['keep-svg', 'Map as a vector drawing (SVG)', () => ofMap(() => download('map.svg', 'image/svg+xml', mapSvg()))],
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
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) toggle(false);
  });
  document.addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) toggle(false);
  });
}

const ofMap = (act) => (scene.camera ? act() : say('Open the map first: it has not been drawn yet.'));

const LOCAL =
  location.protocol === 'file:'
    ? ' It works only on this machine, because this page is a local file: to share the view, send the file too.'
    : '';

async function copyLink() {
  const link = location.href.split('#')[0] + address(cameraText());
  try {
    await navigator.clipboard.writeText(link);
    say(`Link copied.${LOCAL}`);
  } catch {
    const field = el('input', { type: 'text', readonly: true, value: link, 'aria-label': 'Link to this view' });
    say(`Copy this link.${LOCAL}`, field);
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
  say(`${name} was saved to your downloads folder.`);
}

// Tables have the rows and the order that the Table view shows.
function nodesCsv() {
  const rows = tableRows('nodes').map((node) => [
    node.id,
    LABELS[node.label],
    node.name,
    node.label === PAPER ? '' : shown.papers[node.index],
    linkCount(node),
    node.label === PAPER ? node.year || '' : '',
    topicOf.has(node.group) ? topicName(topicOf.get(node.group)) : '',
    node.aliases.join(' | '),
    node.url || '',
  ]);
  return csvText([['id', 'type', 'name', 'papers', 'links', 'year', 'topic', 'aliases', 'url'], ...rows]);
}

function linksCsv() {
  const rows = tableRows('links').map((edge) => {
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

function pairsCsv() {
  const rows = tableRows('pairs').map(({ one, other, number }) => [
    ...[one, other].flatMap((thing) => [thing.id, thing.name, LABELS[thing.label]]),
    number,
    papersOf(one, other)
      .map((paper) => paper.name)
      .join(' | '),
  ]);
  const ends = ['entity', 'other'].flatMap((end) => [`${end} id`, end, `${end} type`]);
  return csvText([[...ends, 'papers', 'titles'], ...rows]);
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
  drawLabels(context, scene.labels, scene.camera, true);
  canvas.toBlob((blob) => download('map.png', 'image/png', blob));
}
