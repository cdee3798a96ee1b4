"""Why the graph says what it says: a paper with its mentions marked, or an entity with the forms that it joins."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import msgspec

from kg.graph.file import PAPER_FACTS
from kg.model import Entity, Extraction, Graph, KgError, Label, Mention, Node, Paper, Relation
from kg.names.fold import fold
from kg.names.ids import title_key

COLOURS = {Label.METHOD: "34", Label.DATASET: "32", Label.HARDWARE: "33", Label.REPOSITORY: "35"}
DEFINES = (Relation.PROPOSES, Relation.INTRODUCES, Relation.HAS_CODE)
SHOWN = 10  # papers listed with an entity
SOME = 4  # papers named in a message


class Explained(msgspec.Struct, frozen=True):
    """A paper, and what it claims with the id of the node of each claim."""

    paper: Paper
    claims: tuple[tuple[str, Entity], ...]


def from_graph(graph: Graph, query: str) -> Explained:
    """The paper of a graph that a query means.

    Raises:
        KgError: no paper or more than one is meant.
    """
    found = choose([(node.id, node.name) for node in graph.nodes if node.label is Label.PAPER], query)
    node = next(node for node in graph.nodes if node.id == found)
    facts = {name: getattr(node, name) for name in PAPER_FACTS}
    claims = [(edge.target, claim) for edge in graph.edges if edge.source == found for claim in edge.claims]
    return Explained(Paper(id=found, **facts), tuple(claims))


def from_extraction(extraction: Extraction) -> Explained:
    """A paper as it is before its names are joined with those of other papers."""
    return Explained(extraction.paper, tuple((entity.id, entity) for entity in extraction.entities))


def choose(papers: Sequence[tuple[str, str]], query: str) -> str:
    """The id of the one paper, of (id, title) pairs, that has this id, this title, or else these words in its title.

    Raises:
        KgError: no paper or more than one is meant.
    """
    key = title_key(query)
    tests = (
        [paper for paper, _ in papers if query in (paper, paper.removeprefix("paper:"))],
        [paper for paper, title in papers if key and title_key(title) == key],
        [paper for paper, title in papers if key and f" {key}" in f" {title_key(title)}"],
        [paper for paper, title in papers if key and key in title_key(title)],
    )
    found = list(dict.fromkeys(next((test for test in tests if test), [])))
    if len(found) == 1:
        return found[0]
    titles = dict(papers)
    if not found:
        near = get_close_matches(query, [*titles, *titles.values()], n=1)
        raise KgError(f"no paper has the id or title {query!r}" + (f": did you mean {near[0]!r}?" if near else ""))
    some = "; ".join(f"{paper} ({titles[paper][:50]})" for paper in found[:SOME])
    more = f"; and {len(found) - SOME:,} more" if len(found) > SOME else ""
    raise KgError(f"{len(found):,} papers have {query!r} in their titles, give the id of one:\n{some}{more}")


def paper_lines(explained: Explained, colour: bool = False) -> list[str]:
    """A paper with every mention as [text]{RELATION} and every cue as <text>, then each claim with its evidence."""
    paper = explained.paper
    out = [paper.id, "", marked(explained, "title", colour)]
    if paper.abstract:
        out += ["", marked(explained, "abstract", colour)]
    out += ["", f"{len(explained.claims)} entities; [name]{{RELATION}}, <words that the relation was read from>"]
    for target, claim in explained.claims:
        out += ["", _painted(f"{claim.type} {claim.name}  {claim.relation}  {target}", claim.type, colour)]
        if claim.aliases:
            out.append(f"    also      {', '.join(claim.aliases)}")
        out += [
            f"    mention   {_place(mention)}  rule {mention.rule}"
            for mention in sorted(claim.mentions, key=_reading_order)
        ]
        out += [f"    cue       {_place(cue)}  rule {cue.rule}" for cue in sorted(claim.cues, key=_reading_order)]
    return [plain(line) if not colour else line for line in out]


def marked(explained: Explained, field: str, colour: bool = False) -> str:
    """A field of the paper with its mentions and cues marked in place; marks may nest."""
    text = plain(getattr(explained.paper, field))
    mentions = {
        (mention.start, mention.end, claim.type, claim.relation)
        for _, claim in explained.claims
        for mention in claim.mentions
        if mention.field == field
    }
    cues = {(cue.start, cue.end) for _, claim in explained.claims for cue in claim.cues if cue.field == field}
    # At one place marks close before others open; what closes first opened last.
    marks: list[tuple[tuple[int, int, int], str]] = []
    for start, end, label, relation in mentions:
        begin, finish = (f"\x1b[1;{COLOURS[label]}m", "\x1b[0m") if colour else ("", "")
        marks.append(((start, 1, -end), f"{begin}["))
        marks.append(((end, 0, -start), f"]{{{relation}}}{finish}"))
    for start, end in cues:
        begin, finish = ("\x1b[4m", "\x1b[24m") if colour else ("", "")
        marks.append(((start, 1, -end), f"{begin}<"))
        marks.append(((end, 0, -start), f">{finish}"))
    out, position = [], 0
    for (place, _, _), mark in sorted(marks):
        out += [text[position:place], mark]
        position = place
    return "".join([*out, text[position:]])


def plain(text: str) -> str:
    """Text that cannot steer a terminal, with every character in its place."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)


