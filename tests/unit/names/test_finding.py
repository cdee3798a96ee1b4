"""Which nodes a name means."""

import pytest

import kg
from kg.model import Edge, Graph, KgError, Label, Node, Paper, Relation, Variant
from kg.names.finding import find, find_best, find_one, paper_with_id


def paper(key: str, title: str) -> Node:
    return Node(f"paper:{key}", Label.PAPER, title, paper=Paper(key, title, ""))


NODES = (
    Node("dataset:whisper", Label.DATASET, "Whisper"),
    Node("hardware:iphone", Label.HARDWARE, "iPhone"),
    Node("hardware:mobile-phone", Label.HARDWARE, "mobile phone", ("phone", "cell phone")),
    Node("hardware:nvidia-a100", Label.HARDWARE, "NVIDIA A100", ("Tesla A100",)),
    Node("hardware:nvidia-a100-80gb", Label.HARDWARE, "NVIDIA A100 80GB"),
    Node("hardware:smartphone", Label.HARDWARE, "smartphone"),
    Node("method:lora", Label.METHOD, "LoRA", ("Low-Rank Adaptation",)),
    Node("method:qlora", Label.METHOD, "QLoRA"),
    Node("method:whisper", Label.METHOD, "Whisper"),
    paper("1", "Deep nets"),
    paper("2", "Deep nets for phones"),
    paper("3", "Phones: a survey of nets"),
    paper("4", "Ονόματα"),
    paper("5", "QLoRA"),
)
EDGES = (
    Edge("paper:1", "hardware:nvidia-a100", Relation.RUNS_ON, ()),
    Edge("paper:1", "method:whisper", Relation.USES, ()),
)
GRAPH = Graph(NODES, EDGES)


@pytest.mark.parametrize(
    ("name", "best", "others"),
    [
        ("method:lora", "method:lora", []),
        ("LoRA", "method:lora", ["method:qlora", "paper:5"]),
        ("lora", "method:lora", ["method:qlora", "paper:5"]),
        ("low rank adaptations", "method:lora", []),
        ("adaptation", "method:lora", []),
        ("a100", "hardware:nvidia-a100", ["hardware:nvidia-a100-80gb"]),
        ("nvidia a100", "hardware:nvidia-a100", ["hardware:nvidia-a100-80gb"]),
        ("A100, NVIDIA", "hardware:nvidia-a100", ["hardware:nvidia-a100-80gb"]),
        ("A 100", "hardware:nvidia-a100", ["hardware:nvidia-a100-80gb"]),
        ("nvidiaa100", "hardware:nvidia-a100", []),
        ("the LoRA method", "method:lora", []),
        ("lora 7B", "method:lora", []),
        ("80gb a100", "hardware:nvidia-a100-80gb", []),
        ("Whisper", "method:whisper", ["dataset:whisper"]),
        ("QLoRA", "method:qlora", ["paper:5"]),
        ("phone", "hardware:mobile-phone", ["paper:2", "paper:3", "hardware:iphone", "hardware:smartphone"]),
        ("paper:2", "paper:2", []),
        ("2", "paper:2", []),
        ("deep  NETS", "paper:1", ["paper:2"]),
        ("survey phones", "paper:3", []),
        ("ονόματα", "paper:4", []),
    ],
)
def test_the_best_fit_comes_first(name: str, best: str, others: list[str]) -> None:
    assert [node.id for node in find(GRAPH, name)] == [best, *others]


@pytest.mark.parametrize(
    ("name", "similar"),
    [
        *(("Wisper", "whisper"), ("iPhnoe", "iphone"), ("Deep nests", "1"), ("low rnk adaptaton", "lora")),
        *(
            ("LoRA-rank-8", "lora"),
            ("Whisper large v3", "whisper"),
            ("iPhone 12 Pro", "iphone"),
            ("smart-fone", "smartphone"),
        ),
    ],
)
def test_a_similar_spelling_is_found_if_nothing_else_is(name: str, similar: str) -> None:
    assert find(GRAPH, name)[0].id.endswith(f":{similar}")


@pytest.mark.parametrize("name", ["zebra", "?", "", " ", "e"])
def test_nothing_is_found(name: str) -> None:
    assert find(GRAPH, name) == []


@pytest.mark.parametrize(
    "key", ["2106.09685", "paper:2106.09685", "arXiv:2106.09685v2", "https://arxiv.org/abs/2106.09685", "s2-77",
            "10.1000/x", "https://doi.org/10.1000/X"],
)  # fmt: skip
def test_a_paper_by_any_of_its_ids(key: str) -> None:
    lora = Paper("2106.09685", "Low rank", "", doi="10.1000/x")
    node = Node("paper:2106.09685", Label.PAPER, "Low rank", paper=lora, records=(Variant(id="s2-77"), Variant()))
    both = Graph((*GRAPH.nodes, node), EDGES)
    assert find(both, key)[0] is node
    assert paper_with_id(both, key) is node


