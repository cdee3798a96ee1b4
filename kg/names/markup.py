"""Text without TeX, HTML and accents, so that its words can be compared."""

import html
import re
import unicodedata

_HAS_MARKUP = re.compile(r"[\\${}<&~]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_MATH = re.compile(r"\$([^$]*)\$")
# In TeX: \"o, \"{o}, \v{c}, \'\i; the letter is kept.
_TEX_ACCENT = re.compile(r"\\(?:[\"'`^~=.]|[uvHtcdbkr](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z]*)\s*\}|\\?([A-Za-z]))")
_FONT = re.compile(
    r"\\(?:emph|text[a-z]*|math[a-z]*|bf|it|rm|sc|sf|tt|em|[hm]box|ensuremath|operatorname|boldsymbol|bm|left|right"
    r"|displaystyle|tiny|small|large|Large)(?![A-Za-z])\*?\s*"
)
# Commands whose signs are no words, as × and → are none.
_SIGN = re.compile(
    r"\\(?:times|cdot|c?dots|ldots|to|[A-Za-z]*arrow|mapsto|infty|sim|approx|pm|mp"
    r"|leq?|geq?|neq?|ll|gg|in|cup|cap|circ|bullet|star|ast|sqrt|sum|prod|int|partial|nabla|forall|exists|quad|qquad"
    r"|prime|dagger|copyright)(?![A-Za-z])|\\[\s,;:!/-]"
)
_COMMAND = re.compile(r"\\(?:var(?=[a-z]{2,7}))?([A-Za-z]+)")
# Letters that are not a letter and an accent to Unicode, and what they are called in TeX.
_LATIN = {"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ȷ": "j", "ħ": "h"}
_LETTER_TABLE = str.maketrans(_LATIN | {letter.upper(): plain for letter, plain in _LATIN.items() if letter != "ı"})
_TEX_LETTER = re.compile(r"\\(ss|ae|oe|aa|dh|dj|th|ell|[olij])(?![A-Za-z])\s*", re.IGNORECASE)
_LETTER_COMMANDS = {"aa": "a", "dh": "d", "dj": "d", "ell": "l"}
_GREEK_LETTER = re.compile("[\u0391-\u03c9]")
_BRACES = str.maketrans({"{": None, "}": None, "\\": None, "~": " "})


def plain_words(text: str) -> str:
    r"""A text for comparison: `G{\"o}del` and Gödel are Godel, `$\beta$` and β are beta, `&amp;` is &, <i> is gone."""
    if _HAS_MARKUP.search(text):
        text = _without_tex(_TAG.sub("", html.unescape(html.unescape(text))))
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTER_TABLE))
    return _GREEK_LETTER.sub(_greek_name, "".join(c for c in decomposed if not unicodedata.combining(c)))


def _without_tex(text: str) -> str:
    text = _MATH.sub(lambda match: re.sub("[_^]", "", match[1]), text)
    if "\\" in text:
        text = _TEX_ACCENT.sub(lambda match: match[1] or match[2] or "", text)
        text = _TEX_LETTER.sub(lambda match: _LETTER_COMMANDS.get(match[1].lower(), match[1]), text)
        text = _SIGN.sub(" ", _FONT.sub("", text))
        text = _COMMAND.sub(r"\1", text)
    return text.translate(_BRACES)


def _greek_name(letter: re.Match[str]) -> str:
    """The name of a Greek letter, as TeX spells it."""
    return unicodedata.name(letter[0], "").rpartition(" ")[2].lower().replace("lamda", "lambda")
