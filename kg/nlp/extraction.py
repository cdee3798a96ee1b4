"""A Doc to an Extraction: mentions joined to entities, each with one relation and the words that it was read from."""

from typing import NamedTuple

from spacy.language import Language

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.names.heads import bare_name, cut_size
from kg.names.links import address
from kg.nlp.context import Context, context_of
from kg.nlp.pipeline import GAP, read
from kg.nlp.relations import best_relation
from kg.nlp.words import Cue

MOST_CUES = 2  # of the words that a relation was read from, how many are kept


class Place(NamedTuple):
    """A span of the Doc as plain data, which is asked for many times: characters, their text, the rule."""

    start: int
    end: int
    text: str
    rule: str


def extract_paper(nlp: Language, paper: Paper) -> Extraction:
    """The entities of one paper."""
    text = paper.title + GAP + paper.abstract
    doc = read(nlp, text)
    found: dict[tuple[str, str], list[Place]] = {}
    for span in doc.spans["kg"]:
        start, end = span.start_char, span.end_char
        found.setdefault((span.kb_id_, span.label_), []).append(Place(start, end, text[start:end], span.id_))
    context = context_of(doc)
    entities = tuple(_entity(key, Label(label), places, context, paper) for (key, label), places in found.items())
    return Extraction(paper, entities)


def _entity(key: str, label: Label, places: list[Place], context: Context, paper: Paper) -> Entity:
    texts = list(dict.fromkeys([place.text for place in places]))
    if label is Label.REPOSITORY:
        name = address(texts[0])
        aliases: tuple[str, ...] = ()
        relation, cues = _link_relation(places, context)
    else:
        name = _name(places, label)
        aliases = tuple(form for form in dict.fromkeys([*texts, *map(cut_size, texts)]) if form != name)
        relation, cues = _relation(label, places, context)
    mentions = tuple(_mention(place.start, place.end, paper, place.rule) for place in _outermost(places))
    text = context.text
    words = tuple(_mention(text.starts[cue.first], text.ends[cue.last - 1], paper, f"cue.{cue.group}") for cue in cues)
    return Entity(label, name, aliases, relation, key, mentions, words)


def _outermost(places: list[Place]) -> list[Place]:
    """Places that are not inside another one."""
    out: list[Place] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end)):
        if not out or place.end > out[-1].end:
            out.append(place)
    return out


def _mention(start: int, end: int, paper: Paper, rule: str) -> Mention:
    """Where characters of the text stand in the paper."""
    if end <= len(paper.title):
        return Mention("title", start, end, paper.title[start:end], rule)
    shift = len(paper.title) + len(GAP)
    return Mention("abstract", start - shift, end - shift, paper.abstract[start - shift : end - shift], rule)


def _name(places: list[Place], label: Label) -> str:
    """An acronym that the text defines, else the form that is written most, else the first."""
    score: dict[str, tuple[int, int, int]] = {}
    for i, place in enumerate(places):
        name = bare_name(place.text, label)
        short, count, first = score.get(name, (0, 0, -i))
        score[name] = (max(short, place.rule == "acronym.short"), count + 1, first)
    return max(score, key=lambda name: score[name])


def _relation(label: Label, places: list[Place], context: Context) -> tuple[Relation, list[Cue]]:
    """The most probable relation, and the cues that speak for it most."""
    offsets = sorted({(place.start, place.end) for place in places})
    rules, forms = {place.rule for place in places}, {place.text for place in places}
    relation, cues = best_relation(label, offsets, rules, forms, context)
    return relation, [context.cues[n] for n in sorted(cues[:MOST_CUES])]


def _link_relation(places: list[Place], context: Context) -> tuple[Relation, list[Cue]]:
    """A link is the paper's own, unless its sentence only says that something is used."""
    cues: list[Cue] = []
    for place in places:
        sentence = context.sentence(context.text.range_of(place.start, place.end)[0])
        cues += [context.cues[n] for n in context.by_sentence.get(sentence, ())]
    own = [cue for cue in cues if cue.group in ("release", "our")]
    used = [cue for cue in cues if cue.group == "use" and context.text.starts[cue.first] < places[0].start]
    if used and not own:
        return Relation.LINKS_TO, used[:MOST_CUES]
    return Relation.HAS_CODE, own[:MOST_CUES]
