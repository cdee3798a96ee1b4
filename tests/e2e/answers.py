"""The named queries once more, as plain Python on the NetworkX graph: what the server's answers are compared with."""

from collections import Counter, defaultdict
from collections.abc import Callable

import networkx as nx
from answers_checks import check_duplicates, check_labels, check_silent, check_thin, evidence, rules
from facts import HARDWARE, YEAR, Facts, Rows


def _count(label: str, *types: str) -> Callable[[Facts], Rows]:
    return lambda g: g.ranked(Counter(t for _, _, t in g.pairs(label, *types)))


def _without(counts: "Counter[str]", key: str) -> "Counter[str]":
    counts.pop(key, None)
    return counts


def relations(g: Facts) -> Rows:
    """Edges, papers and things of each relation."""
    groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for source, target, facts in g.edges:
        groups[facts["type"]].append((source, target))
    rows = [(kind, len(e), len({s for s, _ in e}), len({t for _, t in e})) for kind, e in groups.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def rivals(g: Facts, method: str = "") -> Rows:
    """Pairs of methods in one comparison: of all, or those of the methods of a name, which come first."""
    counts: Counter[tuple[str, str]] = Counter()
    for paper in g.nodes("Paper"):
        baselines = g.things(paper, "Method", "COMPARES_WITH")
        mine = baselines | g.things(paper, "Method", "PROPOSES")
        pairs = {frozenset((a, b)) for a in mine for b in baselines if a != b}
        ordered = (sorted(pair, key=lambda key: (g.name(key) != method, key)) for pair in pairs)
        counts.update((a, b) for a, b in ordered if method in ("", g.name(a)))
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(g.name(a), g.name(b), count) for (a, b), count in order]


def _proposed(relation: str) -> Callable[[Facts], Rows]:
    def answer(g: Facts) -> Rows:
        papers = g.papers(g.method, relation)
        found = g.newest(((m, p) for p in papers for m in g.things(p, "Method", "PROPOSES")), 1)
        return [(g.name(m), g.name(p), g.published(p)) for m, p in found]

    return answer


def hardware_of_method(g: Facts) -> Rows:
    """Devices of the method's papers."""
    papers = g.papers(g.method, "USES", "PROPOSES")
    counts = Counter((t, kind) for s, kind, t in g.pairs("Hardware", "RUNS_ON", "TARGETS") if s in papers)
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(g.name(t), g.get(t, "vendor"), kind, count) for (t, kind), count in order]


def _by_year(thing: str, *types: str) -> Callable[[Facts], Rows]:
    def answer(g: Facts) -> Rows:
        key = getattr(g, thing)
        found = [(g.year(s), f["type"]) for s, t, f in g.edges if t == key and f["type"] in types]
        return sorted((year, kind, count) for (year, kind), count in Counter(found).items() if year is not None)

    return answer


def rising_methods(g: Facts) -> Rows:
    """Growth of the share of a year's papers."""
    years = Counter(g.year(paper) for paper in g.nodes("Paper"))
    found = Counter((t, g.year(s)) for s, _, t in g.pairs("Method", "USES", "COMPARES_WITH"))
    rows = []
    for thing in {thing for thing, _ in found}:
        before, now = found[thing, YEAR - 1], found[thing, YEAR]
        share, earlier = 100.0 * now / years[YEAR], 100.0 * before / years[YEAR - 1]
        if share > earlier:
            rows.append((earlier - share, thing, before, now, earlier, share))
    return [
        (g.name(thing), before, now, round(earlier, 2), round(share, 2), round(-fall, 2))
        for fall, thing, before, now, earlier, share in sorted(rows)
    ]


def _new(label: str, origin: str, *uses: str) -> Callable[[Facts], Rows]:
    """Things of a year that one paper brought and nobody used before, by who took them up."""

    def answer(g: Facts) -> Rows:
        rows = []
        for thing in g.nodes(label):
            origins, users = sorted(g.papers(thing, origin)), g.papers(thing, *uses)
            years = [year for paper in users if (year := g.year(paper))]
            if len(origins) == 1 and g.year(origins[0]) == YEAR and min(years, default=YEAR) >= YEAR:
                rows.append((-len(users), thing, origins[0]))
        return [(g.name(t), -count, g.name(p)) for count, t, p in sorted(rows) if count or label == "Dataset"]

    return answer


def shortest_path(g: Facts) -> Rows:
    """The length only: there may be several shortest paths."""
    kinds = {"PROPOSES", "USES", "COMPARES_WITH", "EVALUATES_ON", "INTRODUCES", "RUNS_ON"}
    plain = nx.Graph((s, t) for s, t, f in g.edges if f["type"] in kinds)
    return [(nx.shortest_path_length(plain, g.method, g.other),)]


