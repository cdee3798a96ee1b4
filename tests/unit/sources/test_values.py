"""Authors, subjects and dates in the shapes that exports use."""

import pytest

from kg.sources.markup import without_markup
from kg.sources.values import date_text, link_of, people_of, printed, subjects_of, text_of, whole_text


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("Ada Lovelace, Alan Turing and Kurt Gödel", ("Ada Lovelace", "Alan Turing", "Kurt Gödel")),
        ("Ada Lovelace, Alan Turing, and Kurt Gödel", ("Ada Lovelace", "Alan Turing", "Kurt Gödel")),
        ("Ada Lovelace & Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Lovelace, Ada; Turing, Alan", ("Lovelace, Ada", "Turing, Alan")),
        ("Lovelace, Ada and Turing, Alan", ("Lovelace, Ada", "Turing, Alan")),
        ("Lovelace, A., Turing, A. M.", ("A. Lovelace", "A. M. Turing")),
        ("Lovelace A., Turing A.M.", ("Lovelace A.", "Turing A.M.")),
        ("Lovelace A, Turing AM, King ML Jr.", ("Lovelace A", "Turing AM", "King ML Jr")),
        ("Lovelace A, Turing AM.", ("Lovelace A", "Turing AM")),
        ("Lovelace, Ada (57200000001); Turing, Alan (7)", ("Lovelace, Ada", "Turing, Alan")),
        ("Ada Lovelace (Tea Lab, London), Alan Turing (Cups and (sub) Pots)", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace (1), Alan Turing (2 and 3) ((1) Tea, (2) Cups)", ("Ada Lovelace", "Alan Turing")),
        ("Ada (Countess) Lovelace, Alan Turing", ("Ada (Countess) Lovelace", "Alan Turing")),
        ("Ada Lovelace (" + "(" * 9_999, ("Ada Lovelace (" + "(" * 9_999,)),
        ("Lovelace, Ada", ("Lovelace, Ada",)),
        ("Ada Lovelace|Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace\nAlan Turing\n", ("Ada Lovelace", "Alan Turing")),
        ("['Ada Lovelace', \"Conan O'Brien\"]", ("Ada Lovelace", "Conan O'Brien")),
        ("['Ada Lovelace' 'Alan Turing']", ("Ada Lovelace", "Alan Turing")),
        ("[{'name': 'Ada Lovelace', 'id': '7'}, {'name': 'Alan Turing'}]", ("Ada Lovelace", "Alan Turing")),
        ("[" + "'\\" * 9_999 + "]", ("[" + "'\\" * 9_999 + "]",)),
        ("[arxiv.Result.Author('Ada Lovelace'), arxiv.Result.Author('Plato')]", ("Ada Lovelace", "Plato")),
        ("[{'name': 'Ada', 'x': nan} {'name': 'Alan'}]", ("Ada", "Alan")),
        ('[{"family": "Lovelace", "given": "Ada", "seq": null}]', ("Ada Lovelace",)),
        ("OpenTea, Ada Lovelace, Alan Turing", ("OpenTea", "Ada Lovelace", "Alan Turing")),
        ("OpenTea, Ada Lovelace and Alan Turing", ("OpenTea", "Ada Lovelace", "Alan Turing")),
        ("Lovelace, Ada K. and Turing, Alan and OpenTea", ("Lovelace, Ada K.", "Turing, Alan", "OpenTea")),
        ("Lovelace, Ada and OpenTea", ("Lovelace, Ada", "OpenTea")),
        ("van der Waals, J. D., Jr.", ("van der Waals, J. D., Jr.",)),
        ("Tea and Cups", ("Tea and Cups",)),
        ("", ()),
        (None, ()),
        (["Ada", None, " ", "Alan"], ("Ada", "Alan")),
        ([{"name": "Ada", "hidden": False}], ("Ada",)),
        ([{"family": "Lovelace", "given": "Ada"}, {"literal": "OpenTea"}], ("Ada Lovelace", "OpenTea")),
        ([{"family": "Waals", "given": "J. D.", "non-dropping-particle": "van der"}], ("J. D. van der Waals",)),
        ([{"first": "Ada", "middle": ["K."], "last": "Lovelace", "suffix": ""}], ("Ada K. Lovelace",)),
        ([["Hu", "Edward J.", ""], ["King", "Martin", "Jr."]], ("Edward J. Hu", "Martin King Jr.")),
        ([{"author": {"display_name": "Ada"}, "raw_author_name": "A."}, {"raw_author_name": "Alan"}], ("Ada", "Alan")),
        ({"name": "Ada"}, ("Ada",)),
    ],
)
def test_people(value: object, people: tuple[str, ...]) -> None:
    assert people_of(printed(value)) == people