def _painted(line: str, label: Label, colour: bool) -> str:
    return f"\x1b[1;{COLOURS[label]}m{plain(line)}\x1b[0m" if colour else line


def _reading_order(mention: Mention) -> tuple[bool, int, int]:
    return mention.field != "title", mention.start, mention.end


def _place(mention: Mention) -> str:
    return f"{mention.field} {mention.start}-{mention.end}  {plain(mention.text)!r}"


def entity_lines(graph: Graph, name: str) -> list[str]:
    """Every node that is called so: its forms, the papers that define it, and the merges that made it.

    Raises:
        KgError: nothing is called so.
    """
    key = fold(name)
    entities = [node for node in graph.nodes if node.label is not Label.PAPER]
    found = [node for node in entities if node.id == name or key in {fold(form) for form in (node.name, *node.aliases)}]
    if not found:
        known = {form.casefold(): form for node in entities for form in (node.name, *node.aliases)}
        near = get_close_matches(name.casefold(), known, n=3)
        hint = f": did you mean {', '.join(known[form] for form in near)}?" if near else ""
        raise KgError(f"no entity is called {name!r}{hint}")
    titles = {node.id: node.name for node in graph.nodes if node.label is Label.PAPER}
    out: list[str] = []
    for node in found:
        out += ([""] if out else []) + _entity(graph, node, titles)
    return [plain(line) for line in out]


def _entity(graph: Graph, node: Node, titles: dict[str, str]) -> list[str]:
    edges = [edge for edge in graph.edges if edge.target == node.id]
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for claim in edge.claims:
            for form in (claim.name, *claim.aliases):
                forms[form].add(edge.source)
    ranked = sorted(forms, key=lambda form: (-len(forms[form]), form))
    relations = Counter(edge.type for edge in edges)
    out = [f"{node.label} {node.name}  {node.id}"]
    facts = ("vendor", "kind", "host", "owner", "url")
    out += [f"    {fact:<9} {getattr(node, fact)}" for fact in facts if getattr(node, fact)]
    out += [f"    form      {form}  ({_papers(len(forms[form]))})" for form in ranked]
    out += [f"    edge      {relation}  ({_papers(count)})" for relation, count in relations.most_common()]
    out += _listed("defined", [edge.source for edge in edges if edge.type in DEFINES], titles)
    for merge in node.merges:
        out.append(
            f"    merge     {merge.form}  rule {merge.rule}"
            + (f"  ({_papers(len(merge.papers))})" * bool(merge.papers))
        )
        out += [f"              {paper}" for paper in merge.papers[:SHOWN]]
    return out


def _listed(title: str, papers: Iterable[str], titles: dict[str, str]) -> list[str]:
    papers = list(papers)
    out = [f"    {title:<9} by {paper}  {titles.get(paper, '')}".rstrip() for paper in papers[:SHOWN]]
    return out + ([f"              and {len(papers) - SHOWN:,} more"] if len(papers) > SHOWN else [])


def _papers(count: int) -> str:
    return f"{count:,} paper{'s' * (count != 1)}"
