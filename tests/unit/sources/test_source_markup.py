"""Mark-up that goes, and comparisons that look like it and stay."""

import pytest

from kg.sources.markup import without_markup, without_tags


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<i>k</i>-teapots &amp; CO<sub>2</sub>", "k-teapots & CO2"),
        ('<span class="x"><b>Tea</b></span> <em>and</em> cups', "Tea and cups"),
        ("<b><b>Tea</b></b>", "Tea"),
        ("<b><i>Tea</b></i>", "Tea"),
        ("<jats:p>We brew.</jats:p><jats:p>We sip.", " We brew.  We sip."),
        ("We brew.<br>We sip.<p>We pour.", "We brew. We sip. We pour."),
        ("Tea<b/> <mml:mi>x</mml:mi>", "Tea x"),
        ("$<mml:mi>x</mml:mi>$ and $x<sub>2</sub>$", "$x$ and $x2$"),
        ("costs $5<b>or</b>$6", "costs $5or$6"),
        ("costs $5 <b>or</b> $6", "costs $5 or $6"),
        ("<i>The $p$-value</i> is low", "The $p$-value is low"),
    ],
)
def test_tags_go(text: str, plain: str) -> None:
    assert without_markup(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "$a<b>c$",
        "a <b>c",
        "if $0<u>1$ and $0<i>1$",
        "$0<p>1$ and $$n<li>2$$",
        "the <b>last words",
        "a <b and c> d",
        r"\$5 for a<b>c",
    ],
)
def test_comparisons_stay(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("$a<b>c$ and <b>bold</b>", "$a<b>c$ and bold"),
        ("<b>bold</b> and $a<b>c$", "bold and $a<b>c$"),
        ("$a<b>c$ is <b>bold", "$a<b>c$ is <b>bold"),
        ("<b>bold $a<b>c$ more</b>", "bold $a<b>c$ more"),
        ("$a<b>c$ or</b> so", "$a<b>c$ or so"),
        ("<p>Where $0 &lt; u &gt; 1$ holds.</p>", " Where $0 < u > 1$ holds. "),
    ],
)
def test_comparisons_stay_beside_tags(text: str, plain: str) -> None:
    assert without_markup(text) == plain
    assert without_tags(text) in (plain, text)


def test_many_tags_and_formulas_take_little_time() -> None:
    text = "<b>" * 20_000 + "$a<b>c$ " * 20_000 + "</b>" * 20_000 + "$" * 20_001 + "$x " * 20_000
    assert without_markup(text).count("<b>") == 20_000
