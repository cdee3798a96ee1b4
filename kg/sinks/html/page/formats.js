// What is kept of the page, as text of other formats. Names are hostile: no formula, no broken quotes, no commands.

// A cell of CSV; what a spreadsheet would calculate is made text, also with the wide signs of East Asian languages.
function csvCell(value) {
  const text = String(value ?? '').replace(/[\r\n]+/g, ' ');
  const safe = /^[=+\-@\t＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\t]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

// The mark at the beginning tells Excel that it is UTF-8.
export const csvText = (rows) => '\ufeff' + rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

// Text of a field: no braces or backslashes of its own, and what TeX takes for a command is escaped.
const TEX_COMMANDS = { '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '<': '{$<$}', '>': '{$>$}' };
const bibText = (text) =>
  String(text ?? '')
    .replace(/[{}\\\p{Cc}]/gu, ' ')
    .replace(/([%&#_$])/g, '\\$1')
    .replace(/[~^<>]/g, (sign) => TEX_COMMANDS[sign])
    .replace(/\s+/g, ' ')
    .trim();

// A name that holds "and" or a second comma would be read as several.
const bibAuthor = (name) => (/\band\b|,.*,/i.test(name) ? `{${bibText(name)}}` : bibText(name));
const bibAddress = (url) => (/^https?:\/\//i.test(url || '') ? url.replace(/[{}\\\s]/g, encodeURIComponent) : '');
const ARXIV = /(?:arxiv\.org\/(?:abs|pdf)\/|10\.48550\/arxiv\.|huggingface\.co\/papers\/)([a-z.-]*\/?\d[\d.]+\d)/i;
const MEETING =
  /\b(?:proceedings|conference|symposium|workshop|NeurIPS|ICML|ICLR|AAAI|CVPR|ICCV|ECCV|ACL|EMNLP|KDD)\b|\b20\d\d$/i;

// Of a known venue an article or a paper of a meeting; else a preprint, or what is written at an address.
function bibKind(paper, arxiv) {
  if (paper.venue && MEETING.test(paper.venue)) return ['inproceedings', [['booktitle', bibText(paper.venue)]]];
  if (paper.venue) return ['article', [['journal', bibText(paper.venue)]]];
  return arxiv ? ['article', [['journal', `arXiv preprint arXiv:${arxiv}`]]] : ['misc', []];
}

// Papers as BibTeX; keys are author, year and first word where these are known, and never the same twice.
export function bibtexText(papers) {
  const used = new Set();
  return papers
    .map((paper) => {
      const key = bibKey(paper, used);
      const arxiv = ARXIV.exec(`${paper.url || ''} ${paper.doi || ''}`)?.[1] || '';
      const [kind, venue] = bibKind(paper, arxiv);
      const fields = [
        ['title', `{${bibText(paper.name)}}`],
        ['author', (paper.authors || []).map(bibAuthor).join(' and ')],
        ...venue,
        ['year', paper.year],
        ['month', Number(/^\d{4}-(\d\d)/.exec(paper.published || '')?.[1]) || ''],
        ['doi', (paper.doi || '').replace(/[{}\\\s]/g, '')],
        ['eprint', arxiv],
        ['archivePrefix', arxiv && 'arXiv'],
        ['primaryClass', arxiv && bibText((paper.categories || [])[0])],
        ['url', bibAddress(paper.url)],
      ].filter(([, value]) => value);
      return `@${kind}{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}\n`;
    })
    .join('\n');
}

function bibKey(paper, used) {
  const words = (text) =>
    (text || '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9, ]/g, '')
      .trim();
  const author =
    words((paper.authors || [])[0])
      .split(',')[0]
      .split(' ')
      .pop() || 'paper';
  const first =
    words(paper.name.replace(/[-:/]/g, ' '))
      .split(/[, ]+/)
      .find((part) => part.length > 3) || '';
  const stem = `${author}${paper.year || ''}${first}`;
  let key = stem;
  for (let number = 2; used.has(key); number += 1) key = `${stem}-${number}`;
  used.add(key);
  return key;
}