def sentences_of_method(g: Facts) -> Rows:
    """The sentence around the first mention: each generated text has one."""
    rows = []
    for source, target, facts in g.edges:
        if target == g.method:
            text = g.get(source, "abstract")
            begin = text.rfind("Sentence ", 0, facts["evidence"][0]["start"])
            rows.append((source, facts["type"], text[begin : text.index(" here.", begin) + len(" here.")]))
    return [(g.name(source), kind, text) for source, kind, text in g.newest(rows, 0)]


def authors_of_method(g: Facts) -> Rows:
    """Authors by papers."""
    counts = Counter(a for p in g.papers(g.method, "PROPOSES", "USES") for a in set(g.get(p, "authors") or ()))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def datasets_by_year(g: Facts) -> Rows:
    """Datasets with their papers a year."""
    years: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for source, _, target in g.pairs("Dataset", "EVALUATES_ON"):
        if (year := g.year(source)) is not None:
            years[target][year] += 1
    order = sorted(years.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return [(g.name(t), c.total(), [f"{year}: {n}" for year, n in sorted(c.items())]) for t, c in order]


def code_for_dataset(g: Facts) -> Rows:
    """Papers with code."""
    papers = g.papers(g.dataset, "EVALUATES_ON")
    found = g.newest(((p, r) for p in papers for r in g.things(p, "Repository", "HAS_CODE")), 0)
    return [(g.name(p), g.published(p), g.get(r, "url")) for p, r in found]


def methods_on_dataset(g: Facts) -> Rows:
    """Methods and how they are in the papers of a dataset."""
    papers = g.papers(g.dataset, "EVALUATES_ON")
    pairs = g.pairs("Method", "PROPOSES", "USES", "COMPARES_WITH")
    counts = Counter((t, kind) for s, kind, t in pairs if s in papers)
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(g.name(t), kind, count) for (t, kind), count in order]


def top_hardware(g: Facts) -> Rows:
    """Devices by papers."""
    counts = Counter(t for _, _, t in g.pairs("Hardware", "RUNS_ON"))
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(g.name(t), g.get(t, "vendor"), g.get(t, "kind"), count) for t, count in order]


def papers_on_hardware(g: Facts) -> Rows:
    """Papers on devices with a part of a name."""
    found = g.newest(((t, s) for s, _, t in g.pairs("Hardware", "RUNS_ON") if f" {HARDWARE} " in f" {g.name(t)} "), 1)
    mine = {s: [g.name(m) for m in sorted(g.things(s, "Method", "PROPOSES"))] for _, s in found}
    return [(g.name(t), g.name(s), g.published(s), mine[s]) for t, s in found]


def methods_on_hardware(g: Facts) -> Rows:
    """Methods of those papers, first those that they propose."""
    papers = {s for s, _, t in g.pairs("Hardware", "RUNS_ON") if f" {HARDWARE} " in f" {g.name(t)} "}
    counts = Counter((kind, t) for s, kind, t in g.pairs("Method", "PROPOSES", "USES") if s in papers)
    order = sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0][1]))
    return [(g.name(t), kind, count) for (kind, t), count in order]


def on_phones(g: Facts) -> Rows:
    """Papers with phones, whatever they propose."""
    phones = [e for e in g.pairs("Hardware", "RUNS_ON", "TARGETS") if g.get(e[2], "kind") == "phone"]
    rows = sorted(g.newest([(t, kind, s) for s, kind, t in phones], 2), key=lambda row: row[1])
    mine = {s: [g.name(m) for m in sorted(g.things(s, "Method", "PROPOSES"))] for _, _, s in rows}
    return [(g.name(s), kind, g.name(t), g.published(s), mine[s]) for t, kind, s in rows]


def vendors_by_year(g: Facts) -> Rows:
    """Distinct papers of a year and vendor."""
    found = {(g.year(s), g.get(t, "vendor"), s) for s, _, t in g.pairs("Hardware", "RUNS_ON")}
    counts = Counter((year, vendor) for year, vendor, _ in found if year and vendor)
    return sorted(((*key, count) for key, count in counts.items()), key=lambda r: (-r[0], -r[2], r[1]))


def hardware_kinds(g: Facts) -> Rows:
    """Distinct papers of a kind and relation, and the devices with most of them."""
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for paper, relation, thing in g.pairs("Hardware", "RUNS_ON", "TARGETS"):
        found[g.get(thing, "kind"), relation].append((paper, thing))
    rows = []
    for key, pairs in found.items():
        most = g.ranked(Counter(thing for _, thing in pairs))[:5]
        rows.append((*key, len({paper for paper, _ in pairs}), [name for name, _ in most]))
    return sorted(rows, key=lambda r: (-r[2], r[0], r[1]))


