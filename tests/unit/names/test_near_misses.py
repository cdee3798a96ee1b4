"""Names, links, authors and letters that are one, beside those that are nearly so."""

import pytest

from kg.model import Entity, Label, Mention, Paper, Relation
from kg.names.fold import fold, name_key, singular
from kg.names.heads import core_key, cut_size
from kg.names.ids import title_key
from kg.names.links import address, address_key, code_entity, find_links, repository, with_code
from kg.names.lists import hosts
from kg.names.markup import plain_words
from kg.names.papers import arxiv_id, author_keys, paper_year
from kg.names.sentences import sentence_at, sentence_starts
from kg.names.spelling import same_name, spellings


@pytest.mark.parametrize(
    ("word", "one"), [("nets", "net"), ("bus", "bus"), ("Gas", "Gas"), ("Loss", "Loss"), ("Lasers", "Laser")]
)
def test_a_plural_of_four_letters_loses_its_s(word: str, one: str) -> None:
    assert singular(word) == one


def test_letters_of_other_widths_and_articles_do_not_count() -> None:
    assert fold("ＬｏＲＡ") == fold("LoRA")
    assert name_key("the anchor") == name_key("anchors") == name_key("anchor")
    assert name_key("the Anchor") != name_key("Anchor"), "a name with capitals may have an article"


@pytest.mark.parametrize(("form", "name"), [("X-7B", "X-7B"), ("T5-3B", "T5"), ("A100-80GB", "A100")])
def test_a_name_without_its_size_has_two_letters(form: str, name: str) -> None:
    assert cut_size(form) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("method", "framework", False),
        ("Tea model", "Tea", False),
        ("resnet50 model", "resnet50", True),
        ("TEa model", "TEa", True),
        ("GPT FOO model", "GPT FOO", False),
    ],
)
def test_which_names_a_model_is_left_out_of(one: str, other: str, same: bool) -> None:
    assert (core_key(Label.METHOD, one) == core_key(Label.METHOD, other)) is same


HOSTS = [name for host in hosts().values() for name in (host.host, *host.aliases)]


@pytest.mark.parametrize("host", [*HOSTS, "gitlab.frob.fr"])
def test_a_link_to_any_host_is_found(host: str) -> None:
    for link in (f"https://{host}/ann/tea", f"{host}/ann/tea", f"git@{host}:ann/tea"):
        assert [found["path"] for found in find_links(f"Code: {link}.")] == ["ann/tea"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://huggingface.co/datasets/ann/tea/tree/main", "https://huggingface.co/datasets/ann/tea"),
        ("https://huggingface.co/ann/tea/tree/main", "https://huggingface.co/ann/tea"),
        ("https://gitlab.frob.fr/datasets/ann/tea", "https://gitlab.frob.fr/datasets/ann"),
        ("https://github.com/Zed/RoboX.", "https://github.com/Zed/RoboX"),
    ],
)
def test_an_address_ends_with_the_name_of_the_repository(link: str, found: str) -> None:
    assert address(link) == found


def test_links_to_a_host_of_two_names_are_the_same() -> None:
    assert address_key("https://hf.co/ann/tea") == address_key("huggingface.co/Ann/tea/")
    assert repository("GitLab.Frob.fr", "ann/tea") == "gitlab.frob.fr/ann/tea"


def test_another_way_to_write_the_host_is_an_alias_and_another_way_to_write_the_path_is_none() -> None:
    cloned, other = code_entity("git@github.com:Zed/Zorb.git"), code_entity("https://hf.co/Zed/Zorb")
    assert cloned
    assert cloned.aliases == ()
    assert other
    assert other.aliases == ("https://hf.co/Zed/Zorb",)


