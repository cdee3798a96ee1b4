// Where names are written on the map: the most named first, none over another. Of data only, so that it can be tested.
const CELL = 80;
export const FOREMOST = 40; // so many of the most named make room for no small node
const LEADING = 24; // so many of them come before the names of areas
const BULK = 9; // CSS pixels from which a node is large enough that another's name on it would be taken for its own
const BULK_SHARE = 0.6;
const SPARE = 0.8; // share of a node's radius that labels of others keep off

// What a node's radius is on the screen: nodes grow no further above scale 1, there is no more to see.
export const screenRadius = (node, scale) => node.radius * Math.min(scale, 1);
export const ringRadius = (radius) => radius * 1.15 + 3; // of the ring around a chosen node

// Boxes on the screen, found again by the cells that they touch.
export class Boxes {
  constructor() {
    this.cells = new Map();
  }

  cellsOf([left, top, right, bottom]) {
    const keys = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) keys.push(x * 4096 + y);
    return keys;
  }

  // Whether nothing is there; what belongs to `own` does not count.
  free(box, own = null) {
    const meets = (other) =>
      (!own || other[4] !== own) && other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1];
    return this.cellsOf(box).every((key) => !(this.cells.get(key) || []).some(meets));
  }

  add(box) {
    for (const key of this.cellsOf(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

// Labels for a camera (x and y of the origin and scale, in CSS pixels) in the area that nothing covers. `candidates`
// are the nodes to name, most important first; `all` what is drawn; `sizeOf(node)` gives a label's width and height.
// `captions` are nodes that name an area: they come right after the leading ones; `taken` are boxes of other things.
export function placeLabels({
  candidates,
  all,
  camera,
  area,
  sizeOf,
  room,
  lead = new Set(),
  captions = [],
  taken = [],
}) {
  /** @type {(node: any) => [number, number]} */
  const spot = (node) => [node.x * camera.scale + camera.x, node.y * camera.scale + camera.y];
  const inside = (node) => {
    const [x, y] = spot(node);
    return x > area.left - 20 && y > area.top - 20 && x < area.right && y < area.bottom;
  };
  const ranked = candidates.filter(inside);
  const named = captions.filter(inside).slice(0, FOREMOST);
  const seen = [...new Set([...ranked.slice(0, LEADING), ...named, ...ranked])];
  const foremost = FOREMOST + named.length;
  const large = new Set(seen.slice(0, foremost));
  const boxes = new Boxes();
  for (const box of taken) boxes.add(box);
  const placed = [];
  const place = (node, far) => {
    if (placed.length >= room) return;
    const found = findSpot(node, spot(node), screenRadius(node, camera.scale), sizeOf(node), {
      boxes,
      area,
      far,
      lead,
    });
    if (found) placed.push(found);
  };
  const body = (node, share) => {
    const radius = screenRadius(node, camera.scale) * share;
    const [x, y] = spot(node);
    boxes.add([x - radius, y - radius, x + radius, y + radius, node]);
  };
  for (const node of large) if (screenRadius(node, camera.scale) >= BULK) body(node, BULK_SHARE);
  for (const node of large) place(node, true);
  for (const node of all) {
    if (screenRadius(node, camera.scale) >= 5 && inside(node)) body(node, SPARE);
  }
  for (const node of seen.slice(foremost)) place(node, false);
  return placed;
}

// Below the node, else above, right or left of it; a foremost one also askew, on it, or a line further away.
function findSpot(node, [x, y], radius, [width, height], { boxes, area, far, lead }) {
  const half = width / 2;
  const away = lead.has(node) ? ringRadius(Math.max(radius, 2)) + 6 : Math.max(radius, 2) + 3;
  const [beside, under] = [away + half, away + height / 2];
  const centres = [
    [0, under],
    [0, -under],
    [beside, 0],
    [-beside, 0],
  ];
  if (far) {
    for (const step of [0, height, 2 * height, 3 * height])
      centres.push(
        [half, under + step],
        [-half, under + step],
        [half, -under - step],
        [-half, -under - step],
        [0, under + step],
        [0, -under - step],
        [beside, step],
        [-beside, step],
        [beside, -step],
        [-beside, -step],
      );
    centres.push([0, 0]);
  }
  for (const [right, down] of centres) {
    // At the rim a foremost label is moved into the picture.
    const dx = far ? Math.min(Math.max(x + right, area.left + half + 4), area.right - half - 4) - x : right;
    const dy = far ? Math.min(Math.max(y + down, area.top + height / 2 + 3), area.bottom - height / 2 - 3) - y : down;
    const box = [x + dx - half - 3, y + dy - height / 2 - 2, x + dx + half + 3, y + dy + height / 2 + 2];
    if (box[0] < area.left || box[1] < area.top || box[2] > area.right || box[3] > area.bottom) continue;
    if (!boxes.free(box, node)) continue;
    boxes.add(box);
    return { node, dx, dy };
  }
  return null;
}
