// What is kept of the page, as text of other formats. Names are hostile: no formula, no broken quotes, no commands.

// A cell of CSV; what a spreadsheet would calculate is made text.
function csvCell(value) {
  const text = String(value ?? '').replace(/[\r\n]+/g, ' ');
  const safe = /^[=+\-@\t]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\t]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export const csvText = (rows) => rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';

const bibText = (text) =>
  String(text ?? '')
    .replace(/[{}\\]/g, '')
    .replace(/([%&#_$])/g, '\\$1')
    .replace(/\s+/g, ' ')
    .trim();

// Papers as BibTeX; keys are author, year and first word where these are known, and never the same twice.
export function bibtexText(papers) {
  const used = new Set();
  return papers
    .map((paper) => {
      const word = (text) =>
        (text || '')
          .normalize('NFKD')
          .toLowerCase()
          .replace(/[^a-z0-9 ]/g, '')
          .trim()
          .split(' ');
      const author = word((paper.authors || [])[0]).pop() || 'paper';
      const first = word(paper.name).find((part) => part.length > 3) || '';
      const stem = `${author}${paper.year || ''}${first}`;
      let key = stem;
      for (let number = 2; used.has(key); number += 1) key = `${stem}-${number}`;
      used.add(key);
      const arxiv = /arxiv\.org\/abs\/([\w./-]+)/.exec(paper.url || '');
      const fields = [
        ['title', `{${bibText(paper.raw || paper.name)}}`],
        ['author', (paper.authors || []).map(bibText).join(' and ')],
        ['year', paper.year],
        [paper.venue ? 'booktitle' : '', bibText(paper.venue)],
        ['doi', bibText(paper.doi)],
        ['eprint', arxiv ? arxiv[1] : ''],
        ['url', (paper.url || '').replace(/[{}\\\s]/g, '')],
      ].filter(([name, value]) => name && value);
      const body = fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n');
      return `@${paper.venue ? 'inproceedings' : 'misc'}{${key},\n${body}\n}\n`;
    })
    .join('\n');
}
