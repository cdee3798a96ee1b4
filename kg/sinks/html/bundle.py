"""The page's modules as one script, and its style sheets as one: joined as text, so that an export needs no node.

The modules use a part of what JavaScript allows, which the tests check: `import { a, b } from './c.js';` without
renaming, `export` before a declaration, and no top-level name twice."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

IMPORT = re.compile(r"^import \{[^}]*\} from '\./([\w-]+)\.js';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|let|function|class)\b)", re.MULTILINE)
STYLES = ("base", "top", "filters", "map", "panel", "charts", "heat", "table", "narrow", "print")


def page_folder() -> Path:
    """Where the parts of the page are."""
    return Path(str(files("kg.sinks.html") / "page"))


@cache
def page_script() -> str:
    """All of the page's own code as one function, so that nothing of it is global."""
    return "(() => {\n'use strict';\n" + "\n".join(_modules("app", {}).values()) + "})();\n"


def _modules(name: str, done: dict[str, str]) -> dict[str, str]:
    """A module after those that it imports."""
    if name not in done:
        done[name] = ""  # modules may import each other: what they share is then used later than it is made
        text = _page_text(f"{name}.js")
        for other in IMPORT.findall(text):
            _modules(other, done)
        del done[name]
        done[name] = EXPORT.sub("", IMPORT.sub("", text))
    return done


@cache
def page_style() -> str:
    """The style sheets of the parts, one after the other."""
    return "\n".join(_page_text(f"{name}.css") for name in STYLES)


@cache
def page_libraries() -> str:
    """vis-network as pyvis ships it, less the reference to a source map, and vendor/ with its licences."""
    vis = (files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    own = _page_text("vendor/libraries.js")
    return re.sub(r"//# sourceMappingURL=.*", "", vis).replace("\r\n", "\n") + "\n" + own


def _page_text(name: str) -> str:
    return (page_folder() / name).read_text(encoding="utf-8")
