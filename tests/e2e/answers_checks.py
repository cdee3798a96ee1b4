"""Answers about the evidence: where an edge comes from, what the rules found and what to check by hand."""

from collections import Counter, defaultdict

from facts import Facts, Rows


def evidence(g: Facts) -> Rows:
    """Every mention of one edge, but for its sentence."""
    rows = []
    for _, target, f in g.graph.out_edges(g.paper, data=True):
        if target == evidence_target(g):
            cues = [cue["text"] for cue in f["cues"]] or None
            rows += [(f["type"], m["text"], m["field"], m["start"], m["end"], m["rule"], cues) for m in f["evidence"]]
    return sorted(rows, key=lambda r: (r[3], r[4]))


def evidence_target(g: Facts) -> str:
    """The thing that the evidence is asked of: the first that the paper names."""
    return min(target for _, target in g.graph.out_edges(g.paper))


def rules(g: Facts) -> Rows:
    """Mentions and edges of each rule."""
    found = [(m["rule"], number) for number, (_, _, f) in enumerate(g.edges) for m in f["evidence"]]
    kinds = {rule for rule, _ in found}
    rows = [(k, sum(r == k for r, _ in found), len({n for r, n in found if r == k})) for k in kinds]
    return sorted(rows, key=lambda r: (-r[1], r[0]))


def check_duplicates(g: Facts) -> Rows:
    """Forms that several nodes of a label have."""
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for key in g.nodes("Method", "Dataset", "Hardware"):
        aliases = [alias for alias in g.get(key, "aliases") or () if " " in alias or len(alias) > 6]
        for form in (g.name(key), *aliases):
            owners[g.label(key).lower(), form.lower().replace("-", "").replace(" ", "").removesuffix("s")].add(key)
    groups: defaultdict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for (label, form), keys in sorted(owners.items()):
        groups[label, frozenset(keys)].append(form)
    rows = []
    for (label, keys), forms in groups.items():
        papers = {key: len(g.graph.in_edges(key)) for key in keys}
        order = sorted(keys, key=lambda key: (-papers[key], key))
        rows.append((label, [g.name(key) for key in order], sum(papers.values()), forms))
    return sorted((row for row in rows if len(row[1]) > 1), key=lambda r: (-r[2], r[0], r[3][0]))


def check_thin(g: Facts) -> Rows:
    """Things with one mention in all."""
    rows = []
    for key in g.nodes("Method", "Dataset", "Hardware"):
        edges = list(g.graph.in_edges(key, data=True))
        if len(edges) == 1 and len(edges[0][2]["evidence"]) == 1:
            source, _, f = edges[0]
            rows.append((len(g.name(key)), key, f["type"], f["evidence"][0]["rule"], source))
    return [(g.label(k).lower(), g.name(k), kind, rule, g.name(s)) for _, k, kind, rule, s in sorted(rows)]


def check_labels(g: Facts) -> Rows:
    """Names of several labels, with the papers of each."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key in g.nodes("Method", "Dataset", "Hardware"):
        counts[g.name(key).lower()][g.label(key).lower()] += len(g.graph.in_edges(key))
    rows = [(name, *zip(*sorted(found.items()), strict=True)) for name, found in counts.items() if len(found) > 1]
    order = sorted(rows, key=lambda row: (-sum(row[2]), row[0]))
    return [(name, list(labels), list(papers)) for name, labels, papers in order]


def check_silent(g: Facts) -> Rows:
    """Papers with nothing but mentions."""
    found = {p: [f["type"] for _, _, f in g.graph.out_edges(p, data=True)] for p in g.nodes("Paper")}
    silent = sorted(p for p, kinds in found.items() if set(kinds) <= {"MENTIONS"})
    return [(g.name(p), g.get(p, "url"), len(found[p])) for p in silent]
