"""Text without the mark-up that publishers' metadata has in titles and abstracts."""

import html
import re
from collections import deque
from html.entities import html5

# Only tags that such metadata has, so that "a <b and c> d" stays as it is.
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
_ABSTRACT_HEADING = re.compile(
    rf"<(jats:title|title|h\d){_ATTRIBUTES}\s*(?:abstract|summary)\W?\s*</\1>", re.IGNORECASE
)
BLOCK_TAGS = r"jats:(?:p|sec|title|list|list-item|label)|p|br|div|h\d|li|ol|ul|sec|section|title"
_INLINE_TAGS = r"jats:[a-z-]+|mml:[a-z]+|b|em|i|sc|scp|span|strong|sub|sup|tt|u"
_MARKUP_TAG = re.compile(
    rf"<(?P<close>/?)(?:(?P<block>{BLOCK_TAGS})|(?P<inline>{_INLINE_TAGS})){_ATTRIBUTES}", re.IGNORECASE
)
_FORMULA = re.compile(r"\$\$[^$]+\$\$|(?<!\\)\$(?![\s$])(?:\\.|[^$\\])*(?<!\s)\$", re.DOTALL)
_CLOSING_TAG = re.compile(rf"</(?:{BLOCK_TAGS}|{_INLINE_TAGS})>", re.IGNORECASE)
_HTML_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,31});", re.IGNORECASE)


def without_markup(text: str) -> str:
    """JATS and HTML as plain text: paragraphs are kept apart, and words with a tag inside stay whole."""
    return _HTML_ENTITY.sub(_character, _untagged(_ABSTRACT_HEADING.sub(" ", text)))


def _untagged(text: str) -> str:
    """Text without its tags; "a<b>c" may compare, so what is not closed, or not in the same formula, is kept."""
    tags = list(_MARKUP_TAG.finditer(text))
    if not tags:
        return text
    formulas = deque(found.span() for found in _FORMULA.finditer(text))
    gone = set[int]()
    opened: dict[str, list[tuple[int, tuple[int, int] | None]]] = {}
    for place, tag in enumerate(tags):
        name = (tag["block"] or tag["inline"]).lower()
        while formulas and formulas[0][1] <= tag.start():
            formulas.popleft()
        formula = formulas[0] if formulas and formulas[0][0] < tag.start() else None
        if tag["close"]:
            gone.add(place)
            while stack := opened.get(name):
                begin, its_formula = stack.pop()
                if its_formula in (None, formula):
                    gone.add(begin)
                    break
        elif ":" in name or tag[0].endswith("/>") or (tag["block"] and not formula):
            gone.add(place)
        else:
            opened.setdefault(name, []).append((place, formula))
    pieces, at = list[str](), 0
    for place in sorted(gone):
        pieces += (text[at : tags[place].start()], " " if tags[place]["block"] else "")
        at = tags[place].end()
    return "".join((*pieces, text[at:]))


def without_tags(text: str) -> str:
    """The same of text that has such tags; other text stays as it is, entities too."""
    return without_markup(text) if _CLOSING_TAG.search(text) else text


def _character(entity: re.Match[str]) -> str:
    text = entity.group()
    # Of a longer name that is unknown, `unescape` would take the beginning: "&notit;".
    return html.unescape(text) if text[1] == "#" or text[1:] in html5 else text
