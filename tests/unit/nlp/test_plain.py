"""Mark-up is read through, and every mention is still found in the text as it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.plain import plain_text

BITS = r"""
Zorb \textbf { } $\beta$-VAE $x_1$ &amp; &#955; <i> </i> ** \'e \o{} ~ -- \_ \% é ‑ ﬁ github.com/a/ b
"""
TEXTS = st.lists(st.sampled_from(BITS.split()) | st.text(max_size=3), max_size=20).flatmap(
    lambda bits: st.sampled_from([" ", "", "\n"]).map(lambda joint: joint.join(bits))
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("as it is", "as it is"),
        (r"\textbf{Zorb}-based", "Zorb-based"),
        (r"\emph{\textbf{Zorb}}", "Zorb"),
        (r"{\bf Zorb}", "Zorb"),
        (r"a ${\rm Zorb}$ of {\em trees}", "a Zorb of trees"),
        ("Zorb® Blax™, recall (R)", "Zorb Blax, recall (R)"),
        ("Zorb(R) BLAX(TM) of rank(R) and f(R)", "Zorb BLAX of rank(R) and f(R)"),
        ("on a ZORB(R)", "on a ZORB"),
        ("**Zorb** and <i>Blax</i>", "Zorb and Blax"),
        (r"$\beta$-VAE and $\pi_0$", "β-VAE and π0"),
        (r"R\&D of 5\%", "R&D of 5%"),
        (r"Schr\"odinger, na\"{\i}ve, Erd\H{o}s, \O{}rsted", "Schrödinger, naïve, Erdős, Ørsted"),
        (
            r"Nystr{\"o}mformer, Poincar{\'e}, na{\"\i}ve, Fran{\c c}ois, {\o}rsted",
            "Nyströmformer, Poincaré, naïve, François, ørsted",
        ),
        (r"{\"{O}}st and {\'\i}", "Öst and í"),
        (r"\emph{Poincar\'e} and \emph{Poincar{\'e}} and \textbf{\'e}", "Poincaré and Poincaré and é"),
        (r"a set {x} and x_{n} with \'e", "a set {x} and x_{n} with é"),
        ("Zorb&amp;Blax&#955;", "Zorb&Blaxλ"),
        ("Zorb~2", "Zorb 2"),
        ("***Z***orb and ***Blax***", "Zorb and Blax"),
        ("*Z*orb *B*lax (*ZB*) and 2*Z*x", "Zorb Blax (ZB) and 2*Z*x"),
        ("*Zorb* and A* or B* (*)", "Zorb and A* or B* (*)"),
        ("`zorb-bench` and ``Blax`` in ``a tale'' or `it'", "zorb-bench and Blax in ``a tale'' or `it'"),
        ("_Zorb_ and __Blax__ of x_i, a_b_c and __init", "Zorb and Blax of x_i, a_b_c and __init"),
        ("<jats:title>Trees</jats:title><jats:p>Zorb is</jats:p>", "Trees\nZorb is"),
        ("<p>Trees.</p> <p>Zorb<b></b> is", "Trees. Zorb is"),
        ("Image\u200bNet and \ufeffZorb", "ImageNet and Zorb"),
        (r"$\Sigma$-Zorb, $\varepsilon$-greedy and $\infty$Zorb", "Σ-Zorb, ε-greedy and ∞Zorb"),
        (r"$\mathsf{Zorb}$ and $x$", "Zorb and x"),
        ("Zorb\u00adBlax and \u00b5P", "ZorbBlax and μP"),
        ("Zorb\u2011Net \ufb01nds", "Zorb-Net finds"),
        ("cafe\u0301", "café"),
        ("at github.com/zed/ zorb.", "at github.com/zed/zorb."),
        ("at github.com/ zed/ zorb.", "at github.com/zed/zorb."),
        ("at github.com/zed/ and/ or not", "at github.com/zed/ and/ or not"),
        (r"the $\text{Z}^3\text{orb}$ is", "the Z3orb is"),
        (r"the $\mu\text{Zorb}$ is", "the μZorb is"),
        (r"in $\mathbb{C}^4$ and", r"in $C^4$ and"),
        (r"with $\mathbf{H}_{100}$ and", r"with $H_{100}$ and"),
        ("at github.com/zed/\nzorb under MIT", "at github.com/zed/zorb under MIT"),
        ("at github.com/zed/zorb-\nblax under MIT", "at github.com/zed/zorb-blax under MIT"),
        ("at github.com/zed /zorb and yes /no", "at github.com/zed/zorb and yes /no"),
        ("at github .com/zed or git. com", "at github.com/zed or git. com"),
        ("at github. com/zed or github. com", "at github.com/zed or github. com"),
        (r"at https:\/\/github.com\/zed", "at https://github.com/zed"),
        (r"at github.com/zed/zo{\_}rb$\_$bl{-}ax", "at github.com/zed/zo_rb_bl-ax"),
        (r"zo\textunderscore{}rb\textunderscore blax, zo\-rb", "zo_rb_blax, zorb"),
        ("\U0001d5ed\U0001d5fc\U0001d5ff\U0001d5ef", "Zorb"),
        ("3 < 4 and $ 5", "3 < 4 and $ 5"),
    ],
)
def test_mark_up_is_dropped(text: str, plain: str) -> None:
    assert plain_text(text).text == plain


@pytest.mark.parametrize(
    ("text", "name", "original"),
    [
        ("we run Zorb", "Zorb", "Zorb"),
        (r"we run \textsc{Zorb} today", "Zorb", "Zorb"),
        (r"we run \textbf{Z}orb today", "Zorb", r"\textbf{Z}orb"),
        ("we run **Z**orb today", "Zorb", "**Z**orb"),
        ("we run ***Z***orb today", "Zorb", "***Z***orb"),
        ("we run *Z*orb today", "Zorb", "*Z*orb"),
        ("we run **Zorb** today", "Zorb", "Zorb"),
        ("we run Zorb\u00adBlax today", "ZorbBlax", "Zorb\u00adBlax"),
        ("we run Zorb**lax** today", "Zorblax", "Zorb**lax**"),
        (r"we run $\beta$-VAE today", "β-VAE", r"$\beta$-VAE"),
        ("we run Zorb&amp;Blax today", "Zorb&Blax", "Zorb&amp;Blax"),
        (r"the Poincar{\'e} ball", "Poincaré", r"Poincar{\'e}"),
        (r"the \emph{Poincar\'e} ball", "Poincaré", r"Poincar\'e"),
    ],
)
def test_characters_are_found_in_the_original(text: str, name: str, original: str) -> None:
    plain = plain_text(text)
    at = plain.text.index(name)
    start, end = plain.origin(at, at + len(name))
    assert text[start:end] == original


@given(TEXTS)
def test_the_way_back_is_in_order(text: str) -> None:
    plain = plain_text(text)
    places = [plain.origin(at, at + 1) for at in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    if plain.starts is None:
        assert plain.text == text


@pytest.mark.parametrize("end", ["\\'", "\\c", "\\textbf", "{\\bf"])
def test_no_mark_up_joins_a_title_with_its_abstract(end: str) -> None:
    assert "\n\n" in plain_text(f"On trees {end}\n\nResNet wins.").text
    assert "\n\n" in plain_text(f"On trees {end}\n\n{{ResNet}} wins.").text
    assert "\n\n" in plain_text(f"On trees {end}\n\nResNet}} wins.").text
