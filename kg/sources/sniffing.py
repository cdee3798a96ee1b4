"""The format of a text, by its beginning."""

import csv
import re

from kg.model import KgError
from kg.sources.arxiv_mail import is_arxiv_mail
from kg.sources.csv_files import TableHeader, header_of, lacking
from kg.sources.formats import FORMATS, refusal
from kg.sources.listing import is_listing
from kg.sources.text import SourceText

# What the first record of a format of the JSON family has, in the order in which it is looked for.
_JSON_SIGNS = {
    "openalex": r'"abstract_inverted_index"|"id"\s*:\s*"https://openalex\.org/',
    "semanticscholar": r'"(?:paperId|externalIds|corpusId|corpusid|s2FieldsOfStudy)"',
    "arxiv": r'"authors_parsed"|"versions"\s*:\s*\[\s*\{\s*"(?:version|created)"|"journal-ref"',
    "hf": r'"paper"\s*:\s*\{|"(?:submittedOnDailyBy|submittedOnDailyAt|upvotes|ai_summary|githubStars)"',
    "csl": r'"date-parts"|"author"\s*:\s*\[\s*\{\s*"(?:family|given|literal)"'
    r'|"type"\s*:\s*"(?:article-journal|paper-conference|posted-content|journal-article|proceedings-article)"',
}
# Semantic Scholar answers null for a paper that it does not know.
_JSON = re.compile(r"\s*(?:\{\s*[\"}{]|\[\s*(?:null\s*,\s*)*(?:\{|\]|$))")
_JSON_LINES = re.compile(r"(?:.*\n){1,3}\s*\{\s*\".*\}\s*$", re.MULTILINE)  # after lines that are broken
_GRAPH = re.compile(r'\s*\{"header":\{"format":')

_BIBTEX_TYPES = r"article|book|booklet|conference|inbook|incollection|inproceedings|mastersthesis|misc|online|phdthesis"
_BIBTEX = re.compile(
    rf"^[ \t]*@(?:[a-z]+\s*\{{\s*(?:[^\s,{{}}\"=()]+\s*)?,|(?:comment|preamble|string)\s*[{{(]"
    rf"|(?:{_BIBTEX_TYPES})\s*(?:\(|\{{\s*\w+\s*=))",
    re.IGNORECASE | re.MULTILINE,
)
_RIS = re.compile(r"^[ \t]*TY[ \t]{1,2}-[ \t]*[A-Z]+\s*$", re.IGNORECASE | re.MULTILINE)
_TABLE_NAME = re.compile(r"\.(?:csv|tsv|tab)(?:\.gz|\.zst)?", re.IGNORECASE)

_FENCE = r"^(?:```|~~~)"
_MARKDOWN_HEADING = r"(?:\A|\n\n)#{1,6} +\S.*(?:\n\n|\Z)"
_MARKDOWN = re.compile(rf"{_FENCE}|{_MARKDOWN_HEADING}|^ {{0,3}}[*-] \[|^\|[ :|-]{{3,999}}$", re.MULTILINE)
_CODE = re.compile(
    r"\A#!|^(?:import [\w.]+;?$|from \S+ import |def \w+\(|class \w+.*[:{]$|#include |package \w|func \w|using \w"
    r"|(?:export |async )*function\b|(?:const|let|var) \w+ = |public \w|(?:SELECT|CREATE|INSERT|MATCH) )",
    re.MULTILINE,
)
_LOG_LINE = re.compile(
    r"^\W{0,2}(?:\w{3} +\d{1,2} |\d{4}-\d\d-\d\d[T ]|\d\d/\w+/\d{2,4}[: ])?\d\d:\d\d:\d\d", re.MULTILINE
)
_MAIL_HEADER = re.compile(r"([A-Za-z][\w-]*):(?: .*)?|[ \t]+\S.*")
_YAML_LINE = re.compile(r"\s*(?:- )*[\w-]+:(?: .*)?|\s+\S.*|-(?: .*)?|---|\.\.\.|#.*|[\]}]")
_YAML_KEY = re.compile(r"^(?:- )?[a-z_][\w-]*:(?: |$)", re.MULTILINE)
_OTHER_EXPORTS = {
    "a MEDLINE file": re.compile(r"\s*PMID- "),
    "an EndNote file": re.compile(r"\s*%0 [A-Z]"),
    "a Web of Science file": re.compile(r"\s*(?:FN (?:Clarivate|Thomson|ISI)|PT [A-Z]$)", re.MULTILINE),
    "a PDF": re.compile(r"%PDF-"),
}


