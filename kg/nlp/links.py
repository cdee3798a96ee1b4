"""Links to code, models and data."""

import re
from functools import cache

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.lexicon import data_folder, read_lines
from kg.model import Label
from kg.nlp.spans import LINKS, Mark, write_marks
from kg.nlp.words import words_of

_TAIL = ".,;:)*_~"  # what ends a sentence or a mark-up, and no link


class Host(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of hosts.jsonl: a host of repositories, and first parts of a path that name a kind of thing on it."""

    host: str
    folders: tuple[str, ...] = ()


@cache
def hosts() -> dict[str, Host]:
    """The hosts of hosts.jsonl."""
    return {line.host: line for _, line in read_lines(data_folder() / "hosts.jsonl", Host)}


@cache
def _pattern() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """What only texts with links have in lower case, and the pattern of links, with the groups `host` and `path`."""
    quick = sorted({host.split(".")[0] + "." for host in [*hosts(), "gitlab."]})
    names = "|".join(map(re.escape, hosts())) + r"|gitlab\.[\w.-]+"
    link = rf"(?:https?\s?://\s?)?(?:www\.)?\b(?P<host>{names})/(?P<path>[^\s{{}}<>\"'|\\^`()\[\],;#?]+)"
    return tuple(quick), re.compile(link, re.IGNORECASE)


def repository(host: str, path: str) -> str | None:
    """The address of a repository as `host/owner/name`, or None if the path names none."""
    host = host.lower()
    parts = [part for part in path.rstrip(_TAIL).split("/") if part]
    if not parts:
        return None
    known = hosts().get(host)
    parts = parts[: 3 if known and parts[0] in known.folders else 2]
    parts[-1] = parts[-1].removesuffix(".git").rstrip(_TAIL)
    return "/".join([host, *filter(None, parts)])


def address(text: str) -> str:
    """The address of the repository that a link's words name, in their own case."""
    match = _pattern()[1].search(text)
    return f"https://{repository(match['host'], match['path'])}" if match else text


@Language.component("kg_links", requires=["doc._.kg_words"], assigns=["doc._.kg_links"])
def find_links(doc: Doc) -> Doc:
    """Mark each link to a repository."""
    quick, link = _pattern()
    text = words_of(doc).text
    lower = text.lower()
    marks = []
    for match in link.finditer(text) if any(start in lower for start in quick) else ():
        if target := repository(match["host"], match["path"]):
            end = match.start() + len(match.group().rstrip(_TAIL))
            marks.append(Mark(match.start(), end, "link", Label.REPOSITORY, f"repository:{target.lower()}"))
    write_marks(doc, LINKS, marks)
    return doc
