"""A user's lexicon: each kind of line does what it says to a build, also when papers are added later."""

from pathlib import Path

import msgspec
import pytest

import kg
from kg.graph.assemble import build_graph, extractions_of
from kg.knowledge.check import check_lexicons
from kg.knowledge.lexicon import context_hits, load_lexicon
from kg.knowledge.records import Choice, CueLine, Entry, PatternLine
from kg.model import Graph, KgError, Label, Paper
from kg.nlp import load

TEXTS = {
    "p1": "We propose Zorblax, a framework for sorting. Zorblax outperforms LoRA on CIFAR-10.",
    "p2": "We train models on CIFAR-10 with LoRA. The Zorb-Lax method is compared with QuuxNet.",
    "p3": "We propose QuuxNet for sorting. QuuxNet outperforms Zorblax on CIFAR-10.",
}


def write(folder: Path, *lines: dict[str, object], name: str = "own.jsonl") -> tuple[Path, ...]:
    path = folder / name
    path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    assert check_lexicons([path]).problems == []
    return (path,)


def papers(*ids: str, texts: dict[str, str] = TEXTS) -> list[Paper]:
    return [Paper(key, f"A study of sorting, part {key}", texts[key]) for key in ids]


def build(lexicon: tuple[Path, ...] = (), *ids: str, texts: dict[str, str] = TEXTS) -> Graph:
    return kg.build(papers(*(ids or texts), texts=texts), lexicon)


def add(old: Graph, lexicon: tuple[Path, ...], *ids: str) -> Graph:
    """What kg build --add does."""
    found = [*extractions_of(old.nodes, old.edges), *kg.extract(papers(*ids), lexicon)]
    return build_graph(found, load_lexicon(lexicon))


def ids(graph: Graph) -> set[str]:
    return {node.id for node in graph.nodes}


def targets(graph: Graph, paper: str) -> set[str]:
    return {edge.target for edge in graph.edges if edge.source == f"paper:{paper}"}


def test_add_gives_a_name_its_type_and_joins_its_aliases(tmp_path: Path) -> None:
    lines = write(tmp_path, {"add": "Dataset", "name": "Zorblax", "aliases": ["Zorb Lax"], "id": "dataset:zz"})
    lexicon = load_lexicon(lines)
    assert lexicon.entries["dataset:zz"] == (Label.DATASET, Entry("Zorblax", ("Zorb Lax",), "dataset:zz"))
    assert lexicon.forms["Zorb Lax"] == ("dataset:zz",)
    assert lexicon.user == {"dataset:zz"}
    text = {"p1": "We evaluate on Zorblax and on CIFAR-10. Results on the Zorb Lax dataset are best."}
    assert "dataset:zz" in ids(build(lines, texts=text))


def test_an_added_name_is_found_whatever_the_weights_say(tmp_path: Path) -> None:
    lines = write(tmp_path, {"add": "Method", "name": "afternoon"}, {"add": "Method", "name": "sorting"})
    assert {"method:afternoon", "method:sorting"} <= ids(build(lines, texts={"p1": "In the afternoon came sorting."}))


def test_an_added_form_is_taken_from_what_the_lexicon_has_it_for(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, {"add": "Method", "name": "Zorblax", "aliases": ["SAM", "LoRA"]}))
    assert lexicon.forms["SAM"] == lexicon.forms["LoRA"] == ("method:zorblax",)
    assert "SAM" not in lexicon.ambiguous


def test_remove_and_stop_take_names_out(tmp_path: Path) -> None:
    before = load_lexicon()
    assert before.forms["LoRA"] == ("method:lora",)
    removed = load_lexicon(write(tmp_path, {"remove": "LoRA"}, {"remove": "CIFAR10"}))
    assert "LoRA" not in removed.forms
    assert "CIFAR10" not in removed.forms
    assert "CIFAR-10" not in removed.forms, "a form goes with its spellings"
    stopped = load_lexicon(write(tmp_path, {"stop": "QuuxNet"}, {"stop": "LoRA"}, name="other.jsonl"))
    assert stopped.stop["quuxnet"] == "user"
    assert "LoRA" not in stopped.forms


