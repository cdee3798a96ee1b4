// Bundles the libraries that the page carries, with their licences: npm run vendor.
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';

const PACKAGES = ['minisearch', 'd3-force', 'd3-dispatch', 'd3-quadtree', 'd3-timer'];
const CONTENTS = `
export { default as MiniSearch } from 'minisearch';
export { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from 'd3-force';
`;
const here = new URL('.', import.meta.url);
const read = (path) => readFileSync(new URL(path, here), 'utf8');
const licence = (name) => {
  const { version } = JSON.parse(read(`node_modules/${name}/package.json`));
  const file = name === 'minisearch' ? 'LICENSE.txt' : 'LICENSE';
  return `${name} ${version}\n${read(`node_modules/${name}/${file}`).trim()}`;
};
const built = buildSync({
  stdin: { contents: CONTENTS, resolveDir: here.pathname },
  bundle: true,
  minify: true,
  write: false,
  charset: 'ascii',
  format: 'iife',
  globalName: 'libraries',
  legalComments: 'none',
  target: 'es2020',
});
const notes = PACKAGES.map(licence).join('\n\n').replaceAll('*/', '* /');
writeFileSync(
  new URL('../../kg/sinks/html/page/vendor/libraries.js', here),
  `/*!\n${notes}\n*/\n${built.outputFiles[0].text}`,
);
