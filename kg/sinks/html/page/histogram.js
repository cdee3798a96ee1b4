// Papers a year: the picture is the filter. A click takes a year, a drag takes years, another click lets go.
import { edges, nodes } from './data.js';
import { counted, el } from './dom.js';
import { papersByYear } from './filtering.js';
import { change, choice, filtered, state } from './state.js';

let brush = null; // [first, last] while one drags

// In the charts every year has its name and its number.
export function drawHistogram(place, roomy = false) {
  const counts = papersByYear(nodes, edges, choice(), filtered() || Boolean(state.focus));
  const total = counts.reduce((sum, [, number]) => sum + number, 0);
  const top = Math.max(1, ...counts.map(([, number]) => number));
  const focused = place.contains(document.activeElement) && document.activeElement?.getAttribute('data-year');
  place.replaceChildren(
    ...counts.map(([year, number]) => {
      const share = total ? Math.round((100 * number) / total) : 0;
      const words = `${year}: ${counted(number, 'paper')}, ${share}%`;
      /** @type {any} */
      const bar = el('span', { class: 'histogram-bar' });
      bar.style.height = `${((100 * number) / top).toFixed(1)}%`;
      return el(
        'button',
        {
          type: 'button',
          class: 'histogram-year',
          'data-year': year,
          title: words,
          'aria-label': words,
          'aria-pressed': String(filtersYear() && inYears(year)),
          onpointerdown: () => {
            brush = [year, year];
          },
          onpointerenter: (event) => event.buttons && brush && widen(place, year),
          onclick: () => takeYears(year),
        },
        roomy ? el('span', { class: 'histogram-number', 'aria-hidden': 'true' }, number || '') : null,
        bar,
        el('span', { class: 'histogram-name', 'aria-hidden': 'true' }, roomy || labelled(counts, year) ? year : ''),
      );
    }),
  );
  if (focused) place.querySelector(`[data-year="${Number(focused)}"]`)?.focus();
}

const filtersYear = () => state.from > 0 || state.to > 0;
const inYears = (year) => (!state.from || year >= state.from) && (!state.to || year <= state.to);

// First and last, and some between where there is room.
function labelled(counts, year) {
  const place = year - counts[0][0];
  const step = Math.ceil(counts.length / 5);
  return place === counts.length - 1 || (place % step === 0 && counts.length - 1 - place >= step);
}

function widen(place, year) {
  brush[1] = year;
  const [low, high] = [Math.min(...brush), Math.max(...brush)];
  for (const button of place.children) {
    const at = Number(button.getAttribute('data-year'));
    button.setAttribute('aria-pressed', String(at >= low && at <= high));
  }
}

export function startHistogram() {
  window.addEventListener('pointerup', () => {
    if (brush && brush[0] !== brush[1]) change({ from: Math.min(...brush), to: Math.max(...brush), undated: false });
    brush = null;
  });
}

export function takeYears(year) {
  const alone = state.from === year && state.to === year;
  change(alone ? { from: 0, to: 0, undated: true } : { from: year, to: year, undated: false });
}
