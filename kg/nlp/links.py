"""Links to code, models and data."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.words import Candidate, notes

# Hosts of repositories, and how many parts of the path name one.
HOSTS = {
    "github.com": 2,
    "gitlab.com": 2,
    "bitbucket.org": 2,
    "huggingface.co": 2,
    "anonymous.4open.science": 2,
    "codeberg.org": 2,
    "gitee.com": 2,
    "zenodo.org": 2,
}
_HOST = "|".join(re.escape(host) for host in HOSTS) + r"|gitlab\.[\w.-]+"
_LINK = re.compile(
    rf"(?:https?\s?://\s?)?(?:www\.)?\b(?P<host>{_HOST})/(?P<path>[^\s{{}}<>\"'|\\^`()\[\],;#?]+)", re.IGNORECASE
)
_QUICK = re.compile(r"\b(?:" + "|".join(re.escape(host.split(".")[0]) for host in HOSTS) + r")\.", re.IGNORECASE)
_FOLDERS = {"datasets", "spaces", "collections"}  # first parts of a path that name a kind of thing
_TAIL = ".,;:)*_~"


def repository(host: str, path: str) -> str | None:
    """The address of a repository as `host/owner/name`, or None if the path names none."""
    host = host.lower()
    parts = [part for part in path.rstrip(_TAIL).split("/") if part]
    if not parts:
        return None
    size = HOSTS.get(host, 2) + (host == "huggingface.co" and parts[0] in _FOLDERS)
    parts = parts[:size]
    parts[-1] = parts[-1].removesuffix(".git").rstrip(_TAIL)
    return "/".join([host, *filter(None, parts)])


def address(text: str) -> str:
    """The address of the repository that a link's words name, in their own case."""
    match = _LINK.search(text)
    return f"https://{repository(match['host'], match['path'])}" if match else text


@Language.component("kg_links", assigns=["doc.user_data"])
def find_links(doc: Doc) -> Doc:
    """Note each link to a repository."""
    found = notes(doc)
    text = found.text.text
    if not _QUICK.search(text):
        return doc
    for match in _LINK.finditer(text):
        target = repository(match["host"], match["path"])
        if target:
            end = match.start() + len(match.group().rstrip(_TAIL))
            found.candidates.append(Candidate(match.start(), end, "link", "Repository", f"repository:{target.lower()}"))
    return doc