@pytest.mark.parametrize(
    ("value", "subjects"),
    [
        ("cs.LG stat.ML", ("cs.LG", "stat.ML")),
        ("cs.LG, hep-th", ("cs.LG", "hep-th")),
        ("Machine Learning", ("Machine Learning",)),
        ("tea; cups|pots", ("tea", "cups", "pots")),
        ("['cs.LG', 'stat.ML']", ("cs.LG", "stat.ML")),
        (["cs.LG", None], ("cs.LG",)),
        ([{"term": "cs.LG"}, {"display_name": "Tea"}], ("cs.LG", "Tea")),
        ("a-" * 5_000 + "!", ("a-" * 5_000 + "!",)),
    ],
)
def test_subjects(value: object, subjects: tuple[str, ...]) -> None:
    assert subjects_of(printed(value)) == subjects


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("5 Mar 2024", "5 Mar 2024"),
        (2024, "2024"),
        ([2024, 3, 5], "2024-3-5"),
        ({"date-parts": [["2024", 3]]}, "2024-3"),
        ({"date-parts": [[2024, "mar"]]}, "mar 2024"),
        ({"raw": "March 2024"}, "March 2024"),
        ({"date-parts": [[None]], "literal": "2024"}, "2024"),
        ({"year": 2024, "month": "Mar", "day": None}, "Mar 2024"),
        ({"start": 1}, ""),
        (True, ""),
        (None, ""),
    ],
)
def test_dates_in_other_shapes(value: object, date: str) -> None:
    assert date_text(value) == date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{'a': [1, None, 'b'], 2: (True, nan)}", {"a": [1, None, "b"], "2": [True, None]}),
        ("[datetime.datetime(2024, 3, 5, 0, 0)]", [[2024, 3, 5, 0, 0]]),
        ("{'a': array(['b', 'c'], dtype=object)}", {"a": ["b", "c"]}),
        ("[CLS]", "[CLS]"),
        ("['a', __import__('os')]", ["a", "os"]),  # nothing is called
        ("{'a', 'b'}", "{'a', 'b'}"),  # has no order
        ("[" * 20_000, "[" * 20_000),
        ("[" + "-" * 10_000 + "1]", "[" + "-" * 10_000 + "1]"),
        ("['\\q']", "['\\q']"),
        ("['a'] b", "['a'] b"),
        (r'[{"name": "Ada", "url": "https:\/\/x.org"}]', [{"name": "Ada", "url": "https://x.org"}]),
    ],
)
def test_what_a_cell_holds_in_print(text: str, value: object) -> None:
    assert printed(text) == value


def test_texts_and_links() -> None:
    assert text_of(["", {"name": "Tea"}]) == "Tea"
    assert text_of(float("nan")) == ""
    assert whole_text(["We brew.", {"text": "We sip."}]) == "We brew. We sip."
    assert link_of([{"url": "https://a.example"}, "https://b.example"]) == "https://a.example"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We brew.</jats:p><jats:p>We sip.</jats:p>", "We brew. We sip."),
        ("<i>k</i>-means and H<sub>2</sub>O", "k-means and H2O"),
        ('<span class="nocase">LoRA</span>: tea', "LoRA: tea"),
        ("Tea &amp; cups &lt; 5 &#946;", "Tea & cups < 5 β"),
        ("AT&T; if a <b and c> d, x<p", "AT&T; if a <b and c> d, x<p"),
        ("a &notit; b &copy c", "a &notit; b &copy c"),
    ],
)
def test_markup(text: str, plain: str) -> None:
    assert " ".join(without_markup(text).split()) == plain
