"""Text in TeX, as exports of bibliographies have it, as plain text; formulas stay as they are."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.macrospec import LatexContextDb

# What `pylatexenc` has no text for.
_TEX_SYMBOLS = {
    **{"textless": "<", "textgreater": ">", "textbar": "|", "textquotesingle": "'", "textquotedbl": '"', "slash": "/"},
    **{"textunderscore": "_", "textdollar": "$", "textpercent": "%", "textampersand": "&", "textnumbersign": "#"},
    **{"textbraceleft": "{", "textbraceright": "}", "texttildelow": "~", "textasciicircum": "^"},
    **{"S": "§", "P": "¶", "copyright": "©"},
    **dict.fromkeys(("par", "newline", "linebreak", "item", "noindent", "quad", "qquad", "smallskip", "xspace"), " "),
}
_TEX_FONT = re.compile(
    r"emph|em|underline|mbox|hbox|ensuremath|enquote|mkbib\w+|MakeUppercase|protect|nocase|textsuperscript|textsubscript|"
    r"(?:text|math)(?:rm|it|bf|sc|sl|tt|sf|up|md|normal)?|(?:rm|it|bf|sc|sl|tt|sf)(?:series|shape|family)?"
)
_LETTER = r"(?:\\(?:[ijoOlL]|ae|AE|oe|OE|aa|AA|ss)(?![A-Za-z])|[^\W\d_])"
_TEX_TOKEN = re.compile(
    rf"""
      (?P<link> https?://(?:\\[_%&\#$~-]|[^\s{{}}\\$])+ )
    | \\url\s*\{{(?P<url>[^{{}}]*)\}}
    | \\href\s*\{{(?P<target>[^{{}}]*)\}}
    | (?P<formula> \$\$[^$]+\$\$ | \$(?![\s$])(?:\\.|[^$\\])*(?<!\s)\$ | \\\((?:(?!\\[()]).){{1,999}}\\\)
        | \\\[(?:(?!\\[\[\]]).){{1,999}}\\\] )
    | (?P<accent> \\(?:["'`^~=.]|[uvHcdbkrt](?![A-Za-z]))\s*(?:\{{{_LETTER}\}}|{_LETTER}) )
    | (?P<power> \\textsuperscript\s*\{{(?=[-+\d]) )
    | \\(?:begin|end)\s*\{{(?P<list>itemize|enumerate|abstract|quote|center)\}}
    | \\(?P<word>[A-Za-z]+)
    | \\(?P<sign>.)(?:\{{\}})?
    | (?P<other> [{{}}] | ---? | `` | '' | (?<=[\w.,:;)])~(?=[\w(\\$]) )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEX_SIGNS = {**dict.fromkeys("\\ ,;:\n\t", " "), **dict.fromkeys("!/-@*", "")}
_TEX_OTHERS = {"{": "", "}": "", "--": "–", "---": "—", "``": "“", "''": "”", "~": " "}
_ARGUMENTS = re.compile(r"(?:\[[^\[\]{}]*\])?(?:\{[^{}]*\})*")


def plain_of_tex(text: str) -> str:
    """The text that a piece of TeX shows; formulas, and commands that nobody knows, stay as they are."""
    if not re.search(r"[\\{}~]|--|``|''", text):
        return text
    pieces, at = list[str](), 0
    while token := _TEX_TOKEN.search(text, at):
        shown, end = _shown_token(token)
        pieces += (text[at : token.start()], shown)
        at = end
    return "".join((*pieces, text[at:]))


def verbatim_of_tex(text: str) -> str:
    """A link or an identifier without the escapes that exports write into it."""
    text = text.replace("\\textasciitilde", "~").replace("\\textasciicircum", "^")
    return re.sub(r"\\url\b|[{}\s]|\\(?=[_%&#~$-])", "", text)


def _shown_token(token: re.Match[str]) -> tuple[str, int]:
    """What a token shows, and where it ends."""
    kind, text = token.lastgroup or "", token[token.lastgroup or 0]
    match kind:
        case "accent":
            return _accented_letter(text), token.end()
        case "link" | "url":
            return verbatim_of_tex(text), token.end()
        case "target":
            return f"{verbatim_of_tex(text)} ", token.end()
        case "power" | "list":
            return {"power": "^"}.get(kind, " "), token.end()
        case "sign":
            return _TEX_SIGNS.get(text, text if text in "%&_#$~^{}" else token[0]), token.end()
        case "other":
            return _TEX_OTHERS[text], token.end()
        case "word":
            return _command(text, token.string, token.end())
        case _:
            return text, token.end()


def _command(name: str, text: str, end: int) -> tuple[str, int]:
    """What a command shows, and where it ends: with the white space behind it, as in TeX."""
    symbol = _TEX_SYMBOLS.get(name) or _symbol(name)
    if symbol or _TEX_FONT.fullmatch(name):
        while text[end : end + 1].isspace():
            end += 1
        return symbol or "", end
    rest = _ARGUMENTS.match(text, end)
    kept = rest[0] if rest else ""
    end += len(kept)
    # Its braces go, and it must not run into what they hold.
    return f"\\{name}{kept}{' ' * (text[end : end + 1] == '{')}", end


@cache
def _context() -> "LatexContextDb":
    from pylatexenc.latex2text import get_default_latex_context_db

    # Not the categories with placeholders ("<ref>") and with input from files.
    return get_default_latex_context_db().filter_context(
        keep_categories=["latex-base", "nonascii-specials", "advanced-symbols"]
    )


@lru_cache(maxsize=4096)
def _symbol(name: str) -> str:
    """The characters that a command stands for; empty if it is no symbol."""
    if name == "today":  # the same input must give the same graph tomorrow
        return ""
    shown = getattr(_context().get_macro_spec(name), "simplify_repl", None)
    return shown if isinstance(shown, str) and "%" not in shown else ""


@lru_cache(maxsize=4096)
def _accented_letter(tex: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text

    shown: str = LatexNodes2Text().latex_to_text(tex)
    return shown
