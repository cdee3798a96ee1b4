// What the page computes, without a browser: node --experimental-detect-module --test tests/page
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { countFacets, evenYears, filterGraph, hiddenBy, papersByYear } from '../../kg/sinks/html/page/filtering.js';
import { bibtexText, csvText } from '../../kg/sinks/html/page/formats.js';
import { shortestPaths } from '../../kg/sinks/html/page/paths.js';
import { Boxes, placeLabels, ringRadius } from '../../kg/sinks/html/page/placing.js';
import { indexOptions, nameForms, searchAll } from '../../kg/sinks/html/page/searching.js';
import { texToText } from '../../kg/sinks/html/page/tex.js';
import { nameTopics } from '../../kg/sinks/html/page/topics.js';

const vendored = readFileSync(new URL('../../kg/sinks/html/page/vendor/libraries.js', import.meta.url), 'utf8');
const { MiniSearch } = new Function(`${vendored}; return libraries;`)();

// Papers are numbers of years; things are names with the papers that name them, by relation.
function graphOf(years, things) {
  const nodes = years.map((year, index) => ({
    index,
    label: 0,
    name: `paper ${index}`,
    year,
    group: index % 2,
    edges: [],
  }));
  const edges = [];
  for (const [name, label, named] of things) {
    const node = { index: nodes.length, label, name, short: name, aliases: [], abstract: '', group: 0, edges: [] };
    nodes.push(node);
    for (const [paper, relation] of named) {
      const edge = { index: edges.length, paper, thing: node.index, relation };
      edges.push(edge);
      node.edges.push(edge);
      nodes[paper].edges.push(edge);
    }
    node.papers = new Set(named.map(([paper]) => paper)).size;
  }
  for (const node of nodes) Object.assign({ papers: 0, aliases: [], short: node.name, abstract: '' }, node);
  for (const node of nodes.slice(0, years.length)) Object.assign(node, { papers: 0, aliases: [], short: node.name });
  return { nodes, edges };
}

const free = { hidden: new Set(), without: new Set(), least: 1, from: 0, to: 0, undated: true, topic: null };
const sample = () =>
  graphOf(
    [2020, 2023, 0],
    [
      [
        'LoRA',
        1,
        [
          [0, 1],
          [1, 2],
          [2, 2],
        ],
      ],
      ['Adam', 1, [[1, 2]]],
      [
        'MNIST',
        2,
        [
          [0, 4],
          [1, 4],
        ],
      ],
    ],
  );

test('filters leave what they say', () => {
  const { nodes, edges } = sample();
  const count = (choice) => filterGraph(nodes, edges, { ...free, ...choice }).totals;
  assert.deepEqual(count({}), { papers: 3, things: 3, edges: 6 });
  assert.deepEqual(count({ least: 2 }), { papers: 3, things: 2, edges: 5 });
  assert.deepEqual(count({ from: 2021 }), { papers: 2, things: 3, edges: 4 });
  assert.deepEqual(count({ from: 2021, undated: false }), { papers: 1, things: 3, edges: 3 });
  assert.deepEqual(count({ topic: 1 }), { papers: 1, things: 3, edges: 3 });
  assert.deepEqual(count({ alone: new Set([0, 3]) }), { papers: 1, things: 1, edges: 1 });
});

test('without papers all pairs are there, with their weight', () => {
  const { nodes, edges } = sample();
  const { pairs, totals } = filterGraph(nodes, edges, { ...free, hidden: new Set([0]) });
  const named = pairs.map(({ one, other, number }) => [one.name, other.name, number]);
  assert.deepEqual(named.sort(), [
    ['Adam', 'MNIST', 1],
    ['LoRA', 'Adam', 1],
    ['LoRA', 'MNIST', 2],
  ]);
  assert.equal(totals.papers, 0);
});

test('counts of a filter are those that it would have if it alone were off', () => {
  const { nodes, edges } = sample();
  const { types, kinds } = countFacets(nodes, edges, { ...free, least: 2, hidden: new Set([2]) }, 5, 10);
  assert.deepEqual([...types].slice(0, 3), [3, 1, 1]);
  assert.equal(kinds[2], 2);
});

test('what is hidden is told by filter, each node once', () => {
  const { nodes, edges } = sample();
  const told = (choice) => hiddenBy(nodes, edges, { ...free, ...choice }).map(([by, gone]) => [by, gone.length]);
  assert.deepEqual(told({}), []);
  assert.deepEqual(told({ hidden: new Set([0]) }), [['types', 3]]);
  assert.deepEqual(told({ from: 2021, least: 3 }), [
    ['years', 1],
    ['least', 5],
  ]);
  assert.deepEqual(told({ alone: new Set([0, 3]), without: new Set([1]) }), [
    ['focus', 4],
    ['relations', 2],
  ]);
});

