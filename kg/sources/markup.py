"""Text without the mark-up that publishers' metadata has in titles and abstracts."""

import html
import re
from html.entities import html5

# Only tags that such metadata has, so that "a <b and c> d" stays as it is.
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>"
_ABSTRACT_HEADING = re.compile(
    rf"<(jats:title|title|h\d){_ATTRIBUTES}\s*(?:abstract|summary)\W?\s*</\1>", re.IGNORECASE
)
BLOCK_TAGS = r"jats:(?:p|sec|title|list|list-item|label)|p|br|div|h\d|li|ol|ul|sec|section|title"
_BLOCK = re.compile(rf"</?(?:{BLOCK_TAGS}){_ATTRIBUTES}", re.IGNORECASE)
_INLINE_TAGS = r"jats:[a-z-]+|mml:[a-z]+|b|em|i|sc|scp|span|strong|sub|sup|tt|u"
_INLINE = re.compile(rf"</?(?:{_INLINE_TAGS}){_ATTRIBUTES}", re.IGNORECASE)
_CLOSING_TAG = re.compile(rf"</(?:{BLOCK_TAGS}|{_INLINE_TAGS})>", re.IGNORECASE)
_HTML_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,31});", re.IGNORECASE)


def without_markup(text: str) -> str:
    """JATS and HTML as plain text: paragraphs are kept apart, and words with a tag inside stay whole."""
    text = _INLINE.sub("", _BLOCK.sub(" ", _ABSTRACT_HEADING.sub(" ", text)))
    return _HTML_ENTITY.sub(_character, text)


def without_tags(text: str) -> str:
    """The same of text that has such tags; other text stays as it is, entities too."""
    return without_markup(text) if _CLOSING_TAG.search(text) else text


def _character(entity: re.Match[str]) -> str:
    text = entity.group()
    # Of a longer name that is unknown, `unescape` would take the beginning: "&notit;".
    return html.unescape(text) if text[1] == "#" or text[1:] in html5 else text
