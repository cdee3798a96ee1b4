"""How much of a name is enough to find a node, and which of several comes first."""

import pytest

import kg
from kg.model import Edge, Graph, KgError, Label, Node, Paper, Relation
from kg.names.finding import find, find_best, find_one, paper_with_id


def method(name: str, *aliases: str, key: str = "") -> Node:
    return Node(f"method:{key or name.lower().replace(' ', '-')}", Label.METHOD, name, aliases)


def paper(key: str, title: str) -> Node:
    return Node(f"paper:{key}", Label.PAPER, title, paper=Paper(key, title, ""))


def graph(*nodes: Node, links: str = "") -> Graph:
    """A graph in which papers link to a node as often as its id is among these words."""
    papers = [paper(f"x{number}", f"Zzyzx {number}") for number, _ in enumerate(links.split())]
    edges = tuple(Edge(one.id, end, Relation.USES, ()) for one, end in zip(papers, links.split(), strict=True))
    return Graph(tuple(sorted((*nodes, *papers), key=lambda node: node.id)), edges)


def found(inside: Graph, name: str) -> list[str]:
    return [node.id for node in find(inside, name)]


PHONES = graph(
    *(Node(f"hardware:{key}", Label.HARDWARE, name, aliases) for key, name, aliases in (
        ("iphone", "iPhone", ()), ("mobile-phone", "mobile phone", ("phone", "cell phone")),
        ("smartphone", "smartphone", ()),
    )),
    method("LoRA", "Low-Rank Adaptation"),
    method("Whisper"),
    Node("dataset:whisper", Label.DATASET, "Whisper"),
    paper("1", "Deep nets"),
    paper("2", "Deep nets for phones"),
    paper("3", "Phones: a survey of nets"),
    links="method:whisper",
)  # fmt: skip


@pytest.mark.parametrize(("name", "ids"), [("dap", ["method:lora"]), ("da", []), ("dap ow", []), ("ow dap", [])])
def test_a_part_of_a_word_has_three_letters(name: str, ids: list[str]) -> None:
    assert found(PHONES, name) == ids


@pytest.mark.parametrize(
    ("name", "right"),
    [("wasper", True), ("wispe", True), ("wasber", False), ("ylo", True), ("yl", False), ("lo", False)],
)
def test_a_misspelt_name_must_be_like_enough(name: str, right: bool) -> None:
    some = graph(method("Whisper"), method("YOLO"), method("XY"))
    assert found(some, name) == ([f"method:{'yolo' if name[0] == 'y' else 'whisper'}"] if right else [])


def test_words_that_are_known_are_kept_and_the_others_corrected() -> None:
    assert found(graph(method("AI Feynman")), "Feynmann AI") == ["method:ai-feynman"]


def test_where_a_word_is_unknown_the_names_inside_are_found() -> None:
    assert found(PHONES, "zzzz phone") == ["hardware:mobile-phone"]
    assert found(PHONES, "Whisper zzzz") == ["method:whisper", "dataset:whisper"], "the one with more links first"
    assert found(graph(method("SAM"), method("Go")), "SAM zzzz") == ["method:sam"]
    assert found(graph(method("SAM"), method("Go")), "Go zzzz") == []


def test_where_no_word_is_inside_the_rarest_words_in_common_count() -> None:
    some = graph(paper("1", "Deep seas"), paper("2", "Deep rivers of trees"), paper("3", "Rivers and nets"))
    assert found(some, "deep zz nets rivers") == ["paper:3", "paper:2"]
    assert found(PHONES, "zzzzz nets survye") == ["paper:3"], "misspelt words count as the words that are meant"


@pytest.mark.parametrize(
    "name", ["zzzz nets survey qqqqqq", "nets on trees", "Low-Rank Factors: Gradients Based on Adaptive Events"]
)
def test_names_with_less_than_half_of_the_words_are_not_suggested(name: str) -> None:
    assert found(PHONES, name) == []
    with pytest.raises(KgError, match=rf"^no node matches '{name}'$"):
        find_best(PHONES, name)


