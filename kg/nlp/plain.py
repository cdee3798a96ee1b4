"""A text without its mark-up (TeX, HTML, Markdown, odd Unicode), with the way back to the original."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_ACCENTS = {
    mark: chr(code)
    for mark, code in zip(
        "\"'`^~=.uvHcdbkr",
        (0x308, 0x301, 0x300, 0x302, 0x303, 0x304, 0x307, 0x306, 0x30C, 0x30B, 0x327, 0x323, 0x331, 0x328, 0x30A),
        strict=True,
    )
}
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "i": "i"}
GREEK = {
    (name := unicodedata.name(letter).removeprefix("GREEK SMALL LETTER ").lower().replace("lamda", "lambda")): letter
    for letter in "αβγδεζηθικλμνξπρστυφχψω"
}
_SYMBOLS = (
    GREEK
    | {name.capitalize(): letter.upper() for name, letter in GREEK.items()}
    | {f"var{name}": GREEK[name] for name in ("epsilon", "theta", "pi", "rho", "phi")}
    | {"infty": "∞"}
)
_UPRIGHT_FONTS = r"text(?:bf|it|tt|sc|rm|sf|sl|up|normal)?|mathrm|mathsf|operatorname|mbox"  # of words in a formula
_FONTS = rf"(?:{_UPRIGHT_FONTS}|emph|underline|math(?:bf|it|cal|bb|tt|frak)|boldsymbol|bm)"
_UPRIGHT = re.compile(rf"\\(?:{_UPRIGHT_FONTS})\{{(?P<keep>[^{{}}]*)\}}")
_STYLED = re.compile(rf"\\{_FONTS}[ \t]*\{{(?P<keep>[^{{}}]*)\}}")
_TAGS = r"(?:jats:\w+|i|b|u|em|strong|sub|sup|tt|code|span|italic|bold|sc|p)"
_BLOCKS = r"(?:jats:)?(?:title|p|sec|list|list-item|h[1-6]|li|ul|ol|div|section|abstract|br)"
_HOSTS = r"(?:github\.com|gitlab\.com|huggingface\.co|hf\.co|bitbucket\.org)"
_BROKEN_HOST = r"\b(?:github|gitlab|huggingface|bitbucket)"
# A link broken inside its host, at a slash, that of its host or of the repository's owner, or behind a hyphen.
_BROKEN = (
    re.compile(rf"(?P<keep>{_BROKEN_HOST})\s(?=\.\s?(?:com|co|org)/\w)"),
    re.compile(rf"(?P<keep>{_BROKEN_HOST}\.)\s(?=(?:com|co|org)/\w)"),
    re.compile(rf"(?P<keep>{_HOSTS}(?:/[\w.-]+)?)[ \t](?=/[\w.-])"),
    re.compile(rf"(?P<keep>{_HOSTS}/)(?:\n(?=\w)|\s(?=[\w.-]+(?:/\s?[\w.-]|[.,;)]|\s*$)))"),
    re.compile(rf"(?P<keep>{_HOSTS}/[\w.-]+/)(?:\n(?=\w)|\s(?=[\w.-]+(?:/[\w.-]|[.,;)]|\s*$)))"),
    re.compile(rf"(?P<keep>{_HOSTS}/[\w.-]+/(?:[\w.]+-)+)\n(?=\w)"),
)
Replace = Callable[[re.Match[str]], str]


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match["letter"] + _ACCENTS[match["accent"]])


def _formula(match: re.Match[str]) -> str:
    """A short formula inside a name ("$\\beta$-VAE", "$\\pi_0$")."""
    text = re.sub(r"\\([a-zA-Z]+)\s?", lambda command: _SYMBOLS.get(command[1], command[0]), match["formula"])
    text = _UPRIGHT.sub(r"\g<keep>", text)
    text = text.translate(str.maketrans("", "", "{}_^ "))
    return match[0] if "\\" in text else text


# In this order, and none over a blank line, which ends the title. What a pattern matches is replaced by its group
# `keep`, or by what the function makes of it.
_RULES: tuple[tuple[re.Pattern[str], Replace | None], ...] = (
    # Between a heading and its paragraph, or two paragraphs, which no name goes over.
    (re.compile(rf"(?<=[^\s>])(?:</?{_BLOCKS}(?:\s[^<>]*)?/?>){{2,}}(?=[^\s<])"), lambda _: "\n"),
    (re.compile(rf"(?P<keep>)</?{_TAGS}(?:\s[^<>]*)?/?>"), None),
    (re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+);"), lambda match: html.unescape(match[0])),
    (
        re.compile(r"\\(?P<accent>[\"'`^~=.]|[uvHcdbkr](?=[ {]))[ \t]*(?P<open>\{)?\\?(?P<letter>[A-Za-z])(?(open)\})"),
        _accented,
    ),
    (
        re.compile(r"\\(?P<letter>ss|ae|AE|aa|AA|[oOlLi])(?:\{\}|(?![A-Za-z]) ?)"),
        lambda match: _LETTERS[match["letter"]],
    ),
    (  # "Poincar{\'e}", but not "\textbf{\'e}"
        re.compile(r"(?P<command>\\[A-Za-z]+[ \t]*)?\{(?P<letter>[\u00c0-\u024f])\}"),
        lambda match: match[0] if match["command"] else match["letter"],
    ),
    (re.compile(rf"\$\\{_FONTS}\{{(?P<keep>[^{{}}$]*)\}}\$"), None),  # "$\mathsf{Name}$"
    (re.compile(r"\$(?P<formula>[^$\s]{1,40})\$(?=[-\w\s,.;:)]|$)"), _formula),
    (_STYLED, None),
    (_STYLED, None),  # one inside the other
    (re.compile(r"(?P<math>\$)?\{\\(?:bf|it|em|rm|sc|tt|sl)[ \t]+(?P<keep>[^{}]*)\}(?(math)\$)"), None),
    (re.compile(r"(?<=\w) ?[®™]"), lambda _: ""),
    (re.compile(r"(?P<keep>\b[A-Z][A-Za-z]{2,20})\((?:R|TM)\)"), None),  # "Intel(R)", but not "rank(R)"
    (re.compile(r"(?P<stars>\*{2,3})(?P<keep>[^*\n]{1,60}?)(?P=stars)"), None),
    (re.compile(r"(?<![\w*])\*(?P<keep>[A-Z])\*(?=[a-z])"), None),  # "*C*ausal"
    (re.compile(r"(?<![\w*])\*(?P<keep>[A-Za-z][^*\n]{0,60})\*(?![\w*])"), None),
    (re.compile(r"(?<![\w`'])(?P<ticks>`{1,2})(?P<keep>[A-Za-z][^`'\n]{0,60})(?P=ticks)(?![\w`'])"), None),
    (re.compile(r"(?<![\w\\_])(?P<bars>_{1,2})(?P<keep>[A-Za-z][^_\n]{0,60})(?P=bars)(?![\w_])"), None),
    (re.compile(r"(?<=\w)(?:\{\\?(?P<sign>[_-])\}|\$\\_\$)(?=\w)"), lambda match: match["sign"] or "_"),
    (re.compile(r"\\textunderscore(?:\{\}| |(?![A-Za-z]))"), lambda _: "_"),
    (re.compile(r"(?<=\w)\\-(?=\w)"), lambda _: ""),  # where TeX may break a word
    (re.compile(r"\\(?P<keep>[_&%#]|/(?=[\w/\\]))"), None),
    (re.compile(r"(?<=\w)~(?=\w)|\\,"), lambda _: " "),
    (re.compile(r"(?<=\w)--(?=\w)"), lambda _: "–"),
    *((pattern, None) for pattern in _BROKEN),
    (re.compile(r"[A-Za-z][\u0300-\u036f]+"), lambda match: unicodedata.normalize("NFC", match[0])),
    (re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]"), lambda _: ""),  # a soft hyphen, spaces without width
    (re.compile(r"[\u2010\u2011\u2212]"), lambda _: "-"),
    (
        re.compile(r"[\u00a0\u00b5\u2009\u202f\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]"),
        lambda match: unicodedata.normalize("NFKC", match[0]),
    ),
)
_MARKED = re.compile(
    r"[\\$<&~`®™\u0300-\u036f\u200b-\u200d\u2010\u2011\u2060\u2212\ufeff\u00a0\u00ad\u00b5\u2009\u202f\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]|\*[*A-Za-z]|(?<![\w\\])_{1,2}[A-Za-z]|--|[/-]\s|\s/[\w.-]|\s\.co|\.\s(?:com?|org)/|[A-Za-z]\((?:R|TM)\)"
)
LONGEST_STYLED = 40  # characters of a name with mark-up around it
_LONGEST_CHUNK = 1_000  # characters without a space: no word, and no link that anybody typed
_CHUNKS = re.compile(rf"\S{{{_LONGEST_CHUNK + 1},}}")
LONGEST_STARS = 4  # one more than are mark-up
_STARS, _STARS_BEFORE = re.compile(r"\*{1,3}"), re.compile(r"(?<!\*)\*{1,3}$")  # in Markdown
_OPENER = re.compile(r"\\\w+[ \t]*\{$")


class Plain(NamedTuple):
    """A text without mark-up, and where each of its characters starts and ends in the original."""

    text: str
    original: str
    starts: list[int] | None = None  # None: the text is the original
    ends: list[int] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where some characters of the plain text are in the original."""
        if self.starts is None or self.ends is None:
            return start, end
        first, last = self.starts[start], self.ends[end - 1]
        within = self.original[first:last]
        if within.count("}") > within.count("{") and (opener := _OPENER.search(self.original, 0, first)):
            first = opener.start()  # "\textbf{C}ausal" is one word with its mark-up
        if len(_STARS.findall(within)) % 2:  # so are "**C**ausal" and "*C*ausal"
            if before := _STARS_BEFORE.search(self.original, max(0, first - LONGEST_STARS), first):
                first = before.start()
            elif behind := _STARS.match(self.original, last):
                last = behind.end()
        return first, last

    def styled(self) -> Iterator[tuple[int, int]]:
        """What had mark-up around it, if it is short and of whole words ("\\textsc{Ferryman}")."""
        if self.starts is None or self.ends is None:
            return
        last = len(self.text)
        bare = zip([0, *self.ends], [*self.starts, len(self.original)], strict=True)
        gaps = [at for at, (end, start) in enumerate(bare) if end < start]
        for start, end in pairwise(gaps):
            whole = not (start and self.text[start - 1].isalnum()) and not (end < last and self.text[end].isalnum())
            text = self.text[start:end]
            short = len(text) <= LONGEST_STYLED and "\n" not in text
            if whole and short and text[0].isalnum() and not text[-1].isspace():
                yield start, end


