"""What of a form is the name."""

import pytest

from kg.names.heads import bare_name, keys_of


@pytest.mark.parametrize(
    ("form", "label", "name"),
    [
        ("QuokkaQA dataset", "Dataset", "QuokkaQA"),
        ("QuokkaQA datasets", "Dataset", "QuokkaQA"),
        ("QUUX module", "Method", "QUUX"),
        ("Quokka-2-7B", "Method", "Quokka-2"),
        ("Quokka dataset", "Dataset", "Quokka dataset"),  # may be a dataset of quokkas
        ("tree dataset", "Dataset", "tree dataset"),
        ("QUUX", "Method", "QUUX"),
    ],
)
def test_a_name_is_shown_without_size_and_noun(form: str, label: str, name: str) -> None:
    assert bare_name(form, label) == name


def test_names_are_compared_without_case_hyphen_and_number() -> None:
    assert keys_of("Quokka-Nets").whole == keys_of("quokka net").whole