@pytest.mark.parametrize(
    ("key", "similar"),
    [
        ("2106.0968", r": did you mean paper:2106.09685 \(Low rank\)\?"),
        ("low rank", r": did you mean paper:2106.09685 \(Low rank\)\?"),
        ("nets", r": did you mean paper:1 \(Deep nets\); paper:2 \(Deep nets for phones\); paper:3 "),
        ("zebra", "$"),
        ("method:lora", "$"),
    ],
)
def test_an_id_that_no_paper_has_is_told_with_similar_ones(key: str, similar: str) -> None:
    lora = Node("paper:2106.09685", Label.PAPER, "Low rank", paper=Paper("2106.09685", "Low rank", ""))
    with pytest.raises(KgError, match=f"no paper has the id '{key}'{similar}"):
        paper_with_id(Graph((*GRAPH.nodes, lora), EDGES), key)


def test_the_best_are_those_that_fit_alike() -> None:
    assert [node.id for node in find_best(GRAPH, "Whisper")] == ["method:whisper", "dataset:whisper"]
    assert [node.id for node in find_best(GRAPH, "phones", [Label.PAPER])] == ["paper:2", "paper:3"]
    assert find_one(GRAPH, "QLoRA").id == "method:qlora", "an entity before a paper of its name"
    assert find_one(GRAPH, "QLoRA", [Label.PAPER]).id == "paper:5"


def test_a_name_of_several_nodes_is_not_one() -> None:
    with pytest.raises(
        KgError, match=r"'nets' matches more than one paper: give the id of one:\npaper:1 \(Deep nets\); "
    ):
        find_one(GRAPH, "nets", [Label.PAPER])
    many = Graph(tuple(paper(str(number), f"Net {number}") for number in range(7)))
    with pytest.raises(KgError, match="; and 3 more"):
        find_one(many, "net")


@pytest.mark.parametrize(
    ("name", "labels", "message"),
    [
        ("Wisper", [Label.METHOD, Label.DATASET], r"no entity matches 'Wisper': did you mean Whisper\?"),
        ("zebra", list(Label), "no node matches 'zebra'$"),
        ("Deep nests", [Label.PAPER], r"no paper matches 'Deep nests': did you mean Deep nets; Deep nets for p"),
    ],
)
def test_an_unknown_name_brings_similar_ones(name: str, labels: list[Label], message: str) -> None:
    with pytest.raises(KgError, match=message):
        find_one(GRAPH, name, labels)


def test_of_one_name_the_node_with_far_more_links_is_meant() -> None:
    nodes = (
        Node("method:cocos", Label.METHOD, "CoCoS"),
        Node("method:vision-transformer", Label.METHOD, "Vision Transformer", ("ViT",)),
        Node("method:vit-small", Label.METHOD, "ViT-Small", ("ViT",)),
        Node("method:coco", Label.METHOD, "CoCo"),
        *(paper(str(number), f"Net {number}") for number in range(4)),
    )
    links = [Edge(f"paper:{number}", "method:vision-transformer", Relation.USES, ()) for number in range(3)]
    graph = Graph(nodes, tuple(links))
    assert find_one(graph, "vit").id == "method:vision-transformer"
    assert find_one(graph, "coco").id == "method:coco", "the plural is further away"
    few = Graph(nodes, (*links[:2], Edge("paper:3", "method:vit-small", Relation.USES, ())))
    with pytest.raises(KgError, match="'vit' matches more than one node"):
        find_one(few, "vit")


def test_a_graph_of_networkx_is_searched_as_it_is_now() -> None:
    network = kg.to_networkx(GRAPH)
    assert find(network, "a100") == [node for node in NODES if node.id.startswith("hardware:nvidia")]
    assert [node.id for node in find(network, "phone")] == [node.id for node in find(GRAPH, "phone")]
    network.add_node("method:teapot", type="Method", name="Teapot", aliases="Kettle | Urn")
    network.add_node("note", text="not of kg")
    assert find_one(network, "teapot").id == find_one(network, "urn").id == "method:teapot"
    network.nodes["method:teapot"]["name"] = "Samovar"
    network.nodes["method:lora"]["aliases"].append("Chai")
    assert find_one(network, "samovar").id == "method:teapot"
    assert find_one(network, "chai").id == "method:lora"
    assert "method:teapot" not in {node.id for node in find(network, "Teapot")}


@pytest.mark.parametrize("graph", ["graph.jsonl", [NODES], None])
def test_what_is_no_graph_is_told(graph: object) -> None:
    with pytest.raises(KgError, match="a Graph is wanted, not"):
        find(graph, "a100")  # type: ignore[arg-type]


def test_it_is_a_function_of_the_package() -> None:
    assert kg.find is find
