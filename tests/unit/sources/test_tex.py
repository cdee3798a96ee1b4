"""TeX in exports of bibliographies, as plain text."""

import time

import pytest

from kg.sources.tex import plain_of_tex, verbatim_of_tex


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        ("no TeX: 5% of R&D_2 #1, is ~5x", "no TeX: 5% of R&D_2 #1, is ~5x"),
        ("{{Deep} Learning} of {GPT}{-}4", "Deep Learning of GPT-4"),
        (
            r"G{\"o}del na{\"\i}ve {\'{E}}cole \v{S} \H o {\L}uk \c{C}a\u{g}lar {\ss} \aa{}",
            "Gödel naïve École Š ő Łuk Çağlar ß å",
        ),
        (r"50\% \& \#1 a\_b \{x\} \$5", "50% & #1 a_b {x} $5"),
        (r"\emph{x} \textbf{\textit{y}} {\bf b} {\em i} \mkbibemph{z} \textsc{Bert}\xspace", "x y b i z Bert "),
        ("R.~S. Klessen -- a---b -{}- ``c''", "R. S. Klessen – a—b -- “c”"),
        (
            r"$\beta$-{VAE}, {$k$}, $$x_{i}$$, \(\alpha^{2}\) and \[y\]",
            r"$\beta$-VAE, $k$, $$x_{i}$$, \(\alpha^{2}\) and \[y\]",
        ),
        (r"\${\textbackslash}beta\$-VAE and \$\textbackslash beta\$", r"$\beta$-VAE and $\beta$"),
        (
            r"\ensuremath{\beta}-VAE, 100{\texttimes}2, {\textless}1, {\textasciitilde}5",
            "β-VAE, 100×2, <1, ~5",
        ),
        (r"\$x{\textasciicircum}2\$ \url{https://a.b/\textasciicircum c}", "$x^2$ https://a.b/^c"),
        (r"H\textsubscript{2}O, 10\textsuperscript{-3}, 1\textsuperscript{st}", "H2O, 10^-3, 1st"),
        ("costs $5 to $10 {USD}", "costs $5 to $10 USD"),
        (
            r"\url{https://a.b/~u/x_y} https://a.b/x\_y--z {\textasciitilde}u",
            "https://a.b/~u/x_y https://a.b/x_y--z ~u",
        ),
        (r"\href{https://a.b/c\_d}{the {Code}}", "https://a.b/c_d the Code"),
        (r"we show \name, \ours{} and \foo{a} \cite{b}", r"we show \name, \ours{} and \foo{a} \cite{b}"),
        (r"\today \input{/etc/passwd}", r"\today \input{/etc/passwd}"),
        (r"\begin{itemize}\item a\end{itemize} b\\c\,d", "  a  b c d"),
        ("broken { brace } } {", "broken  brace   "),
        ("\\", "\\"),
        (r"\'", r"\'"),
    ],
)
def test_plain(tex: str, plain: str) -> None:
    assert plain_of_tex(tex) == plain


def test_links_and_numbers_are_not_typeset() -> None:
    assert verbatim_of_tex(r"\url{https://a.b/\textasciitilde u/x\_y--z~w\%20}") == "https://a.b/~u/x_y--z~w%20"


UNITS = [
    "{",
    "$",
    "$a",
    r"\(",
    r"\[",
    r"\foo{",
    r"\foo[{",
    r"\a",
    r"a\$",
    r"\href{a}",
    r"\url{",
    r"\'{",
    "https://",
    "$$a",
]


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_repetitions_take_no_time(unit: str) -> None:
    start = time.process_time()
    plain_of_tex(f"${unit * (200_000 // len(unit))}\\\\{' ' * 100_000}")
    assert time.process_time() - start < 5
