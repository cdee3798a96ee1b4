// Topics: the communities of the layout, each named by its three strongest things.
const TOPIC_SIZE = 12; // nodes that make a community worth a name
const NAMES = 3;

// Strong is what many papers of the community name, and few outside it. Largest first.
export function nameTopics(nodes, edges) {
  const members = new Map();
  for (const node of nodes) {
    if (!members.has(node.group))
      members.set(node.group, { group: node.group, nodes: 0, papers: 0, inside: new Map() });
    const topic = members.get(node.group);
    topic.nodes += 1;
    if (node.label === 0) topic.papers += 1;
  }
  const seen = new Set();
  for (const edge of edges) {
    const key = edge.thing * nodes.length + edge.paper;
    if (seen.has(key)) continue;
    seen.add(key);
    const { inside } = members.get(nodes[edge.paper].group);
    inside.set(edge.thing, (inside.get(edge.thing) || 0) + 1);
  }
  const strength = ([thing, number]) => (number * number) / Math.max(1, nodes[thing].papers);
  return [...members.values()]
    .filter((topic) => topic.nodes >= TOPIC_SIZE && topic.papers > 1 && topic.inside.size)
    .sort((a, b) => b.papers - a.papers || a.group - b.group)
    .map(({ inside, ...topic }) => {
      const ranked = [...inside].sort((a, b) => strength(b) - strength(a) || b[1] - a[1] || a[0] - b[0]);
      return { ...topic, things: ranked.slice(0, NAMES).map(([thing]) => nodes[thing]) };
    });
}
