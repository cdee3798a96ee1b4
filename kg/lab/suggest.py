"""Names that the lexicon lacks, in the form of lines for a user's lexicon: ready to be read, cut down and used.

Two kinds: names that extraction finds without the lexicon, and terms in lower case that extraction cannot tell from
other words. Terms are ranked by C-value (Frantzi, Ananiadou and Mima 2000): how often a phrase occurs, less how often
it does so only as part of a longer one.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.graph.assemble import build_graph
from kg.knowledge.kinds import WordClass
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import UserLine
from kg.knowledge.shipped import word_classes
from kg.model import Extraction, Graph, Label, Paper
from kg.names.fold import fold
from kg.names.sentences import sentence_at, sentence_starts

EXAMPLES = 3
# What is done with a method: a whole phrase right behind such words, without an article, may name one.
CUE_GROUPS = frozenset(["use", "beat", "compare", "study"])
CUE_WORDS = ("via", "through", "by", "with", "using")
LONGEST = 4  # words of a term
LEAST_TERM = 3  # papers with a term, at least
LEAST_CUED, CUED = 2, 0.1  # places of a term behind a cue, at least, and their share
TERMHOOD = 3.0  # C-value, at least
# What a procedure is called: what somebody does ("flow matching"), or a kind of machine ("decision tree").
_PROCEDURE = re.compile(
    r"(?!information|evaluation|perception|supervision|occlusion)"
    r"\w*(?:ing|[cst]ion|search|descent|ascent|transport|flows?|trees?|forests?|machines?|filters?|networks?|coders?|"
    r"transformers?|process(?:es)?|carlo|transforms?|adapters?)"
)
_NO_TERM = frozenset([WordClass.BREAK, WordClass.LINK, WordClass.SUFFIX])
_TOKEN = re.compile(r"[A-Za-z][\w'-]*|\S")
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")


class Term:
    """A phrase in lower case: how often it occurs, and where."""

    def __init__(self) -> None:
        self.count = 0
        self.cued = 0
        self.papers: set[str] = set()
        self.examples: list[tuple[str, str]] = []  # paper, sentence


def suggest(extractions: Iterable[Extraction], lexicon: Lexicon, least: int = 2) -> list[UserLine]:
    """Lines that add what some papers name and the lexicon lacks, the most frequent first.

    `least` is the number of papers that must name a thing.
    """
    found: list[Extraction] = []
    terms: defaultdict[tuple[str, ...], Term] = defaultdict(Term)
    cues = _cue_phrases(lexicon)
    for extraction in extractions:
        found.append(extraction)
        _count_terms(extraction.paper, cues, terms)
    known = {fold(form) for form in lexicon.forms} | lexicon.stop.keys()
    names = list(_unlisted_names(build_graph(found, lexicon), known, lexicon, least))
    taken = {fold(form) for line in names for form in (line.name, *line.aliases)}
    lines = [*names, *_terms(terms, known | taken, max(least, LEAST_TERM))]
    return sorted(lines, key=lambda line: (-line.count, line.name, str(line.add)))


def _unlisted_names(graph: Graph, known: set[str], lexicon: Lexicon, least: int) -> Iterator[UserLine]:
    """What extraction found without the lexicon."""
    papers = {node.id: node.paper for node in graph.nodes if node.paper}
    places: defaultdict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for edge in graph.edges:
        counts[edge.target] += 1
        if len(places[edge.target]) < EXAMPLES and edge.evidence:
            mention = edge.evidence[0]
            text: str = getattr(papers[edge.source], mention.field)
            places[edge.target].append(text[slice(*sentence_at(text, mention.start, mention.end))])
    for node in graph.nodes:
        if node.label in (Label.PAPER, Label.REPOSITORY) or node.id in lexicon.entries:
            continue
        if counts[node.id] < least or fold(node.name) in known:
            continue
        yield UserLine(
            add=node.label,
            name=node.name,
            aliases=tuple(form for form in node.aliases if fold(form) not in known),
            count=counts[node.id],
            examples=tuple(dict.fromkeys(places[node.id])),
        )


def _cue_phrases(lexicon: Lexicon) -> dict[str, list[tuple[str, ...]]]:
    """Cues by their first word."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for cue in lexicon.cues:
        words = tuple(cue.phrase.lower().split())
        if cue.group in CUE_GROUPS and words:
            out.setdefault(words[0], []).append(words)
    for word in CUE_WORDS:
        out.setdefault(word, []).append((word,))
    return out


def _count_terms(paper: Paper, cues: dict[str, list[tuple[str, ...]]], terms: dict[tuple[str, ...], Term]) -> None:
    """Count every phrase of plain words in a paper."""
    classes = word_classes()
    for begin, stop in pairwise([*sentence_starts(paper.abstract), len(paper.abstract)]):
        sentence = paper.abstract[begin:stop].strip()
        words = _TOKEN.findall(sentence)
        plain = [bool(_PLAIN.fullmatch(word)) and len(word) > 1 and classes.get(word) not in _NO_TERM for word in words]
        ends = _cue_ends([word.lower() for word in words], cues)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                if not plain[end - 1]:
                    break
                if end - start == 1 or classes.get(words[start]) is WordClass.GENERIC:
                    continue
                term = terms[tuple(words[start:end])]
                term.count += 1
                term.cued += start in ends and not (end < len(words) and plain[end])
                if paper.id not in term.papers and len(term.examples) < EXAMPLES:
                    term.examples.append((paper.id, sentence))
                term.papers.add(paper.id)


def _cue_ends(words: list[str], cues: dict[str, list[tuple[str, ...]]]) -> set[int]:
    """The places right behind a cue."""
    return {
        i + len(cue)
        for i, word in enumerate(words)
        for cue in cues.get(word, ())
        if tuple(words[i : i + len(cue)]) == cue
    }


def _terms(terms: dict[tuple[str, ...], Term], known: set[str], least: int) -> Iterator[UserLine]:
    """Phrases that are used as methods are, one line for those that differ in number or hyphens only."""
    frequent = {words: term for words, term in terms.items() if len(term.papers) >= least}
    values = c_values({words: term.count for words, term in frequent.items()})
    groups: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(frequent):
        key = fold(" ".join(words))
        if key not in known and _PROCEDURE.fullmatch(words[-1]):
            groups[key].append(words)
    for _, forms in sorted(groups.items()):
        cued, count = sum(frequent[f].cued for f in forms), sum(frequent[f].count for f in forms)
        if cued < max(LEAST_CUED, CUED * count) or sum(values[form] for form in forms) < TERMHOOD:
            continue
        names = sorted(forms, key=lambda form: (-frequent[form].count, form))
        papers = set().union(*(frequent[form].papers for form in forms))
        examples = dict.fromkeys(text for form in names for _, text in sorted(frequent[form].examples))
        yield UserLine(
            add=Label.METHOD,
            name=" ".join(names[0]),
            aliases=tuple(" ".join(form) for form in names[1:]),
            count=len(papers),
            examples=tuple(examples)[:EXAMPLES],
        )


def c_values(counts: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """The C-value of each phrase of two words or more."""
    longer: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for words, count in counts.items():
        for size in range(2, len(words)):
            for part in {words[i : i + size] for i in range(len(words) - size + 1)}:
                longer[part].append(count)
    return {
        words: math.log2(len(words)) * (count - sum(longer[words]) / len(longer[words]) if words in longer else count)
        for words, count in counts.items()
    }