def code_by_year(g: Facts) -> Rows:
    """Papers a year, with and without code."""
    coded = {s for s, _, _ in g.pairs("Repository", "HAS_CODE")}
    papers = [(year, p) for p in g.nodes("Paper") if (year := g.year(p)) is not None]
    return [(y, sum(v == y for v, _ in papers), sum(v == y and p in coded for v, p in papers)) for y in _years(papers)]


def _years(papers: list[tuple[int, str]]) -> list[int]:
    return sorted({year for year, _ in papers})


def code_hosts(g: Facts) -> Rows:
    """Repositories and papers of each host."""
    found = g.pairs("Repository", "HAS_CODE", "LINKS_TO")
    hosts = {g.get(t, "host") for _, _, t in found}
    rows = [(h, {t for _, _, t in found if g.get(t, "host") == h}, {s for s, _, t in found}) for h in hosts]
    return sorted(((h, len(ts), len(ss)) for h, ts, ss in rows), key=lambda r: (-r[2], r[0]))


def shared_code(g: Facts) -> Rows:
    """Repositories of more than one paper."""
    counts = Counter(t for _, _, t in g.pairs("Repository", "HAS_CODE", "LINKS_TO"))
    return g.ranked(Counter({t: count for t, count in counts.items() if count > 1}))


def baselines_of_paper(g: Facts) -> Rows:
    """A paper's baselines and how many others have them."""
    found = [(len(g.papers(t, "COMPARES_WITH")) - 1, t) for t in g.things(g.paper, "Method", "COMPARES_WITH")]
    return [(g.name(t), count) for count, t in sorted(found, key=lambda pair: (-pair[0], pair[1]))]


def similar_papers(g: Facts) -> Rows:
    """Papers by what they share with one."""
    kinds = ("PROPOSES", "USES", "COMPARES_WITH", "INTRODUCES", "EVALUATES_ON")
    mine = g.things(g.paper, "Method", *kinds) | g.things(g.paper, "Dataset", *kinds)
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for thing in mine:
        for paper in g.papers(thing, *kinds) - {g.paper}:
            shared[paper].add(thing)
    order = sorted(shared.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(g.name(p), len(things), [g.name(t) for t in sorted(things)]) for p, things in order]


ANSWERS: dict[str, Callable[[Facts], Rows]] = {
    "relations": relations,
    "top_methods": _count("Method", "USES"),
    "top_baselines": _count("Method", "COMPARES_WITH"),
    "top_datasets": _count("Dataset", "EVALUATES_ON"),
    "rivals": rivals,
    "successors": _proposed("COMPARES_WITH"),
    "built_on": _proposed("USES"),
    "used_with": lambda g: g.ranked(
        _without(g.shared(g.papers(g.method, "USES", "PROPOSES"), "Method", "USES", "PROPOSES"), g.method)
    ),
    "datasets_of_method": lambda g: g.ranked(
        g.shared(g.papers(g.method, "USES", "PROPOSES"), "Dataset", "EVALUATES_ON", "INTRODUCES")
    ),
    "datasets_together": lambda g: g.ranked(
        _without(g.shared(g.papers(g.dataset, "EVALUATES_ON"), "Dataset", "EVALUATES_ON"), g.dataset)
    ),
    "new_methods": _new("Method", "PROPOSES", "USES", "COMPARES_WITH"),
    "new_datasets": _new("Dataset", "INTRODUCES", "EVALUATES_ON"),
    "method_by_year": _by_year("method", "PROPOSES", "USES", "COMPARES_WITH", "MENTIONS"),
    "dataset_by_year": _by_year("dataset", "INTRODUCES", "EVALUATES_ON", "MENTIONS"),
    **{
        function.__name__: function
        for function in (
            *(hardware_of_method, rising_methods, shortest_path, sentences_of_method),
            *(authors_of_method, datasets_by_year, code_for_dataset, methods_on_dataset, top_hardware),
            *(papers_on_hardware, methods_on_hardware, on_phones, vendors_by_year, hardware_kinds, code_by_year),
            *(code_hosts, shared_code, baselines_of_paper, similar_papers, evidence, rules, check_duplicates),
            *(check_thin, check_labels, check_silent),
        )
    },
}
# Columns that the reference does not compute: pictures are compared by their edges, sentences by a test of their own.
LEFT_OUT = {"shortest_path": ("path",), "evidence": ("sentence",), "check_thin": ("sentence",)}
