"""A Doc to an Extraction: mentions joined to entities, each with one relation and the words that it was read from."""

from spacy.language import Language
from spacy.tokens import Span

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.nlp.context import Context
from kg.nlp.groups import cut
from kg.nlp.links import address
from kg.nlp.pipeline import GAP, read
from kg.nlp.relations import best_relation
from kg.nlp.words import Cue, notes

MOST_CUES = 2  # of the words that a relation was read from, how many are kept


def extract_paper(nlp: Language, paper: Paper) -> Extraction:
    """The entities of one paper."""
    doc = read(nlp, paper.title + GAP + paper.abstract)
    found: dict[str, list[Span]] = {}
    for span in doc.spans["kg"]:
        found.setdefault(span.kb_id_, []).append(span)
    context = Context(notes(doc))
    return Extraction(paper, tuple(_entity(key, spans, context, paper) for key, spans in found.items()))


def _entity(key: str, spans: list[Span], context: Context, paper: Paper) -> Entity:
    label = Label(spans[0].label_)
    texts = list(dict.fromkeys(span.text for span in spans))
    if label is Label.REPOSITORY:
        name = address(texts[0])
        aliases: tuple[str, ...] = ()
        relation, cues = _link_relation(spans, context)
    else:
        name = _name(spans)
        aliases = tuple(form for form in dict.fromkeys([*texts, *map(cut, texts)]) if form != name)
        relation, cues = _relation(label, spans, context)
    mentions = tuple(_mention(span.start_char, span.end_char, paper, span.id_) for span in _outermost(spans))
    words = tuple(_mention(cue.start, cue.end, paper, f"cue.{cue.group}") for cue in cues)
    return Entity(label, name, aliases, relation, key, mentions, words)


def _outermost(spans: list[Span]) -> list[Span]:
    """Spans that are not inside another one."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not out or span.end > out[-1].end:
            out.append(span)
    return out


def _mention(start: int, end: int, paper: Paper, rule: str) -> Mention:
    """Where characters of the text stand in the paper."""
    if end <= len(paper.title):
        return Mention("title", start, end, paper.title[start:end], rule)
    shift = len(paper.title) + len(GAP)
    return Mention("abstract", start - shift, end - shift, paper.abstract[start - shift : end - shift], rule)


def _name(spans: list[Span]) -> str:
    """An acronym that the text defines, else the form that is written most, else the first."""
    score: dict[str, tuple[int, int, int]] = {}
    for i, span in enumerate(spans):
        name = cut(span.text)
        short, count, first = score.get(name, (0, 0, -i))
        score[name] = (max(short, span.id_ == "acronym.short"), count + 1, first)
    return max(score, key=lambda name: score[name])


def _relation(label: Label, spans: list[Span], context: Context) -> tuple[Relation, list[Cue]]:
    """The most probable relation, and the cues that speak for it most."""
    places = sorted({(span.start_char, span.end_char) for span in spans})
    rules, forms = {span.id_ for span in spans}, {span.text for span in spans}
    relation, cues = best_relation(label, places, rules, forms, context)
    return relation, [context.cues[n] for n in sorted(cues[:MOST_CUES])]


def _link_relation(spans: list[Span], context: Context) -> tuple[Relation, list[Cue]]:
    """A link is the paper's own, unless its sentence only says that something is used."""
    cues: list[Cue] = []
    for span in spans:
        sentence = context.sentence(context.text.range_of(span.start_char, span.end_char)[0])
        cues += [context.cues[n] for n in context.by_sentence.get(sentence, ())]
    own = [cue for cue in cues if cue.group in ("release", "our", "self")]
    used = [cue for cue in cues if cue.group == "use" and cue.start < spans[0].start_char]
    if used and not own:
        return Relation.LINKS_TO, used[:MOST_CUES]
    return Relation.HAS_CODE, own[:MOST_CUES]
