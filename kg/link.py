"""A Doc to an Extraction: mentions joined to entities, each with one relation and the words that it was read from."""

from spacy.language import Language
from spacy.tokens import Span

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.nlp.features import Context, relation_features
from kg.nlp.groups import cut
from kg.nlp.links import address
from kg.nlp.pipeline import GAP
from kg.nlp.weights import load_weights

MOST_CUES = 2  # of the words that a relation was read from, how many are kept


def extract_paper(nlp: Language, paper: Paper) -> Extraction:
    """The entities of one paper."""
    doc = nlp(paper.title + GAP + paper.abstract)
    found: dict[str, list[Span]] = {}
    for span in doc.spans["kg"]:
        found.setdefault(span.kb_id_, []).append(span)
    context = doc.user_data["kg"]["context"]
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
    mentions = tuple(_mention(span, paper, span.id_) for span in _outermost(spans))
    return Entity(
        label, name, aliases, relation, key, mentions, tuple(_mention(cue, paper, f"cue.{cue.label_}") for cue in cues)
    )


def _outermost(spans: list[Span]) -> list[Span]:
    """Spans that are not inside another one."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not out or span.end > out[-1].end:
            out.append(span)
    return out


def _mention(span: Span, paper: Paper, rule: str) -> Mention:
    """Where a span stands in the paper."""
    start, end = span.start_char, span.end_char
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


def _relation(label: Label, spans: list[Span], context: Context) -> tuple[Relation, list[Span]]:
    """The most probable relation, and the cues that speak for it most."""
    model = load_weights()[label]
    places = sorted({(span.start, span.end) for span in spans})
    features = relation_features(places, {span.id_ for span in spans}, {span.text for span in spans}, context)
    probable = model.probabilities(features)
    best = max(range(len(probable)), key=probable.__getitem__)
    support: dict[int, float] = {}
    for feature, cue in features.items():
        if cue >= 0 and (weights := model.weights.get(feature)) and weights[best] > 0:
            support[cue] = support.get(cue, 0.0) + weights[best]
    cues = sorted(sorted(support, key=lambda n: (-support[n], n))[:MOST_CUES])
    return Relation(model.classes[best]), [context.cues[n][3] for n in cues]


def _link_relation(spans: list[Span], context: Context) -> tuple[Relation, list[Span]]:
    """A link is the paper's own, unless its sentence only says that something is used."""
    cues: list[Span] = []
    for span in spans:
        sentence = context.sentence[context.chunk_of(span.start)]
        cues += [context.cues[n][3] for n in context.by_sentence.get(sentence, ())]
    own = [cue for cue in cues if cue.label_ in ("release", "our", "self")]
    used = [cue for cue in cues if cue.label_ == "use" and cue.start < spans[0].start]
    if used and not own:
        return Relation.LINKS_TO, used[:MOST_CUES]
    return Relation.HAS_CODE, own[:MOST_CUES]
