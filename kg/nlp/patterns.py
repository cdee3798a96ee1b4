"""Token patterns in the form of spaCy's EntityRuler lines: of shapes.jsonl, and of a user's own."""

from collections.abc import Iterable
from typing import Self

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.knowledge.check import check_lexicons
from kg.knowledge.lexicon import Lexicon, config_paths, fresh_lexicon
from kg.knowledge.records import PatternLine
from kg.model import KgError, Label
from kg.names.ids import entity_id, name_slug
from kg.nlp.classes import class_of
from kg.nlp.flags import class_flag
from kg.nlp.pattern_check import check_patterns
from kg.nlp.spans import CUES, PATTERNS, Mark, read_marks, write_marks
from kg.nlp.words import words_of

CLASS = "kg_class"  # in a pattern: {"_": {"kg_class": {"IN": ["odd", "capitalised"]}}}


def _class(token: Token) -> str:
    """The word class of a token, for patterns of any Matcher."""
    return class_of(token.text).value


Token.set_extension(CLASS, getter=_class, force=True)


def make_matcher(vocab: Vocab, lines: Iterable[PatternLine]) -> Matcher:
    """A Matcher of the longest matches of each line, under the line's id."""
    matcher = Matcher(vocab, validate=False)  # validation refuses flags; kg check validates the lines
    patterns: dict[str, list[list[dict[str, object]]]] = {}
    for line in lines:
        assert not isinstance(line.pattern, str)
        patterns.setdefault(line.id, []).append([_with_flag(token, vocab) for token in line.pattern])
    for rule, its in patterns.items():
        matcher.add(rule, its, greedy="LONGEST")
    return matcher


def _with_flag(token: dict[str, object], vocab: Vocab) -> dict[str, object]:
    """A token's pattern with a flag for its word classes: a Matcher tests one bit where it would call Python."""
    asked = token.get("_")
    if not isinstance(asked, dict):
        return token
    wanted = asked.get(CLASS)
    if isinstance(wanted, dict) and wanted.keys() == {"IN"}:
        wanted = wanted["IN"]
    classes = frozenset([wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else ())
    if not classes or not (number := class_flag(classes, vocab)):
        return token
    others = {name: value for name, value in asked.items() if name != CLASS}
    return (
        {key: value for key, value in token.items() if key != "_"}
        | {f"FLAG{number}": True}
        | ({"_": others} if others else {})
    )


class PatternFinder:
    """A user's own token patterns; what they match is an entity without a doubt."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab, self.lexicon = vocab, lexicon
        self.lines = {str(number): line for number, line in enumerate(lexicon.patterns)}
        numbered = [PatternLine(line.label, line.pattern, number) for number, line in self.lines.items()]
        self.matcher = make_matcher(vocab, numbered)

    def __reduce__(self) -> tuple[type[Self], tuple[Vocab, Lexicon]]:
        """Make it anew when it is unpickled: a pickled Matcher no longer takes the longest match."""
        return type(self), (self.vocab, self.lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Mark what the patterns match: label and target are those of the line."""
        found, cues = words_of(doc), read_marks(doc, CUES, PATTERNS)
        marks: list[Mark] = []
        if self.lines:
            found.doc._.set(CUES, cues)  # for patterns that ask for them
            for key, first, last in sorted(self.matcher(found.doc), key=lambda match: match[1:]):
                line = self.lines[self.vocab.strings[key]]
                start, end = found.starts[first], found.ends[last - 1]
                if "\n\n" in found.text[start:end]:
                    continue  # no name goes over the end of the title
                if not (line.id or name_slug(found.text[start:end])):
                    continue  # nor is one of punctuation marks alone
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
    """The component for a user's token patterns; `lexicon` lists the user's lexicon files.

    Raises:
        KgError: one of them is not valid.
    """
    paths = [*config_paths(lexicon)]
    if problems := check_patterns(check_lexicons(paths).patterns):
        raise KgError(problems[0])
    return PatternFinder(nlp.vocab, fresh_lexicon(tuple(paths)))
