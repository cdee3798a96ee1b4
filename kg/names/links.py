"""Links to repositories of code, models and data."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import msgspec

from kg.model import Entity, Label, Mention, Relation
from kg.names.lists import Host, hosts

CODE_RULE = "record"  # of mentions in a record's own field for code
_TAIL = ".,;:)*_~=&-"  # ends a sentence or a mark-up, never a link
_INSIDE = r"[^\s{}<>\"'|\\^`()\[\],;#?!\x7f-\U0010ffff]"  # a sign beyond ASCII is the sentence's


def find_links(text: str) -> Iterator[re.Match[str]]:
    """The links to repositories in a text, as matches with the groups `host` and `path`."""
    lower = text.lower()
    return (
        link_pattern().finditer(text)
        if any(host in lower for host in _hosts_by_name()) or "gitlab." in lower
        else iter(())
    )


@cache
def link_pattern() -> re.Pattern[str]:
    """The pattern of links to repositories, with the groups `host` and `path`."""
    names = "|".join(map(re.escape, _hosts_by_name())) + r"|gitlab\.[\w.-]+"
    first = "".join(sorted({*"hwgs", *(host[0] for host in hosts())}))  # for speed
    prefix = rf"(?=[{first}])(?<![\w.])(?:(?:https?\s?://\s?)?(?:www\.)?|(?:ssh://)?git@)\b"
    link = rf"{prefix}(?P<host>{names})[/:](?P<path>{_INSIDE}*(?![{re.escape(_TAIL)}]){_INSIDE})"
    return re.compile(link, re.IGNORECASE | re.ASCII)  # or else k would be the sign of kelvin, beyond ASCII


def repository(host: str, path: str) -> str | None:
    """The address of a repository as `host/owner/name`, or None if the path names none."""
    known = _hosts_by_name().get(host.lower())
    host = known.host if known else host.lower()
    path = path.partition("@")[0]  # as in "owner/name@v1.0"
    parts = [part for part in path.rstrip(_TAIL).split("/") if part]
    if not parts or (known and parts[0].lower() in known.pages):
        return None
    parts = parts[: 3 if known and parts[0] in known.folders else 2]
    parts[-1] = parts[-1].removesuffix(".git")
    return "/".join([host, *parts]) if parts[-1] else None


def address(text: str) -> str:
    """The address of the repository that a link names, in its own case; the text itself if it is not such a link."""
    match = link_pattern().search(text)
    found = match and repository(match["host"], match["path"])
    return f"https://{found}" if found else text


def code_entity(code: str) -> Entity | None:
    """The repository that a record's own code link names, as the paper's code; None if it is no such link."""
    match = link_pattern().search(code)
    found = match and repository(match["host"], match["path"])
    if not found:
        return None
    mention = Mention("code", 0, len(code), code, CODE_RULE)
    aliases = () if found.partition("/")[0] in code else (code,)  # as "hf.co/owner/name"
    return Entity(
        Label.REPOSITORY, f"https://{found}", aliases, Relation.HAS_CODE, f"repository:{found.lower()}", (mention,)
    )


def with_code(entities: tuple[Entity, ...], code: str) -> tuple[Entity, ...]:
    """The entities of a paper with the repository of its code link, which may be one of them."""
    own = code_entity(code)
    if own is None:
        return entities
    same = next((entity for entity in entities if entity.id == own.id), None)
    if same is None:
        return (*entities, own)
    # Cues of LINKS_TO would contradict the record.
    cues = same.cues if same.relation is Relation.HAS_CODE else ()
    merged = msgspec.structs.replace(
        same, relation=Relation.HAS_CODE, mentions=(*same.mentions, *own.mentions), cues=cues
    )
    return tuple(merged if entity is same else entity for entity in entities)


def address_key(form: str) -> str:
    """The key of a link: two links with the same key lead to the same repository."""
    text = unicodedata.normalize("NFKC", form).strip().casefold()
    text = re.sub(r"^https?://(www\.)?", "", text)
    text = re.split(r"[{}\s#?]", text)[0].rstrip("/.,;:)").removesuffix(".git")
    host, slash, path = text.partition("/")
    return f"{_hosts_by_name()[host].host}{slash}{path}" if host in _hosts_by_name() else text


@cache
def _hosts_by_name() -> dict[str, Host]:
    """The hosts by their names and other names."""
    return {name: host for host in hosts().values() for name in (host.host, *host.aliases)}
