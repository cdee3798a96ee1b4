"""The word lists that kg ships have an effect."""

import subprocess
import sys

import pytest

from kg.files import read_data
from kg.knowledge.records import CueLine
from kg.names.likeness import stem
from kg.names.lists import RoleWords, WordRole, function_words, unlike_words


@pytest.mark.parametrize("role", WordRole)
def test_every_role_has_words(role: WordRole) -> None:
    assert function_words(role)


def test_words_of_several_roles() -> None:
    assert "via" in function_words(WordRole.PREPOSITION) & function_words(WordRole.NO_INITIAL)
    assert function_words(WordRole.ARTICLE, WordRole.OWN) == {"a", "an", "our", "ours", "the"}
    assert RoleWords(WordRole.OWN, also=["-"]).words == {"our", "ours", "-"}


@pytest.mark.parametrize(("role", "group"), [(WordRole.OWN, "our"), (WordRole.NOT_OF_LINK, "use")])
def test_what_is_said_of_links_is_said_by_cues(role: WordRole, group: str) -> None:
    assert function_words(role) <= {line.phrase for line in read_data("cues.jsonl", CueLine) if line.group == group}


def test_importing_reads_no_list_so_that_mistakes_in_one_can_be_told() -> None:
    code = """
import kg.graph.assemble, kg.graph.explanations, kg.nlp, kg.resolve.nodes
from kg.names import lists
assert not any(read.cache_info().currsize for read in (lists._function_lines, lists.unlike_words))
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("words", sorted(map(sorted, unlike_words())), ids=" ".join)
def test_words_that_are_listed_as_unlike_have_one_stem(words: list[str]) -> None:
    first, second = words
    assert stem(first) == stem(second)  # others are unlike anyway