@pytest.mark.parametrize("stop", ["QuuxNet", "quuxnet"])
def test_what_a_user_stops_is_no_node_however_much_speaks_for_it(tmp_path: Path, stop: str) -> None:
    texts = {
        f"p{n}": f"We propose {form}, a network for sorting. {form} outperforms LoRA."
        for n, form in enumerate(("QuuxNet", "Quux-Net", "QuuxNets", "QuuxNet model"))
    }
    assert all(any("quux" in key for key in ids(build(texts={key: text}))) for key, text in texts.items())
    after = build(write(tmp_path, {"stop": stop}), texts=texts)
    assert {key: targets(after, key) for key in texts} == {key: {"method:lora"} for key in texts}


def test_a_stopped_acronym_leaves_its_long_form(tmp_path: Path) -> None:
    text = {"p1": "We propose Zorb Quux Network (ZQN), a network for sorting. ZQN outperforms LoRA."}
    lines = write(tmp_path, {"stop": "ZQN"})
    (node,) = [node for node in build(lines, texts=text).nodes if node.id not in ("paper:p1", "method:lora")]
    assert (node.name, node.aliases) == ("Zorb Quux Network", ())
    write(tmp_path, {"stop": "LoRA"})
    assert ids(build(lines, texts=text)) == {"paper:p1", "method:zqn"}, "a file that is edited is read again"


@pytest.mark.parametrize("line", [{"remove": "SAM"}, {"stop": "SAM"}, {"stop": "CD"}])
def test_an_ambiguous_form_can_be_taken_out(tmp_path: Path, line: dict[str, object]) -> None:
    (form,) = line.values()
    lexicon = load_lexicon(write(tmp_path, line))
    assert form not in lexicon.forms
    assert form not in lexicon.ambiguous


def test_hardware_that_gets_an_alias_keeps_its_kind(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, {"add": "Hardware", "name": "NVIDIA A100", "aliases": ["A-Hundred"]}))
    (key,) = lexicon.forms["A-Hundred"]
    assert lexicon.entries[key][1].kind == "GPU"


def test_later_lines_take_out_what_earlier_ones_added(tmp_path: Path) -> None:
    added = {"add": "Method", "name": "Zorblax", "aliases": ["Zorb Machine"]}
    lora = {"add": "Method", "name": "LoRA", "aliases": ["Zorb Rank"]}
    lines = write(tmp_path, added, lora, {"remove": "zorb machine"}, {"stop": "Zorb-Rank"}, {"remove": "LoRAs"})
    assert {"Zorblax", "Zorb Machine", "Zorb Rank", "LoRA"} & load_lexicon(lines).forms.keys() == {"Zorblax"}


def test_an_ambiguous_form_loses_the_meaning_that_is_removed(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, {"remove": "Sharpness-Aware Minimization"}))
    assert lexicon.forms["SAM"] == ("method:segment-anything-model",)
    assert "SAM" not in lexicon.ambiguous


def test_a_cue_is_found_in_texts(tmp_path: Path) -> None:
    lines = write(tmp_path, {"cue": "we unleash", "group": "propose"})
    assert load_lexicon(lines).cues[-1] == CueLine("we unleash", "propose")
    text = {"p1": "Sorting is slow. We unleash QuuxNet for sorting. QuuxNet outperforms LoRA."}
    (edge,) = [edge for edge in build(lines, texts=text).edges if edge.target == "method:quuxnet"]
    assert "we unleash" in {cue.text.lower() for claim in edge.claims for cue in claim.cues}
    assert load(lines) is not load()


CUES = [
    ("propose", "we hereby unveil", "we propose", "Here {} Zorb Network, a sorter."),
    ("develop", "weave", "develop", "We {} Zorb Network, a sorter."),
    ("name", "christened", "called", "A sorter {} Zorb Network is fast."),
    ("beat", "outshines", "outperforms", "Our sorter {} LoRA."),
    ("use", "by dint of", "using", "Our sorter works {} LoRA."),
    ("evaluate", "put to the test on", "evaluated on", "Our sorter is {} CIFAR-10."),
    ("run", "flown on", "deployed on", "Our sorter is {} a Jetson Nano."),
]


