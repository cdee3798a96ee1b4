"""Token patterns in the form of spaCy's EntityRuler lines: of shapes.jsonl, and of a user's own."""

from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from spacy.attrs import FLAG19, FLAG63
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.records import PatternLine
from kg.model import Label
from kg.names.ids import entity_id
from kg.nlp.classes import class_of
from kg.nlp.spans import CUES, PATTERNS, Mark, read_marks, write_marks
from kg.nlp.words import words_of

Token.set_extension("kg_class", getter=lambda token: class_of(token.text).value, force=True)
CLASS = "kg_class"  # in a pattern: {"_": {"kg_class": {"IN": ["odd", "cap"]}}}


class Flags:
    """Sets of word classes as flags of lexemes: a Matcher tests one bit where an extension would call Python."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.numbers: dict[frozenset[str], int] = {}

    def of(self, classes: frozenset[str]) -> int:
        """The attribute that is True for the words of some classes."""
        if classes not in self.numbers:
            number = FLAG19 + len(self.numbers)
            if number > FLAG63:
                raise ValueError(f"more than {FLAG63 - FLAG19 + 1} sets of word classes in patterns")
            self.vocab.add_flag(partial(_has_class, classes), number)
            self.numbers[classes] = number
        return self.numbers[classes]


@cache
def flags_of(vocab: Vocab) -> Flags:
    """The flags of a vocabulary, which all matchers on it share."""
    return Flags(vocab)


def _has_class(classes: frozenset[str], word: str) -> bool:
    return class_of(word) in classes


def make_matcher(vocab: Vocab, lines: Iterable[PatternLine]) -> Matcher:
    """A Matcher of the longest matches of each line, under the line's id."""
    matcher = Matcher(vocab, validate=False)  # it does not know flags; kg check validates the lines
    patterns: dict[str, list[list[dict[str | int, object]]]] = {}
    for line in lines:
        assert not isinstance(line.pattern, str)
        patterns.setdefault(line.id, []).append([_with_flag(token, flags_of(vocab)) for token in line.pattern])
    for rule, its in patterns.items():
        matcher.add(rule, its, greedy="LONGEST")  # type: ignore[arg-type]  # the stub leaves out numbers of attributes
    return matcher


def _with_flag(token: dict[str, object], flags: Flags) -> dict[str | int, object]:
    """A token's pattern with a flag for its word classes, where they are given as one or as a list."""
    extensions = token.get("_")
    wanted = extensions.get(CLASS) if isinstance(extensions, dict) else None
    classes = wanted.get("IN") if isinstance(wanted, dict) and wanted.keys() == {"IN"} else wanted
    out: dict[str | int, object] = {**token}
    if isinstance(classes, str):
        classes = [classes]
    if isinstance(extensions, dict) and isinstance(classes, list):
        out[flags.of(frozenset(map(str, classes)))] = True
        out["_"] = {name: value for name, value in extensions.items() if name != CLASS}
        if not out["_"]:
            del out["_"]
    return out


class PatternFinder:
    """A user's own token patterns; what they match is an entity without a doubt."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.lines = {str(number): line for number, line in enumerate(lexicon.patterns)}
        numbered = [PatternLine(line.label, line.pattern, number) for number, line in self.lines.items()]
        self.matcher = make_matcher(vocab, numbered)

    def __call__(self, doc: Doc) -> Doc:
        """Mark what the patterns match: label and kb_id are those of the line."""
        marks: list[Mark] = []
        if self.lines:
            found = words_of(doc)
            found.doc._.set(CUES, read_marks(doc, CUES, PATTERNS))  # for patterns that ask for them
            for key, first, last in sorted(self.matcher(found.doc), key=lambda match: match[1:]):
                line = self.lines[found.doc.vocab.strings[key]]
                start, end = found.starts[first], found.ends[last - 1]
                target = line.id or entity_id(Label(line.label), found.text[start:end])
                marks.append(Mark(start, end, "pattern", line.label, target))
        write_marks(doc, PATTERNS, marks)
        return doc


@Language.factory(
    "kg_patterns",
    default_config={"lexicon": []},
    requires=["doc._.kg_words", "doc._.kg_cues"],
    assigns=["doc._.kg_patterns"],
)
def make_kg_patterns(nlp: Language, name: str, lexicon: list[str]) -> PatternFinder:  # noqa: ARG001
    """The component for a user's token patterns; `lexicon` lists the user's lexicon files."""
    return PatternFinder(nlp.vocab, load_lexicon(tuple(map(Path, lexicon))))