def sniff(text: SourceText) -> str:
    """The format of a text. Raises KgError if kg does not read it, saying what it is if that can be told."""
    head = text.head
    if text.binary:
        return "parquet"
    if head.lstrip().startswith("<"):
        return _sniff_markup(text)
    if _JSON.match(head) or _JSON_LINES.match(head):
        return _sniff_json(text)
    if is_arxiv_mail(head):
        return "arxiv"
    header = header_of(head, text.columns)
    if len(header.names) > 1 and not lacking(header.names, text.columns):  # whatever its cells hold
        return header.form
    bibtex = _BIBTEX.search(head)
    if bibtex and not _MARKDOWN.search(head[: bibtex.start()]):
        return "bibtex"
    if _RIS.search(head):
        return "ris"
    if table := _unknown_table(text, header):
        return table
    what = _other_kind(head)
    if (not what or what.startswith("looks")) and is_listing(head):
        return "daily"
    if what:
        raise KgError(refusal(text.name, what))
    raise KgError(
        f"{text.name} is in no format that kg knows: give one of {', '.join(FORMATS)}; "
        "if it is text from a listing page, give --format daily"
    )


def _sniff_markup(text: SourceText) -> str:
    if re.search(r"<(?:\w+:)?feed[\s>]", text.head):
        return "atom"
    rss = re.search(r"<(?:rss|rdf:RDF)[\s>]", text.head)
    if rss and re.search(r"arxiv\.org|prismstandard\.org", text.head, re.IGNORECASE):  # papers, not the news of a blog
        return "atom"
    if re.match(r"\s*<(?:!doctype html|html|head|body|div|p)\b", text.head, re.IGNORECASE):
        raise KgError(refusal(text.name, "is an HTML page"))
    raise KgError(refusal(text.name, "is RSS" if rss else "is HTML or XML"))


def _sniff_json(text: SourceText) -> str:
    if _GRAPH.match(text.head):
        raise KgError(f"{text.name} is a graph made by kg build: give the papers, or look at it with kg stats")
    return next((form for form, sign in _JSON_SIGNS.items() if re.search(sign, text.head)), "jsonl")


def _unknown_table(text: SourceText, header: TableHeader) -> str:
    """csv or tsv for a table in which a column must still be chosen; else empty."""
    names = header.names
    if len(names) < 2:
        return ""
    if _TABLE_NAME.search(text.name):
        return header.form
    # Names of columns are short, and all rows have as many cells; no listing is like that by chance.
    lines = [line for line in text.head.split("\n")[:50] if line.strip()]
    widths = [len(row) for row in csv.reader(lines[:-1], delimiter=header.mark) if row]
    named = all(len(name) <= 40 and len(name.split()) <= 4 for name in names)
    return header.form if named and len(names) > 2 and len(widths) > 3 and set(widths) == {len(names)} else ""


def _other_kind(head: str) -> str:
    """What a text is that no format knows; "looks like …" is a guess, which a listing page may contradict."""
    lines = [line for line in head.split("\n") if line.strip()]
    lines = lines[:-1] or lines  # the last one may be cut
    for what, pattern in _OTHER_EXPORTS.items():
        if pattern.match(head):
            return f"is {what}"
    if _is_mail(lines):
        return "is mail"
    keys = len(_YAML_KEY.findall(head))
    if keys + lines[0].startswith("---") > 1 and all(_YAML_LINE.fullmatch(line.rstrip()) for line in lines):
        return "is YAML"
    if re.match(r"\s*#{1,6} .*\n\n", head) or re.search(_FENCE, head, re.MULTILINE):
        return "looks like Markdown"
    if len(_CODE.findall(head)) > 1:
        return "looks like source code"
    if len(_LOG_LINE.findall(head)) > 0.5 * len(lines):
        return "looks like a log"
    return "looks like Markdown" if _MARKDOWN.search(head) else ""


def _is_mail(lines: list[str]) -> bool:
    if re.match(r"From \S+@\S+ .*\d{4}", lines[0]):
        return True
    names = set()
    for line in lines:
        if not (found := _MAIL_HEADER.fullmatch(line.rstrip())):
            break
        names.add((found[1] or "").lower())
    return len(names & {"from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path"}) > 1
