"""Why the graph says what it says: a paper with its mentions marked, or an entity with all its forms."""

import re
from collections import Counter, defaultdict

import msgspec

from kg.graph.properties import own_facts
from kg.model import ENTITY_LABELS, Entity, Extraction, Graph, Label, Mention, Node, Paper, Relation
from kg.names.finding import find_best, find_one

COLOURS = {Label.METHOD: "34", Label.DATASET: "32", Label.HARDWARE: "33", Label.REPOSITORY: "35"}
DEFINES = (Relation.PROPOSES, Relation.INTRODUCES, Relation.HAS_CODE)
SHOWN = 10  # entities of one name, and papers of one entity


class Explained(msgspec.Struct, frozen=True):
    """A paper, and what it claims with the id of the node of each claim."""

    paper: Paper
    claims: tuple[tuple[str, Entity], ...]


def from_graph(graph: Graph, name: str) -> Explained:
    """The paper of a graph with this id, this title, or these words in its title.

    Raises:
        KgError: the name fits no paper, or more than one.
    """
    node = find_one(graph, name, [Label.PAPER])
    assert node.paper
    claims = [(edge.target, claim) for edge in graph.edges if edge.source == node.id for claim in edge.claims]
    return Explained(msgspec.structs.replace(node.paper, id=node.id), tuple(claims))


def from_extraction(extraction: Extraction) -> Explained:
    """A paper as it is before its entities are merged with those of other papers."""
    return Explained(extraction.paper, tuple((entity.id, entity) for entity in extraction.entities))


def paper_lines(explained: Explained, colour: bool = False) -> list[str]:
    """A paper with every mention as [text]{RELATION} and every cue as <text>, then each claim with its evidence."""
    paper, count = explained.paper, len(explained.claims)
    out = [paper.id, "", marked(explained, "title", colour)]
    if paper.abstract:
        out += ["", marked(explained, "abstract", colour)]
    if paper.code:
        out += ["", f"code: {marked(explained, 'code', colour)}"]
    out += [
        "",
        f"{count:,} {'entity' if count == 1 else 'entities'}; [name]{{RELATION}}, <words that show the relation>",
    ]
    for target, claim in explained.claims:
        out += ["", _painted(f"{claim.type} {claim.name}  {claim.relation}  {target}", claim.type, colour)]
        if claim.aliases:
            out.append(f"    aliases   {', '.join(claim.aliases)}")
        out += [
            f"    mention   {_position(mention)}  rule {mention.rule}"
            for mention in sorted(claim.mentions, key=_reading_order)
        ]
        out += [f"    cue       {_position(cue)}  rule {cue.rule}" for cue in sorted(claim.cues, key=_reading_order)]
    return [printable(line) if not colour else line for line in out]


def marked(explained: Explained, field: str, colour: bool = False) -> str:
    """A field of the paper with its mentions and cues marked in place; marks may nest."""
    text = printable(getattr(explained.paper, field))
    mentions = {
        (mention.start, mention.end, claim.type, claim.relation)
        for _, claim in explained.claims
        for mention in claim.mentions
        if mention.field == field
    }
    cues = {(cue.start, cue.end) for _, claim in explained.claims for cue in claim.cues if cue.field == field}
    # At the same position, marks close before others open, and the one that opened last closes first.
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


def printable(text: str) -> str:
    """Text without control characters, which could steer a terminal; and every other character in its place."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)


def _painted(line: str, label: Label, colour: bool) -> str:
    return f"\x1b[1;{COLOURS[label]}m{printable(line)}\x1b[0m" if colour else line


def _reading_order(mention: Mention) -> tuple[int, int, int]:
    return ("title", "abstract", "code").index(mention.field), mention.start, mention.end


def _position(mention: Mention) -> str:
    return f"{mention.field} {mention.start}-{mention.end}  {printable(mention.text)!r}"


def entity_lines(graph: Graph, name: str) -> list[str]:
    """The entities that a name fits best: their forms, the papers that define them, and why forms were merged.

    Raises:
        KgError: no entity has this name.
    """
    found = find_best(graph, name, ENTITY_LABELS)
    titles = {node.id: node.name for node in graph.nodes if node.label is Label.PAPER}
    out: list[str] = []
    for node in found[:SHOWN]:
        out += ([""] if out else []) + _node_lines(graph, node, titles)
    if len(found) > SHOWN:
        out += ["", f"and {len(found) - SHOWN:,} more"]
    return [printable(line) for line in out]


def _node_lines(graph: Graph, node: Node, titles: dict[str, str]) -> list[str]:
    edges = [edge for edge in graph.edges if edge.target == node.id]
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for claim in edge.claims:
            for form in (claim.name, *claim.aliases):
                forms[form].add(edge.source)
    ranked = sorted(forms, key=lambda form: (-len(forms[form]), form))
    relations = Counter(edge.type for edge in edges)
    out = [f"{node.label} {node.name}  {node.id}"]
    out += [f"    {fact:<9} {value}" for fact, value in own_facts(node).items()]
    out += [f"    form      {form}  ({_paper_count(len(forms[form]))})" for form in ranked]
    out += [f"    edge      {relation}  ({_paper_count(count)})" for relation, count in relations.most_common()]
    defining = [edge.source for edge in edges if edge.type in DEFINES]
    out += [f"    defined   by {paper}  {titles.get(paper, '')}".rstrip() for paper in defining[:SHOWN]]
    if len(defining) > SHOWN:
        out.append(f"              and {len(defining) - SHOWN:,} more")
    for merge in node.merges:
        witnesses = f"  ({_paper_count(len(merge.papers))})" if merge.papers else ""
        out.append(f"    merge     {merge.form}  rule {merge.rule}{witnesses}")
        out += [f"              {paper}" for paper in merge.papers[:SHOWN]]
    return out


def _paper_count(count: int) -> str:
    return f"{count:,} paper{'s' * (count != 1)}"