test('a paper that names nothing stays until one asks for what papers name', () => {
  const { nodes, edges } = graphOf([2020, 2024], [['LoRA', 1, [[0, 2]]]]);
  const bare = (choice) => filterGraph(nodes, edges, { ...free, ...choice }).paper[1];
  assert.deepEqual([{}, { hidden: new Set([0]) }, { from: 2023 }, { topic: 1 }].map(bare), [1, 1, 1, 1]);
  const hiding = [{ least: 2 }, { hidden: new Set([2]) }, { without: new Set([1]) }, { to: 2023 }, { topic: 0 }];
  assert.deepEqual(hiding.map(bare), [0, 0, 0, 0, 0]);
});

test('years are even', () => {
  const { nodes, edges } = sample();
  assert.deepEqual(papersByYear(nodes, edges, { ...free, from: 2023 }), [
    [2020, 1],
    [2021, 0],
    [2022, 0],
    [2023, 1],
  ]);
  assert.deepEqual(evenYears([]), []);
  assert.deepEqual(evenYears(Array.from({ length: 300_000 }, (_item, place) => 2020 + (place % 2))), [2020, 2021]);
});

test('the largest are named first, over small nodes, never over each other', () => {
  const node = (x, papers, radius = 3) => ({ x, y: 0, papers, radius, name: String(papers) });
  const all = [
    node(0, 30, 10),
    ...Array.from({ length: 60 }, (_item, place) => node(place * 9 - 270, 1, 6)),
    node(40, 20, 9),
  ];
  const labels = placeLabels({
    candidates: [...all].sort((a, b) => b.papers - a.papers),
    all,
    camera: { x: 400, y: 300, scale: 1 },
    area: { left: 0, top: 0, right: 800, bottom: 600 },
    sizeOf: () => [150, 16],
    room: 50,
  });
  assert.ok(labels.some((label) => label.node.papers === 30) && labels.some((label) => label.node.papers === 20));
  const boxes = new Boxes();
  for (const { node: one, dx, dy } of labels) {
    const [x, y] = [one.x + 400 + dx, 300 + dy];
    const box = [x - 75, y - 8, x + 75, y + 8];
    assert.ok(boxes.free(box));
    boxes.add(box);
  }
});

test('the name of a chosen node is outside of its ring', () => {
  const node = { x: 0, y: 0, papers: 700, radius: 100, name: 'large' };
  const [label] = placeLabels({
    candidates: [node],
    all: [node],
    camera: { x: 400, y: 300, scale: 1 },
    area: { left: 0, top: 0, right: 800, bottom: 600 },
    sizeOf: () => [150, 16],
    room: 9,
    lead: new Set([node]),
  });
  assert.ok(Math.abs(label.dy) - 16 / 2 > ringRadius(node.radius) + 1.5);
});

test('names of areas come after the leading ones and before all others', () => {
  const all = Array.from({ length: 90 }, (_item, place) => ({
    x: (place % 10) * 60,
    y: Math.floor(place / 10) * 30,
    papers: 90 - place,
    radius: 2,
  }));
  const place = (captions) =>
    placeLabels({
      candidates: all,
      all,
      camera: { x: 50, y: 50, scale: 1 },
      area: { left: 0, top: 0, right: 700, bottom: 400 },
      sizeOf: () => [110, 14],
      room: 40,
      captions,
    }).map(({ node }) => node);
  const areas = [all[88], all[89]];
  assert.ok(!place([]).includes(areas[0]));
  assert.ok(areas.every((node) => place(areas).includes(node)));
  assert.ok(place(areas).includes(all[0]));
});

test('names as written come first, then typos, other orders and abstracts', () => {
  const names = ['diffusion models', 'diffusion', 'Low-Rank Adaptation', 'NVIDIA A100', 'MNIST'];
  const nodes = names.map((name, index) => ({
    index,
    label: 1,
    name,
    short: name,
    aliases: [],
    abstract: '',
    papers: 1,
  }));
  nodes.push({
    index: 5,
    label: 0,
    name: 'A paper',
    short: 'A paper',
    aliases: [],
    abstract: 'On gradients.',
    papers: 0,
  });
  const index = new MiniSearch(indexOptions);
  index.addAll(nodes);
  const find = (text) => searchAll(nameForms(nodes), index, nodes, text, 9).map(({ node }) => node.name);
  assert.equal(find('diffusion')[0], 'diffusion');
  assert.deepEqual(find('difusion').sort(), ['diffusion', 'diffusion models']);
  assert.equal(find('rank low adaptation')[0], 'Low-Rank Adaptation');
  assert.equal(find('a100 nvidia')[0], 'NVIDIA A100');
  assert.deepEqual(find('gradients'), ['A paper']);
  assert.deepEqual(find('  '), []);
});

