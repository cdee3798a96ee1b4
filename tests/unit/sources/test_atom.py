"""The `atom` format: the API of arXiv, RSS announcements, and hostile XML."""

import gzip
import re
from pathlib import Path

import pytest

from kg.model import KgError, Paper, Source
from kg.sources import Problem, read_papers

SHORT_LIMIT = 300_000  # in place of LONGEST_LINE, which takes ten times as long
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query%3Dtea" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=tea</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2024-10-01T00:00:00-04:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">2</opensearch:totalResults>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/2403.01234v2</id>
    <updated>2024-04-16T18:40:34Z</updated>
    <published>2024-03-05T17:37:18Z</published>
    <title>Sparse Kettles: Boiling Water
  with Fewer Parameters</title>
    <summary>  Kettles of p &lt; 0.05 are over-parameterised. We
prune them on an NVIDIA A100.
</summary>
    <author>
      <name>Ada Lovelace</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Tea House</arxiv:affiliation>
    </author>
    <author>
      <name>Kurt G&#246;del</name>
    </author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/TEA.1</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1000/TEA.1" rel="related"/>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">4 pages</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Annals of Tea 4 (2024)</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/2403.01234v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2403.01234v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.LG"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.PF" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
"""
RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
  <channel>
    <title>cs.LG updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.LG</link>
    <item>
      <title>Teapot Networks</title>
      <link>https://arxiv.org/abs/2311.04321</link>
      <description>arXiv:2311.04321v1 Announce Type: cross
Abstract: We show that TeapotNet beats LeNet on MNIST.</description>
      <guid isPermaLink="false">oai:arXiv.org:2311.04321v1</guid>
      <category>cs.LG</category>
      <category>cs.CV</category>
      <pubDate>Tue, 14 Nov 2023 00:00:00 -0500</pubDate>
      <arxiv:announce_type>cross</arxiv:announce_type>
      <dc:creator>Kurt G&#246;del, John von Neumann</dc:creator>
    </item>
  </channel>
</rss>
"""
JOURNAL = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel rdf:about="x"><title>Annals of Tea</title></channel>
<item rdf:about="https://example.org/1"><title><![CDATA[Do Spoons <i>Stir</i>?]]></title><link>https://example.org/1</link>
<description><![CDATA[<p>We stir 400 cups &amp; more.</p>]]></description><dc:creator>Turing, A.</dc:creator>
<dc:identifier>doi:10.1000/tea.2</dc:identifier><dc:date>2023-05-06</dc:date>
<prism:publicationName>Annals of Tea</prism:publicationName></item>
</rdf:RDF>
"""


def small(title: str) -> str:
    entry = "<entry>\n<id>http://arxiv.org/abs/2403.00001</id><title>{}</title>\n<summary>We brew.</summary></entry>\n"
    return entry.format(title)


def read(path: Path, content: str | bytes, form: str | None = None) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, form, problems.append)), problems


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n"])
def test_arxiv_api(tmp_path: Path, end: str, mark: str) -> None:
    content = HEAD.replace('<?xml version="1.0" encoding="UTF-8"?>\n', "") if mark == "\n" else HEAD
    papers, problems = read(tmp_path / "x", (mark + content + ENTRY + small("Tea") + "</feed>").replace("\n", end))
    assert problems == []
    assert papers[0] == Paper(
        id="2403.01234",
        title="Sparse Kettles: Boiling Water with Fewer Parameters",
        abstract="Kettles of p < 0.05 are over-parameterised. We prune them on an NVIDIA A100.",
        url="http://arxiv.org/abs/2403.01234v2",
        doi="10.1000/tea.1",
        published="2024-03-05T17:37:18Z",
        updated="2024-04-16T18:40:34Z",
        authors=("Ada Lovelace", "Kurt Gödel"),
        venue="Annals of Tea 4 (2024)",
        categories=("cs.LG", "cs.PF"),
        source=Source("x", 1),
    )
    assert (papers[1].title, papers[1].source) == ("Tea", Source("x", 2))


def test_arxiv_rss(tmp_path: Path) -> None:
    (paper,), problems = read(tmp_path / "x", RSS)
    assert problems == []
    assert (paper.id, paper.title) == ("2311.04321", "Teapot Networks")
    assert paper.abstract == "We show that TeapotNet beats LeNet on MNIST."
    assert paper.published.startswith("2023-11-14")
    assert paper.authors == ("Kurt Gödel", "John von Neumann")
    assert (paper.url, paper.categories) == ("https://arxiv.org/abs/2311.04321", ("cs.LG", "cs.CV"))


@pytest.mark.parametrize(
    ("kind", "day", "published", "updated"),
    [
        ("new", "2023-12-01", "2023-12-01", ""),
        ("cross", "2023-11-20", "2023-11-20", ""),
        ("cross", "2024-03-04", "", ""),
        ("replace", "2024-03-04", "", "2024-03-04"),
        ("replace-cross", "2024-03-04", "", "2024-03-04"),
    ],
)
def test_a_paper_announced_again_is_as_old_as_before(
    tmp_path: Path, kind: str, day: str, published: str, updated: str
) -> None:
    content = re.sub("<pubDate>.*</pubDate>", f"<pubDate>{day}</pubDate>", RSS)
    (paper,), problems = read(tmp_path / "x", content.replace(">cross<", f">{kind}<"))
    assert problems == []
    assert (paper.published, paper.updated) == (published, updated)


def test_a_journal(tmp_path: Path) -> None:
    (paper,), problems = read(tmp_path / "x", JOURNAL)
    assert problems == []
    assert (paper.title, paper.abstract) == ("Do Spoons Stir?", "We stir 400 cups & more.")
    assert (paper.doi, paper.published, paper.venue) == ("10.1000/tea.2", "2023-05-06", "Annals of Tea")
    assert (paper.authors, paper.url) == (("A. Turing",), "https://example.org/1")


def test_paragraphs_of_xhtml_are_kept_apart(tmp_path: Path) -> None:
    body = '<div xmlns="http://www.w3.org/1999/xhtml"><p>We propose <b>X</b>Net.</p><p>It<br/>works.</p></div>'
    content = small("Tea").replace("<summary>We brew.", f'<summary type="xhtml">{body}')
    (paper,), problems = read(tmp_path / "x", HEAD + content + "</feed>")
    assert (problems, paper.abstract) == ([], "We propose XNet. It works.")


def test_the_news_of_a_blog_are_no_papers(tmp_path: Path) -> None:
    item = "<item><title>Hello</title><description>World</description></item>"
    with pytest.raises(KgError, match="is RSS, which kg does not read"):
        read(tmp_path / "x", f'<rss version="2.0"><channel>{item}</channel></rss>')


def test_broken_entries_cost_only_themselves(tmp_path: Path) -> None:
    error = small("Error").replace("abs/2403.00001", "api/errors#incorrect_id_format_for_x")
    content = HEAD + small("Tea") + "<entry><title>T</title></entry>\n" + error + small("Cup") + "</feed>"
    papers, problems = read(tmp_path / "x", content)
    assert [paper.title for paper in papers] == ["Tea", "Cup"]
    line = HEAD.count("\n") + 1
    assert [str(problem) for problem in problems] == [
        f"x, line {line + 3}: no abstract",
        f"x, line {line + 4}: arXiv returned an error: 'We brew.'",
    ]


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ("<entry>\n<title>Cut", "the XML is cut short"),
        ("", "the XML is cut short"),
        ("<entry>\n<title>a & b</title>", "the XML is not well-formed: not well-formed (invalid token)"),
        ("<entry>\n</title>", "the XML is not well-formed: mismatched tag"),
        ("<entry>\n&nbsp;", "the XML is not well-formed: undefined entity"),
        ("</feed>\n<feed>", "the XML is not well-formed: junk after document element"),
        ("<entry>\n<title>T\udce9", "byte 0xe9 is not UTF-8"),
        ("<entry>\n" + "<a>" * 1000, "elements are nested 100 deep"),
        ("<entry>\n" + "a" * SHORT_LIMIT, "a record of more than"),
        ("\n" + "<a/>" * (SHORT_LIMIT // 4), "a record of more than"),
    ],
)
def test_entries_before_a_fault_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: str, reason: str
) -> None:
    monkeypatch.setattr("kg.sources.atom.LONGEST_LINE", SHORT_LIMIT)
    content = (HEAD + small("Tea") + rest).encode(errors="surrogateescape")
    papers, problems = read(tmp_path / "x", content)
    assert [paper.title for paper in papers] == ["Tea"]
    (problem,) = problems
    assert problem.message.startswith(f"the rest cannot be read: {reason}")
    assert problem.line == HEAD.count("\n") + 4 + bool(rest)
    with pytest.raises(KgError, match=r"x, line \d+: "):
        read(tmp_path / "x", (HEAD + rest).encode(errors="surrogateescape"))


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE feed [<!ENTITY tea 'tea'><!ENTITY more '&tea;&tea;&tea;'>]>",
        "<!DOCTYPE feed [<!ENTITY tea SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE feed SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE feed [<!ENTITY % tea SYSTEM 'http://example.org/x.dtd'>%tea;]>",
    ],
)
def test_what_could_draw_in_other_things_is_refused(tmp_path: Path, declaration: str) -> None:
    content = f'<?xml version="1.0"?>\n{declaration}\n<feed>{small("&tea; &more;")}</feed>'
    with pytest.raises(KgError, match="x, line 2: it has a DOCTYPE, which kg refuses") as caught:
        read(tmp_path / "x", content)
    assert "root:" not in str(caught.value)


def test_a_feed_without_entries(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="x has no papers: there is no entry"):
        read(tmp_path / "x", HEAD + "</feed>")


def test_a_feed_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sources.atom.LONGEST_LINE", SHORT_LIMIT)
    content = f"<feed>{small('Tea').replace(chr(10), '')}" + small("Cup").replace("\n", "") * 5_000 + "</feed>"
    assert len(content) > SHORT_LIMIT
    papers, problems = read(tmp_path / "x", content)
    assert (len(papers), problems) == (5_001, [])


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('encoding="ISO-8859-1"', "latin-1"),
        ("encoding = 'iso-8859-15' standalone='yes'", "iso-8859-15"),
        ('encoding="windows-1252"', "cp1252"),
        ('encoding="Shift_JIS"', "shift_jis"),
        ('encoding="UTF-8"', "utf-8"),
        ('encoding="US-ASCII"', "utf-8"),
        ('encoding="UTF-16"', "utf-8"),  # which it is not
        ('encoding="rot13"', "utf-8"),
        ('encoding="klingon"', "utf-8"),
        ('encoding="UTF-16"', "utf-16"),
        ('encoding="ISO-8859-1"', "utf-8-sig"),
        *((f'encoding="{name}"', "utf-8") for name in ("idna", "punycode", "unicode_escape", "utf-7", "undefined")),
        ("", "utf-8"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_the_encoding_that_is_declared(tmp_path: Path, declared: str, encoding: str, packed: bool) -> None:
    title = "紅茶" if encoding == "shift_jis" else "Thé Gödel"
    content = (
        f'<?xml version="1.0" {declared}?>\n<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
        f"<title>{title}</title><summary>We brew.</summary></entry></feed>"
    ).encode(encoding)
    (tmp_path / "x").write_bytes(gzip.compress(content) if packed else content)
    problems: list[Problem] = []
    assert [paper.title for paper in read_papers(tmp_path / "x", report=problems.append)] == [title]
    assert problems == []


def test_bytes_that_the_declared_encoding_lacks(tmp_path: Path) -> None:
    content = b'<?xml version="1.0" encoding="windows-1252"?>\n<feed><entry><title>T\x81a</title></entry></feed>'
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(KgError, match="line 2: byte 0x81 is not"):
        list(read_papers(tmp_path / "x"))