def test_an_entity_with_one_word_of_many_in_common_is_not_suggested() -> None:
    some = graph(method("quantum convolutional neural network"), method("quantum circuit"))
    assert found(some, "quantum GAN") == ["method:quantum-circuit"]
    assert found(some, "quantum annealing") == []


def test_a_noun_that_only_says_what_it_is_is_left_out_before_titles_are_searched() -> None:
    some = graph(method("LoRA"), paper("1", "A LoRA method for nets"))
    assert found(some, "LoRA method") == ["method:lora", "paper:1"]
    with pytest.raises(KgError, match=r"no node matches 'LoRA zebra': did you mean LoRA\?"):
        find_best(some, "LoRA zebra")


def test_a_name_comes_before_an_alias_however_many_links_that_has() -> None:
    some = graph(method("Adapter"), method("LoRA", "Adapter"), links="method:lora method:lora")
    for name in ("Adapter", "adapter", "adapters"):
        assert found(some, name) == ["method:adapter", "method:lora"]
    assert found(some, "an adapter")[0] == "method:adapter"


@pytest.mark.parametrize(
    ("links", "meant"),
    [("", False), ("a", True), ("a a a b", True), ("a a b", False), ("b b b b a", False), ("a a a a a b b", False)],
)
def test_a_name_means_the_node_with_three_times_the_links(links: str, meant: bool) -> None:
    ends = " ".join(f"method:{end}" for end in links.split())
    some = graph(method("ViT", key="a"), method("ViT", key="b"), links=ends)
    if meant:
        assert find_one(some, "vit").id == "method:a"
    elif links.count("b") < 4:
        with pytest.raises(KgError, match=r"'vit' matches more than one node: .*\n.*method:. \(ViT\)$"):
            find_one(some, "vit")


def test_four_nodes_of_a_name_are_all_told_and_of_five_one_is_counted() -> None:
    nodes = [method("ViT", key=key) for key in "abcde"]
    with pytest.raises(KgError, match=r"method:d \(ViT\)$"):
        find_one(graph(*nodes[:4]), "ViT")
    with pytest.raises(KgError, match=r"method:d \(ViT\); and 1 more$"):
        find_one(graph(*nodes), "ViT")


def test_a_long_name_is_cut_in_a_message() -> None:
    name = " ".join(["abcde"] * 12)
    with pytest.raises(KgError, match=rf"did you mean {name[:50]}\?$"):
        find_best(graph(method(name)), f"{name}x")
    with pytest.raises(KgError, match=rf"\nmethod:a \({name[:50]}\); method:b \({name[:50]}\)$"):
        find_one(graph(method(name, key="a"), method(name, key="b")), name)
    with pytest.raises(KgError, match=rf"did you mean paper:2106.09685 \({name[:50]}\)\?$"):
        paper_with_id(graph(paper("2106.09685", name)), "paper:2106.0968")


def test_nodes_of_other_types_are_no_help() -> None:
    with pytest.raises(KgError, match=r"no method matches 'Deepnest'$"):
        find_one(PHONES, "Deepnest", [Label.METHOD])
    assert find_one(PHONES, "Deep nets", [Label.PAPER]).id == "paper:1"


def test_aliases_of_a_flat_network_are_names_of_their_own() -> None:
    network = kg.to_networkx(PHONES)
    network.add_node("method:teapot", type="Method", name="Teapot", aliases="Kettle | Urn")
    network.add_node("method:burial", type="Method", name="Urn burial", aliases="")
    assert [node.id for node in find_best(network, "Urn")] == ["method:teapot"]
    assert [node.id for node in find_best(network, "Kettle")] == ["method:teapot"]


def test_a_network_that_grew_is_searched_anew() -> None:
    network = kg.to_networkx(PHONES)
    assert [node.id for node in find(network, "Whisper")] == ["method:whisper", "dataset:whisper"]
    network.add_edge("paper:1", "dataset:whisper")
    network.add_edge("paper:2", "dataset:whisper")
    assert [node.id for node in find(network, "Whisper")] == ["dataset:whisper", "method:whisper"]