@pytest.fixture(scope="module")
def cues(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """A lexicon of a cue for each group: a pipeline for it takes longer than all the texts."""
    return write(tmp_path_factory.mktemp("cues"), *({"cue": cue, "group": group} for group, cue, *_ in CUES))


@pytest.mark.parametrize(("cue", "usual", "sentence"), [one[1:] for one in CUES], ids=[one[0] for one in CUES])
def test_a_cue_says_as_much_as_the_usual_one(cues: tuple[Path, ...], cue: str, usual: str, sentence: str) -> None:
    own, shipped = (
        [(edge.type, edge.target) for edge in build(using, texts={"p1": f"Sorting is slow. {text}"}).edges]
        for using, text in ((cues, sentence.format(cue)), ((), sentence.format(usual)))
    )
    assert own == shipped != []


def test_a_cue_that_is_shipped_keeps_its_own_weights(tmp_path: Path) -> None:
    lines = write(tmp_path, {"cue": "Outperforms", "group": "beat"}, {"cue": "We  Unleash", "group": "our"})
    lexicon = load_lexicon(lines)
    assert lexicon.own_cues == {"we unleash": "we"}
    assert lexicon.cues[:-1] == load_lexicon().cues


def test_same_joins_and_says_so(tmp_path: Path) -> None:
    plain = build()
    assert {"method:zorblax", "method:quuxnet"} <= ids(plain)
    joined = build(write(tmp_path, {"same": ["Zorblax", "QuuxNet"]}))
    (node,) = [node for node in joined.nodes if {"Zorblax", "QuuxNet"} <= {node.name, *node.aliases}]
    assert "user" in {merge.rule for merge in node.merges}


def test_different_parts_what_rules_join(tmp_path: Path) -> None:
    texts = {"p1": TEXTS["p1"], "p2": "Our sorter outperforms Zorb-Lax and LoRA."}
    (both,) = targets(build(texts=texts), "p1") & targets(build(texts=texts), "p2") - {"method:lora"}
    assert both in ("method:zorblax", "method:zorb-lax")
    lines = write(tmp_path, {"different": ["method:zorblax", "method:zorb-lax"]})
    assert targets(build(lines, texts=texts), "p1") & targets(build(lines, texts=texts), "p2") == {"method:lora"}


def test_different_gives_an_alias_a_thing_of_its_own(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, {"different": ["Segment Anything Model", "Segment Anything"]}))
    assert lexicon.forms["Segment Anything"] == ("method:segment-anything",)
    assert lexicon.user == set(), "whether it is an entity is left to the context"


@pytest.mark.parametrize("step", [1, -1])
def test_different_parts_two_names_of_one_entry_in_either_order_and_no_others(tmp_path: Path, step: int) -> None:
    pairs = ["SAM", "Segment Anything"], ["SSD", "state space duality"]
    lexicon = load_lexicon(write(tmp_path, *({"different": pair[::step]} for pair in pairs)))
    assert lexicon.forms["SAM"] == ("method:sharpness-aware-minimization",)
    assert lexicon.forms["Segment Anything"] == ("method:segment-anything-model",)
    assert lexicon.forms["SSD"] == lexicon.forms["Single Shot Detector"] == ("method:ssd",)
    assert lexicon.forms["state space duality"] == ("method:state-space-duality",)
    assert not {"SAM", "SSD"} & lexicon.ambiguous.keys()


def test_spellings_of_one_name_cannot_be_parted(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, {"different": ["CIFAR10", "CIFAR-10"]}))
    assert lexicon.forms["CIFAR-10"] == ("dataset:cifar-10",)
    assert lexicon.entries == load_lexicon().entries


def test_same_decides_an_ambiguous_form(tmp_path: Path) -> None:
    lexicon = load_lexicon(write(tmp_path, {"same": ["SAM", "Sharpness-Aware Minimization"]}))
    assert lexicon.forms["SAM"] == ("method:sharpness-aware-minimization",)
    assert "SAM" not in lexicon.ambiguous


