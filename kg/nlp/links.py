"""Links to code, models and data."""

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

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
    rf"(?:https?\s?://\s?)?(?:www\.)?(?P<host>{_HOST})/(?P<path>[^\s{{}}<>\"'|\\^`()\[\],;#?]+)", re.IGNORECASE
)
_FOLDERS = {"datasets", "spaces", "collections", "r"}  # first parts of a path that name a kind of thing


def repository(host: str, path: str) -> str | None:
    """The address of a repository as `host/owner/name`, or None if the path names none."""
    parts = [part for part in path.rstrip(".,;:)*_~").split("/") if part]
    size = HOSTS.get(host.lower(), 2) + (bool(parts) and parts[0] in _FOLDERS and host.lower() == "huggingface.co")
    if not parts:
        return None
    parts = parts[:size]
    parts[-1] = parts[-1].removesuffix(".git").rstrip(".,;:)")
    return "/".join([host.lower(), *filter(None, parts)])


def address(text: str) -> str:
    """The address of the repository that a link's words name, in their own case."""
    match = _LINK.search(text)
    return f"https://{repository(match['host'], match['path'])}" if match else text


@Language.component("kg_links", assigns=["doc.spans"])
def find_links(doc: Doc) -> Doc:
    """Add a candidate for each link to a repository."""
    found = doc.spans.setdefault("candidates", []) if "candidates" not in doc.spans else doc.spans["candidates"]
    if "/" not in doc.text:
        return doc
    for match in _LINK.finditer(doc.text):
        address = repository(match["host"], match["path"])
        text = match.group().rstrip(".,;:)*_~")
        span = doc.char_span(match.start(), match.start() + len(text), alignment_mode="expand")
        if address and span is not None:
            found.append(
                Span(
                    doc, span.start, span.end, label="Repository", span_id="link", kb_id=f"repository:{address.lower()}"
                )
            )
    return doc
