// Finding nodes by what is typed: by name and alias as written first, then with typos, words in any order, abstracts.

// The form under which names are compared: case, accents, hyphens, spaces and the like do not matter.
export const fold = (text) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[\s\-‐-―/_.]+/g, '');

export const nameForms = (nodes) =>
  nodes.map((node) => {
    const forms = [...new Set([node.name, node.short, ...node.aliases])];
    return { node, forms: forms.map((form) => [form, fold(form), form.toLowerCase()]) };
  });

// How well a form fits: the same, begins so, a word of it begins so, holds it; 0 if it does not.
function formFit(form, wanted, plain) {
  const [, folded, lower] = form;
  const at = folded.indexOf(wanted);
  if (at < 0) return 0;
  if (folded === wanted) return 5;
  if (at === 0) return 4;
  const word = lower.indexOf(plain);
  return word > 0 && /[^a-z0-9]/.test(lower[word - 1]) ? 3 : 1;
}

function searchNames(forms, text, most) {
  const wanted = fold(text);
  const plain = text.toLowerCase().trim();
  if (!wanted) return [];
  const hits = [];
  for (const { node, forms: own } of forms) {
    let best = 0;
    let by = null;
    for (let place = 0; place < own.length; place += 1) {
      const fits = formFit(own[place], wanted, plain);
      if (!fits) continue;
      // A name counts more than an alias; a paper's title less than the name of a thing.
      const score = fits * 10 - (place ? 3 : 0) - (node.label === 0 ? 4 : 0);
      if (score > best) [best, by] = [score, own[place][0]];
    }
    if (best) hits.push({ node, by, score: best + Math.min(9, Math.log2(1 + node.papers) * 2) });
  }
  hits.sort((a, b) => b.score - a.score || a.node.name.length - b.node.name.length || a.node.index - b.node.index);
  return hits.slice(0, most);
}

export const indexOptions = {
  idField: 'index',
  fields: ['name', 'aliases', 'abstract'],
  extractField: (node, field) => (field === 'aliases' ? node.aliases.join(' ') : node[field]),
  processTerm: (term) =>
    term
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase(),
};

// Words in any order, begun or with a typo; all of them if some node has all.
function searchWords(index, nodes, text, most) {
  const options = {
    boost: { name: 4, aliases: 3 },
    prefix: (term, place, terms) => term.length > 2 && place === terms.length - 1,
    fuzzy: (term) => (term.length > 8 ? 2 : term.length > 3 ? 1 : 0),
    weights: { fuzzy: 0.2, prefix: 0.5 },
    boostDocument: (id) => 1 + Math.min(1, Math.log2(1 + nodes[id].papers) / 6),
  };
  const all = index.search(text, { ...options, combineWith: 'AND' });
  const found = all.length ? all : index.search(text, { ...options, combineWith: 'OR' });
  const inText = ({ match }) => Object.values(match).every((fields) => fields.every((field) => field === 'abstract'));
  return found.slice(0, most).map((hit) => ({ node: nodes[hit.id], by: nodes[hit.id].name, inText: inText(hit) }));
}

// Names as written first, then words; a node once.
export function searchAll(forms, index, nodes, text, most) {
  const hits = searchNames(forms, text, most);
  if (!index || hits.length >= most || !text.trim()) return hits;
  const seen = new Set(hits.map(({ node }) => node));
  return [...hits, ...searchWords(index, nodes, text, most).filter(({ node }) => !seen.has(node))].slice(0, most);
}
