// The shortest ways from one node to another through papers.
const MOST_PATHS = 5;

// Paths as lists of node indices, all of the shortest length; `linked(index)` gives the neighbours. Of many, those
// through less common nodes first: what everything names connects everything.
export function shortestPaths(linked, commonness, from, to, limit = MOST_PATHS) {
  if (from === to) return [];
  const depth = new Map([[from, 0]]);
  const before = new Map();
  let rim = [from];
  while (rim.length && !depth.has(to)) {
    const next = [];
    for (const node of rim)
      for (const other of linked(node)) {
        if (!depth.has(other)) {
          depth.set(other, depth.get(node) + 1);
          before.set(other, []);
          next.push(other);
        }
        if (depth.get(other) === depth.get(node) + 1 && !before.get(other).includes(node)) before.get(other).push(node);
      }
    rim = next;
  }
  if (!depth.has(to)) return [];
  const found = [];
  const walk = (node, tail) => {
    if (found.length >= limit) return;
    if (node === from) found.push([from, ...tail]);
    else {
      const order = [...before.get(node)].sort((a, b) => commonness(a) - commonness(b) || a - b);
      for (const other of order) walk(other, [node, ...tail]);
    }
  };
  walk(to, []);
  return found;
}
