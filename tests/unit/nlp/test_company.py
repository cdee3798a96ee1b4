"""What the other entities of a paper say of one."""

from spacy.language import Language

from kg.nlp.company import MOST_BESIDE, Company, Peer
from kg.nlp.context import read_context

TEXT = "Trees\n\nQuokkify grows trees and outperforms BloopNet. Quokkify needs ZORGLE, BloopNet does not."


def company_of(nlp: Language, text: str, *peers: tuple[str, str, bool]) -> Company:
    """The entities with these types and names, listed or not."""
    context = read_context(nlp(text), "test")
    found = []
    for label, name, listed in peers:
        places = [(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]
        found.append(Peer(label, listed, places))
    return Company(found, context)


def test_which_of_the_unlisted_comes_first_and_is_named_most(nlp: Language) -> None:
    company = company_of(
        nlp, TEXT, ("Method", "Quokkify", False), ("Method", "BloopNet", True), ("Method", "ZORGLE", False)
    )
    own, listed, other = (company.features(number, peer.listed) for number, peer in enumerate(company.peers))
    assert {"new others:1:new", "first new:True:1", "most new:True:1", "first, most new:True:True:1"} <= own
    assert {"new others:1:new", "first new:False:1", "most new:False:1"} <= other
    assert "new others:2:gaz" in listed
    assert not any(feature.startswith(("first", "most")) for feature in listed)


def test_another_type_is_no_rival(nlp: Language) -> None:
    company = company_of(nlp, TEXT, ("Dataset", "Quokkify", False), ("Method", "ZORGLE", False))
    assert {"new others:0:new", "first new:True:0"} <= company.features(1, listed=False)


def test_taken_as_listed_it_is_none_of_the_new(nlp: Language) -> None:
    company = company_of(nlp, TEXT, ("Method", "Quokkify", False), ("Method", "ZORGLE", False))
    found = company.features(0, listed=True)
    assert "new others:1:gaz" in found
    assert not any(feature.startswith(("first", "most")) for feature in found)


def test_what_stands_beside_it_and_the_cues_between(nlp: Language) -> None:
    company = company_of(
        nlp, TEXT, ("Method", "Quokkify", False), ("Method", "BloopNet", True), ("Dataset", "ZORGLE", False)
    )
    own = company.features(0, listed=False)
    assert {"beside<:none:new", "beside>:gazM:new", "beside>:gazM:beat:new", "beside>:newD:new"} <= own
    assert {"all>:gazM:new", "all>:gazM+newD:new"} <= own
    rival = company.features(1, listed=True)
    assert {"beside<:newM:gaz", "beside<:newM:beat:gaz", "beside<:newD:gaz", "beside>:none:gaz"} <= rival
    assert "all<:newD+newM:gaz" in rival


def test_its_own_mentions_are_not_beside_it(nlp: Language) -> None:
    company = company_of(nlp, "Trees\n\nQuokkify is Quokkify.", ("Method", "Quokkify", False))
    assert {"beside<:none:new", "beside>:none:new"} <= company.features(0, listed=False)


def test_only_the_nearest_names_of_a_long_list_count(nlp: Language) -> None:
    names = [f"Zorg{letter}" for letter in "ABCDEFGHIJK"]
    text = f"Trees\n\nWe use {', '.join(names)}, QUUX."
    company = company_of(
        nlp, text, ("Dataset", "QUUX", False), *(("Method", name, n > 2) for n, name in enumerate(names))
    )
    assert len(names) > MOST_BESIDE + 2
    assert {"all<:gazM:new", "beside<:gazM:new"} <= company.features(0, listed=False)
