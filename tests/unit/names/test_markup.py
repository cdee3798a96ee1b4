"""Titles compare without TeX, HTML and accents."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.ids import paper_id, title_key
from kg.names.markup import plain_words

SAME = (
    ("On Gödel nets", r"On G\"odel nets", r"On G{\"o}del nets", r"On G\"{o}del {N}ets", "ON GO\u0308DEL NETS"),
    ("β-VAE and λ-nets", r"$\beta$-VAE and $\lambda$-nets", r"\(\beta\)-VAE and $ \lambda $-Nets", "𝛽-VAE and 𝜆-nets"),
    ("Search & rescue", "Search &amp; rescue", r"Search \& rescue", "Search &amp;amp; Rescue", "Search &#38; rescue"),
    (
        "H₂O for E. coli",
        "H<sub>2</sub>O for <i>E. coli</i>",
        r"H$_2$O for \emph{E. coli}",
        r"H$_{2}$O for {\em E. coli}",
    ),
    ("Łukasz Østergård", r"{\L}ukasz {\O}sterg{\aa}rd", r"\L{}ukasz \O{}sterg\aa{}rd", r"\L ukasz \O sterg{\aa}rd"),
    ("François Hašek Erdős", r"Fran\c{c}ois Ha\v{s}ek Erd\H{o}s", r"Fran{\c c}ois Ha{\v s}ek Erd{\H o}s"),
    ("A → B of ε", r"$A \to B$ of $\varepsilon$", r"$A\rightarrow B$ of $\epsilon$"),
    ("Straße", r"Stra{\ss}e", "STRASSE", r"Stra\ss{}e"),
    ("It’s a “test” – now", "It's a ``test'' -- now", "It&#8217;s a &quot;test&quot; &ndash; now"),
    ("L1 and L2 norms", r"$L_1$ and $\mathrm{L}^2$ norms", "L₁ and L² norms"),
)


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_title(spellings: tuple[str, ...]) -> None:
    assert {title_key(spelling): spelling for spelling in spellings}.keys() == {title_key(spellings[0])}
    assert len({paper_id(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("β-VAE", "VAE"), ("α-nets", "β-nets"), ("C++ nets", "C nets"), ("a < b", "a > c"), ("$100 nets", "$1 nets")],
)
def test_titles_that_differ(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@given(st.text())
def test_plain_words_of_any_text(text: str) -> None:
    assert title_key(title_key(text)) == title_key(text)
    assert not {"\\", "{", "}"} & set(plain_words("\\" + text))


@pytest.mark.parametrize("unit", ["$", "\\", '\\"{', "<a", "{", "&amp;", "\\v ", "$\\beta ", "\\text"])
def test_hostile_text_takes_no_longer_for_its_length(unit: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        plain_words(unit * times)
        return time.process_time() - begin

    assert seconds(40_000) < 20 * seconds(4_000) + 0.2
