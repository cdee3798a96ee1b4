// The canvas that vis-network keeps, and what is laid over it.
import { picture } from './data.js';
import { byKey } from './dom.js';

export const container = byKey('mynetwork');
export const overlay = byKey('overlay');
export const tip = byKey('tip');
// Its own nodes and edges stay empty: they would never be drawn, and take most of the time that a page needs to open.
export const network = new vis.Network(container, { nodes: [], edges: [] }, picture.options);
window.network = network; // as in every page of pyvis: for the console, and for measuring
export const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
export const narrow = window.matchMedia('(max-width: 760px)');
