"""Ids are made from content."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Label
from kg.names.ids import entity_id, paper_id, slug, title_key


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@given(st.text())
def test_a_slug_has_no_space_no_capital_and_no_loose_hyphen(text: str) -> None:
    found = slug(text)
    assert not re.search(r"\s|^-|-$|--", found)
    assert found == found.casefold()


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_slug_of_ascii_is_ascii_letters_digits_and_hyphens(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]*", slug(text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CIFAR-10", "cifar-10"),
        ("Nvidia A100", "nvidia-a100"),
        ("C++", "c-plus-plus"),
        ("C", "c"),
        ("C#", "c-sharp"),
        ("Schrödinger Bridge", "schrodinger-bridge"),
        ("  a_b  ", "a-b"),
        ("", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RRT", "method:rrt"),
        ("RRT*", "method:rrt-star"),
        ("A* search", "method:a-star-search"),
        ("*Zorb", "method:zorb"),
    ],
)
def test_a_star_is_part_of_a_name(name: str, expected: str) -> None:
    assert entity_id(Label.METHOD, name) == expected


@given(st.text(alphabet="abc XYZ-:,."))
def test_paper_ids_are_those_of_the_normal_title(title: str) -> None:
    assert paper_id(title) == paper_id(f" {title.upper()} ")
    assert title_key(title) == title_key(title.replace(":", " -"))
    assert re.fullmatch("[0-9a-f]{12}", paper_id(title))