def test_words_that_call_a_repository_the_papers_own_are_kept() -> None:
    key, cue = "repository:github.com/zed/zorb", Mention("abstract", 0, 8, "Our code", "cue")
    place = Mention("abstract", 12, 31, "github.com/zed/zorb", "link")
    own = Entity(Label.REPOSITORY, "https://github.com/zed/zorb", (), Relation.HAS_CODE, key, (place,), (cue,))
    (merged,) = with_code((own,), "https://github.com/zed/zorb")
    assert merged.cues == (cue,)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        *(("Ærø", "aero"), ("cœur", "coeur"), ("Đorđe", "dorde"), ("Guðrún", "gudrun"), ("Þór", "thor")),
        *(("Işık", "isik"), ("ȷ", "j"), ("ħ", "h"), ("ø", "o"), ("ł", "l")),
        *((r"\AE r\o", "aero"), (r"\oe uvre", "oeuvre"), (r"{\DJ}or{\dj}e", "dorde"), (r"Gu{\dh}r\'un", "gudrun")),
        *((r"{\th}or", "thor"), (r"\'\i", "i"), (r"\v\j", "j"), (r"{\aa}", "a"), (r"{\ss}", "ss"), (r"\ell_1", "l 1")),
        *(("Deep~nets", "deep nets"), ("Gödel", "godel")),
    ],
)
def test_a_letter_is_what_it_is_without_its_marks(written: str, plain: str) -> None:
    assert title_key(written) == plain


def test_plain_words_keep_capitals() -> None:
    assert plain_words("Gödel ø I") == "Godel o I"


ENDS = ("II", "III", "IV", "Jr.", "Sr.", "et al.", "and")


@pytest.mark.parametrize("archive", ["acc-phys", "cs", "hep-th", "supr-con"])
def test_an_old_number_of_any_archive(archive: str) -> None:
    assert arxiv_id(f"{archive}/9411001v2") == (f"{archive}/9411001", 2)


@pytest.mark.parametrize(
    ("key", "url", "year"),
    [("hep-th/9108001", "", 1991), ("hep-th/9001001", "", 2090), ("2106.09685", "arxiv.org/abs/2206.00001", 2021)],
)
def test_the_first_year_that_a_number_says(key: str, url: str, year: int) -> None:
    assert paper_year(Paper(key, "T", "", url=f"https://{url}" if url else "")) == year


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Curie, Marie", "Curie, Pierre", True),
        ("Curie M", "Marie Curie", True),
        ("Smith Jr., John", "John Smith", True),
        ("Jones Jr., Ann", "Smith Jr., John", False),
        ("Wei Li", "W. Li", True),
        ("Q", "Q", True),
        ("M. Q", "M. R", False),
        *((f"John Smith {end}", f"Robert Jones {end}", False) for end in ENDS),
        *((f"John Smith {end}", "J. Smith", True) for end in ENDS),
    ],
)
def test_surnames_in_common(one: str, other: str, shared: bool) -> None:
    assert bool(author_keys([one]) & author_keys([other])) is shared


def test_a_long_sentence_is_cut_between_words_where_there_are_some() -> None:
    text = "words " * 1_000
    starts = sentence_starts(text)
    assert len(starts) == 4
    assert all(text[start:].startswith("words") for start in starts)


def test_a_sign_alone_is_a_sentence() -> None:
    assert sentence_starts("? Yes. No.") == [0, 2, 7]
    assert sentence_at(" We brew.", 1, 3) == (1, 9)
    text = "We brew.  They do.\n"
    assert [text[slice(*sentence_at(text, place, place + 1))] for place in (0, 10, 18)] == [
        "We brew.",
        "They do.",
        "They do.",
    ]


@pytest.mark.parametrize(
    ("listed", "written", "same"),
    [
        ("S-1", "S1", True),
        ("LoRA", "loRA", True),
        ("LoRA", "lora", False),
        ("Contrastive Learning", "contrastive learning", True),
        ("star", "Star", True),
        ("A Tale of Bits", "a tale of bits", True),
        ("Tale of Bits", "a tale of bits", False),
        ("FLOPS", "FLOPS", True),
        ("IMoS", "IMOS", True),
        ("IMo", "IMOS", False),
        ("TX", "TXs", True),
        ("LSM", "LSM", True),
        ("LSM", "LSMs", True),
    ],
)
def test_capitals_and_signs_of_a_listed_name(listed: str, written: str, same: bool) -> None:
    assert same_name(listed, written) is same


def test_a_name_with_a_capital_has_one_spelling() -> None:
    assert spellings("Pre-trained quokka") == set()