def blank_chunks(text: str) -> str:
    """The text with spaces for what is too long to be a word, as a tokenizer takes the square of its length in time."""
    if max(map(len, text.split()), default=0) <= _LONGEST_CHUNK:
        return text
    return _CHUNKS.sub(lambda chunk: " " * len(chunk[0]), text)


@lru_cache(maxsize=8)
def plain_text(text: str) -> Plain:
    """A text as it is read."""
    if not _MARKED.search(text):
        return Plain(blank_chunks(text), text)
    plain = Plain(text, text, [*range(len(text))], [*range(1, len(text) + 1)])
    for pattern, replace in _RULES:
        plain = _substitute(plain, pattern, replace)
    plain = plain._replace(text=blank_chunks(plain.text))
    return plain if plain.text != text else Plain(text, text)


def _substitute(plain: Plain, pattern: re.Pattern[str], replace: Replace | None) -> Plain:
    assert plain.starts is not None
    assert plain.ends is not None
    text, starts, ends = "", list[int](), list[int]()
    at = 0
    for match in pattern.finditer(plain.text):
        kept = slice(*match.span("keep")) if replace is None else None
        for piece in (slice(at, match.start()), kept):
            if piece is not None:
                text += plain.text[piece]
                starts += plain.starts[piece]
                ends += plain.ends[piece]
        if replace is not None:
            made = replace(match)
            text += made
            if made == match[0]:
                starts += plain.starts[match.start() : match.end()]
                ends += plain.ends[match.start() : match.end()]
            else:
                starts += [plain.starts[match.start()]] * len(made)
                ends += [plain.ends[match.end() - 1]] * len(made)
        at = match.end()
    if not at:
        return plain
    rest = slice(at, None)
    return Plain(text + plain.text[rest], plain.original, starts + plain.starts[rest], ends + plain.ends[rest])
