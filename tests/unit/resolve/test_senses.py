"""Senses: what is known of all claims with one meaning, whatever the order in which they are added."""

from msgspec.structs import replace
from resolving import paper, titled

from kg.model import Extraction, Label, Relation
from kg.resolve.senses import MOST_PAPERS, Claim, Sense, claims_of, gather_senses, owners_apart, read_senses


def claims(*papers: Extraction) -> list[Claim]:
    return [claim for one in papers for claim in claims_of(one.paper, one.entities)]


def sense(*papers: Extraction) -> Sense:
    (found,) = gather_senses(claims(*papers)).values()
    return found


def test_a_sense_counts_its_papers_and_keeps_the_first_as_witnesses() -> None:
    many = [paper(number, "", "Quux") for number in range(MOST_PAPERS + 3)]
    names = [one.paper.id for one in many]
    for some in (many, many[::-1]):
        found = sense(*some)
        assert (found.papers, found.witnesses) == (len(many), names[:MOST_PAPERS])
        assert found.bare == {"quux": len(many)}


def test_a_paper_with_two_claims_of_one_sense_counts_once() -> None:
    one = paper(1, "", "Quux")
    twice = replace(one, entities=(*one.entities, replace(one.entities[0], name="QUUX")))
    found = sense(twice)
    assert (found.papers, found.witnesses) == (1, ["p1"])
    assert found.names == {"Quux": 1, "QUUX": 1}


def test_the_name_is_that_of_most_claims_and_of_two_the_first() -> None:
    key = "method:quux"
    assert sense(paper(1, "", "Quux"), paper(2, "", "QUUX", key=key), paper(3, "", "QUUX", key=key)).name == "QUUX"
    assert sense(paper(1, "", "Quux"), paper(2, "", "QUUX", key=key)).name == "QUUX"


def test_merged_senses_are_the_sense_of_all_claims() -> None:
    some = [paper(number, "", "FOB", "Flow of Bits") for number in (3, 1)]
    others = [paper(number, "", "FoB", "Flow of Bits", relation=Relation.PROPOSES) for number in (2, 0)]
    merged = sense(*some)
    merged.merge(sense(*others))
    assert merged == sense(*some, *others)
    assert merged.own
    other = Sense(Label.METHOD, long="Flow of All Bits")
    other.merge(merged)
    assert other.long == "Flow of All Bits", "the first of two long forms"


def test_a_defined_name_and_a_repository_are_not_bare() -> None:
    (defined,) = claims(paper(1, "", "FOB", "Flow of Bits"))
    (link,) = claims(paper(1, "", "https://github.com/a/b", label=Label.REPOSITORY, relation=Relation.HAS_CODE))
    (name,) = claims(paper(1, "", "FOB"))
    assert (defined.bare, link.bare, name.bare) == ("", "", "fob")


def test_titles_are_apart_unless_one_definition_is_behind_them() -> None:
    titles = claims(titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK"))
    assert owners_apart(titles, ()) == {("p1", "method:quork"), ("p2", "method:quork")}
    assert owners_apart(titles, {"method:quork"}) == frozenset()


def test_one_owner_is_not_apart_from_itself() -> None:
    assert owners_apart(claims(titled(1, "QUORK: Counting Bees", "QUORK")), ()) == frozenset()


def test_read_senses_has_one_for_each_owner() -> None:
    papers = [titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK")]
    found = read_senses(papers)
    assert {(one.long, one.owned_by) for one in found.by_key.values()} == {
        ("Counting Bees", "p1"),
        ("Pricing Bonds", "p2"),
    }
    assert {claim.key for claim in found.claims(papers)} == found.by_key.keys()
