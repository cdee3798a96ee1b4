r"""arXiv's mails of new papers: records between lines of dashes, with header and abstract between lines of "\\"."""

import re
from collections.abc import Iterator

from kg.model import KgError, Paper, Source
from kg.sources.blocks import blocks, check_block
from kg.sources.records import Record, arxiv_id_of, to_paper
from kg.sources.tex import plain_of_tex
from kg.sources.text import Problem, Reporter, SourceText
from kg.sources.values import people_of

_MAIL_NUMBER = r"(?:arXiv|Paper): ?(?P<number>[\w.-]+(?:/\d+)?)(?: \(.*)?[ \t]*"
_MAIL_START = re.compile(rf"^\\\\[ \t]*\n{_MAIL_NUMBER}$", re.MULTILINE)
_MAIL_RECORD = re.compile(rf"{_MAIL_NUMBER}$")
_MAIL_FIELD = re.compile(r"^([A-Z][\w-]+)(?: \(v\d+\))?:[ \t]*", re.MULTILINE)
_MAIL_RULE = re.compile(r"^\\\\.*$", re.MULTILINE)
_MAIL_DASHES = re.compile(r"^(?:-{20,}|%%(?:--%%)+.*)$", re.MULTILINE)
_MAIL_SIZE = re.compile(r"\s*\(\d+kb.*")


def is_arxiv_mail(head: str) -> bool:
    """Whether a text that begins like this is a mail of new papers, with or without the headers of mail."""
    return any(arxiv_id_of(f"arXiv:{found['number']}") for found in _MAIL_START.finditer(head))


def read_arxiv_mail(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a mail; those without an abstract, as replaced, are reported. Raises KgError if none begins."""
    ordinal = 0
    for ordinal, (line, block) in enumerate(blocks(text.lines, _MAIL_RECORD), 1):
        try:
            check_block(block)
            yield to_paper(_record_of_mail(block, line), Source(text.name, ordinal), report)
        except ValueError as error:
            report(Problem(text.name, line, str(error)))
    if not ordinal:
        raise KgError(f"{text.name} has no papers: no record of arXiv begins in it")


def _record_of_mail(block: str, line: int) -> Record:
    """What a record says. Raises ValueError if it does not end."""
    number = _MAIL_RECORD.match(block.partition("\n")[0])
    header, *rest = _MAIL_RULE.split(_MAIL_DASHES.split(block, maxsplit=1)[0])
    if not rest or (len(rest) == 1 and rest[0].strip()):
        raise ValueError("the file seems to be cut short in this record")
    parts = _MAIL_FIELD.split(header)
    fields: dict[str, str] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        fields.setdefault(name.lower(), value.strip())
    return Record(
        line=line,
        title=fields.get("title", ""),
        abstract=rest[0],
        arxiv=f"arXiv:{number['number']}" if number else "",
        doi=fields.get("doi", "").partition(" ")[0],
        dates=(("date", _MAIL_SIZE.sub("", fields.get("date", ""))),),
        authors=people_of(plain_of_tex(fields.get("authors", ""))),
        venue=fields.get("journal-ref", ""),
        categories=tuple(fields.get("categories", "").split()),
    )
