"""Evidence for what the graph contains: a paper with its mentions marked, or an entity with all its forms."""

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from kg.graph.properties import own_facts, papers_by_id, sentence_span
from kg.model import ENTITY_LABELS, RELATIONS, Edge, Entity, Extraction, Graph, Label, Mention, Node, Paper, Relation
from kg.names.finding import find_best, find_one
from kg.wording import counted

COLOURS = {Label.METHOD: "34", Label.DATASET: "32", Label.HARDWARE: "33", Label.REPOSITORY: "35"}
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SHOWN = 10  # entities of one name, and papers of one relation


class Explained(msgspec.Struct, frozen=True):
    """A paper, and what it claims with the id of the node of each claim."""

    paper: Paper
    claims: tuple[tuple[str, Entity], ...]


def from_graph(graph: Graph, name: str) -> Explained:
    """The paper of a graph with this id, this title, or these words in its title. Raises KgError if not one fits."""
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
    out = [printable(paper.id), "", marked(explained, "title", colour)]
    if paper.abstract:
        out += ["", marked(explained, "abstract", colour)]
    if paper.code:
        out += ["", f"code: {marked(explained, 'code', colour)}"]
    out += ["", f"{counted(count, 'entity', 'entities')}; [name]{{RELATION}}, <words that show the relation>"]
    for target, claim in explained.claims:
        out += ["", _painted(f"{claim.type} {claim.name}  {claim.relation}  {target}", claim.type, colour)]
        if claim.aliases:
            out.append(printable(f"    aliases   {', '.join(claim.aliases)}"))
        out += [f"    mention   {_position(mention)}" for mention in sorted(claim.mentions, key=_reading_order)]
        out += [f"    cue       {_position(cue)}" for cue in sorted(claim.cues, key=_reading_order)]
    return out


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
    marks: list[tuple[int, int, str, str]] = []
    for start, end, label, relation in mentions:
        begin, finish = (f"\x1b[1;{COLOURS[label]}m", "\x1b[0m") if colour else ("", "")
        marks.append((start, end, f"{begin}[", f"]{{{relation}}}{finish}"))
    for start, end in cues:
        begin, finish = ("\x1b[4m", "\x1b[24m") if colour else ("", "")
        marks.append((start, end, f"{begin}<", f">{finish}"))
    return _with_marks(text, marks, 0, len(text))


def _with_marks(text: str, marks: Iterable[tuple[int, int, str, str]], begin: int, stop: int) -> str:
    """A part of a text with marks around its spans; each mark has start, end and what opens and closes it."""
    # At the same position, marks close before others open, and the one that opened last closes first.
    places: list[tuple[int, int, int, str]] = []
    for start, end, opening, closing in marks:
        places += [(start, 1, -end, opening), (end, 0, -start, closing)]
    out, position = [], begin
    for place, _, _, mark in sorted(places):
        out += [text[position:place], mark]
        position = place
    return "".join([*out, text[position:stop]])


def printable(text: str) -> str:
    """Text without the characters that steer a terminal or turn text around; every other one stays in its place."""
    return _STEERING.sub("\ufffd", text)


def _painted(line: str, label: Label, colour: bool) -> str:
    line = printable(line)
    return f"\x1b[1;{COLOURS[label]}m{line}\x1b[0m" if colour else line


def _reading_order(mention: Mention) -> tuple[int, int, int]:
    return ("title", "abstract", "code").index(mention.field), mention.start, mention.end


def _position(mention: Mention) -> str:
    place = f"{mention.field} {mention.start}-{mention.end}"
    return f"{place}  {printable(mention.text)!r}  rule {printable(mention.rule)}"


def entity_lines(graph: Graph, name: str) -> list[str]:
    """The entities that a name fits best: their forms, why these were merged, and the papers by relation.

    Raises KgError if no entity has this name.
    """
    found = find_best(graph, name, ENTITY_LABELS)
    papers = papers_by_id(graph)
    out: list[str] = []
    for node in found[:SHOWN]:
        out += ([""] if out else []) + _node_lines(graph, node, papers)
    if len(found) > SHOWN:
        out += ["", f"and {len(found) - SHOWN:,} more"]
    return [printable(line) for line in out]


def _node_lines(graph: Graph, node: Node, papers: dict[str, Paper]) -> list[str]:
    edges = [edge for edge in graph.edges if edge.target == node.id]
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for claim in edge.claims:
            for form in (claim.name, *claim.aliases):
                forms[form].add(edge.source)
    ranked = sorted(forms, key=lambda form: (-len(forms[form]), form))
    out = [f"{node.label} {node.name}  {node.id}"]
    out += [f"    {fact:<9} {value}" for fact, value in own_facts(node).items()]
    out += [f"    form      {form}  ({counted(len(forms[form]), 'paper')})" for form in ranked]
    for merge in node.merges:
        witnesses = f"  ({counted(len(merge.papers), 'paper')})" if merge.papers else ""
        out.append(f"    merge     {merge.form}  rule {merge.rule}{witnesses}")
        out += [f"              {paper}" for paper in merge.papers[:SHOWN]]
    for relation in RELATIONS[node.label]:
        out += _relation_lines(relation, [edge for edge in edges if edge.type is relation], papers)
    return out


def _relation_lines(relation: Relation, edges: list[Edge], papers: dict[str, Paper]) -> list[str]:
    """The papers that have a relation to one entity, each with the sentence that tells most."""
    out = ["", f"    {relation}  ({counted(len(edges), 'paper')})"] if edges else []
    for edge in edges[:SHOWN]:
        paper = papers[edge.source]
        out += [f"      {edge.source}  {paper.title}", f"          {telling_sentence(edge, paper)}"]
    if len(edges) > SHOWN:
        out.append(f"      and {len(edges) - SHOWN:,} more")
    return out


def telling_sentence(edge: Edge, paper: Paper) -> str:
    """The sentence that shows best what a paper says about an entity, with [mentions] and <cues> marked.

    It is one with a cue of the relation if there is any, rather of the abstract than the title, and the first of these.
    """
    spans = {(mention.field, *sentence_span(mention, paper)) for mention in edge.evidence}

    def worth(span: tuple[str, int, int]) -> tuple[int, bool, int]:
        return -len(_within(edge.cues, *span)), span[0] == "title", span[1]

    if not spans:
        return ""
    field, begin, stop = min(spans, key=worth)
    marks = [(mention.start, mention.end, "[", "]") for mention in _within(edge.evidence, field, begin, stop)]
    marks += [(cue.start, cue.end, "<", ">") for cue in _within(edge.cues, field, begin, stop)]
    return _with_marks(getattr(paper, field), marks, begin, stop)


def _within(mentions: Iterable[Mention], field: str, begin: int, stop: int) -> list[Mention]:
    return [one for one in mentions if one.field == field and begin <= one.start and one.end <= stop]