test('ways are the shortest, through what is least common', () => {
  const links = { 0: [1, 2, 3], 1: [0, 4], 2: [0, 4], 3: [0, 5], 4: [1, 2], 5: [3], 6: [] };
  const linked = (index) => links[index];
  assert.deepEqual(
    shortestPaths(linked, (index) => -index, 0, 4),
    [
      [0, 2, 4],
      [0, 1, 4],
    ],
  );
  assert.deepEqual(
    shortestPaths(linked, (index) => index, 0, 4, 1),
    [[0, 1, 4]],
  );
  assert.deepEqual(
    shortestPaths(linked, () => 0, 0, 6),
    [],
  );
});

test('topics are named by what is strong in them', () => {
  const things = Array.from({ length: 12 }, (_item, place) => [`t${place}`, 1, [[place % 4, 2]]]);
  const { nodes, edges } = graphOf(
    [0, 0, 0, 0],
    [
      [
        'everywhere',
        1,
        [
          [0, 2],
          [1, 2],
          [2, 2],
          [3, 2],
        ],
      ],
      ...things,
    ],
  );
  for (const node of nodes) node.group = 0;
  const [topic] = nameTopics(nodes, edges);
  assert.equal(topic.papers, 4);
  assert.equal(topic.things[0].name, 'everywhere');
  assert.equal(topic.things.length, 3);
});

test('what a spreadsheet would calculate is text', () => {
  const rows = [['=1+1', '-2', '@x', '＝1', 'a "b", c', 'two\nlines']];
  assert.equal(csvText(rows), '\ufeff\'=1+1,-2,\'@x,\'＝1,"a ""b"", c",two lines\r\n');
});

test('references have keys of their own, and no commands', () => {
  const paper = {
    name: 'Ranks of {all}',
    raw: 'Ranks of {all} \\input{x}',
    authors: ['Ann Bee'],
    year: 2024,
    url: 'https://arxiv.org/abs/2401.01234',
  };
  const text = bibtexText([paper, paper]);
  assert.match(text, /@article\{bee2024ranks,/);
  assert.match(text, /@article\{bee2024ranks-2,/);
  assert.match(text, /eprint = \{2401\.01234\}/);
  assert.ok(!text.includes('\\input'));
  const field = (more, name) => new RegExp(`${name} = (.*?),?\n`).exec(bibtexText([{ ...paper, ...more }]))?.[1];
  assert.equal(
    field({ name: 'A_b & 5% #1 ~ x^2 {<y>' }, 'title'),
    '{{A\\_b \\& 5\\% \\#1 \\textasciitilde{} x\\textasciicircum{}2 {$<$}y{$>$}}}',
  );
  assert.equal(field({ authors: ['A and B', 'Bee, Ann', 'C'] }, 'author'), '{{A and B} and Bee, Ann and C}');
  assert.equal(field({ venue: 'Journal of Foo' }, 'journal'), '{Journal of Foo}');
  assert.equal(field({ venue: 'NeurIPS' }, 'booktitle'), '{NeurIPS}');
  assert.equal(field({ url: 'https://arxiv.org/pdf/2401.01234v3' }, 'eprint'), '{2401.01234}');
  assert.equal(field({ url: 'https://arxiv.org/abs/hep-th/9901001' }, 'eprint'), '{hep-th/9901001}');
  assert.equal(field({ url: '', doi: '10.48550/arxiv.2401.01234' }, 'eprint'), '{2401.01234}');
  assert.equal(field({ url: 'javascript:alert(1)' }, 'url'), undefined);
  assert.equal(field({ published: '--11-14' }, 'month'), undefined);
});

test('TeX is written out, money is not', () => {
  assert.equal(texToText('$\\mathcal{O}(n^{2})$ for $\\ell_1$'), 'O(n²) for ℓ₁');
  assert.equal(texToText('$\\frac{a}{b}$ of $\\hat{x}$'), 'a/b of \\hat{x}');
  assert.equal(texToText('from $5 to $6'), 'from $5 to $6');
  assert.equal(texToText('\\textbf{Bold} 50\\% of A$^*$'), 'Bold 50% of A^*');
});