def test_decisions_hold_when_papers_are_added(tmp_path: Path) -> None:
    lines = write(
        tmp_path,
        {"same": ["Zorblax", "LoRA"]},
        {"different": ["Zorblax", "QuuxNet"]},
        {"add": "Method", "name": "Zorblax", "aliases": ["Zorb-Lax"]},
        {"stop": "teapot"},
        {"cue": "we unleash", "group": "propose"},
    )
    assert add(build(lines, "p1"), lines, "p2", "p3") == build(lines)
    assert targets(build(lines), "p2") & targets(build(lines), "p1")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"addd": "Method"}, "unknown key 'addd': give one of add, "),
        ({"add": "Paper", "name": "X"}, "add 'Paper': give one of Dataset, Hardware, Method"),
        ({"add": "Method"}, "add Method needs a name"),
        ({"add": "Method", "name": "X", "kind": "GPU"}, "only hardware"),
        ({"add": "Method", "name": "X", "id": "a@b"}, "the id 'a@b' must not contain @"),
        ({"add": "Method", "name": "--"}, "'--' has no letter or digit"),
        ({"add": "Method", "name": "X", "aliases": [" Y"]}, "' Y' .* or spaces around it"),
        ({"label": "Method", "pattern": " Y"}, "' Y' .* or spaces around it"),
        ({"label": "Method", "pattern": [{"LOWER": "y"}], "id": "---"}, "the id '---' has no letter or digit"),
        ({"label": "Method", "pattern": "Y", "id": "method:"}, "the id 'method:' has no letter or digit"),
        ({"label": "Method", "pattern": []}, "exactly one of .*; this one has none, or an empty one"),
        ({"stop": ""}, "exactly one of .*; this one has none, or an empty one"),
        ({"stop": "?"}, r"'\?' has no letter or digit"),
        ({"remove": "no such name"}, "no name or alias in the lexicon"),
        ({"stop": "a", "cue": "b"}, "exactly one of"),
        ({"name": "X"}, "exactly one of"),
        ({"stop": "a", "count": 3}, "count does not go with stop"),
        ({"same": ["Zorblax", "Zorblax"]}, "two different names"),
        ({"cue": "we unleash"}, "needs a group, one of "),
        ({"cue": "we unleash", "group": "proposal"}, "group 'proposal': give one of "),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, line: dict[str, object], message: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(b'{"stop": "teapot"}\n' + msgspec.json.encode(line))
    with pytest.raises(KgError, match=rf"own\.jsonl, line 2: .*{message}"):
        load_lexicon((path,))
    assert any("own.jsonl, line 2: " in problem for problem in check_lexicons([path]).problems)


def test_decisions_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"same":["a1","b1"]}\n{"different":["c1","a1"]}\n{"same":["b1","c1"]}\n')
    with pytest.raises(KgError, match=r"line 3: 'a1' and 'c1' are both same and different"):
        load_lexicon((path,))


def test_a_phrase_pattern_adds_a_name(tmp_path: Path) -> None:
    first = {"label": "Hardware", "pattern": "FooChip", "id": "hardware:foochip"}
    second = {"label": "Hardware", "pattern": "Foo Chip 1", "id": "foochip"}
    lexicon = load_lexicon(write(tmp_path, first, second, {"label": "Method", "pattern": "Zorblax"}))
    label, entry = lexicon.entries["hardware:foochip"]
    assert (label, entry.forms, entry.kind) == (Label.HARDWARE, ("FooChip", "Foo Chip 1"), "class")
    assert lexicon.forms["Foo Chip 1"] == ("hardware:foochip",)
    assert lexicon.user == {"hardware:foochip", "method:zorblax"}
    assert lexicon.patterns == ()


def test_token_patterns_are_kept_for_the_pipeline(tmp_path: Path) -> None:
    token = [{"LOWER": "foochip"}, {"IS_DIGIT": True, "OP": "?"}]
    hardware = {"label": "Hardware", "pattern": token, "id": "hardware:foochip"}
    lines = write(tmp_path, hardware, {"label": "Dataset", "pattern": token})
    assert load_lexicon(lines).patterns == (
        PatternLine("Hardware", token, "hardware:foochip"),
        PatternLine("Dataset", token),
    )


def test_context_words_match_in_any_case_at_the_beginning_of_words() -> None:
    choice = Choice("method:x", ("Bayesian", "econom", "KV"))
    assert context_hits(choice, "A bayesian economy") == 2
    assert context_hits(choice, "microeconomics") == 0
