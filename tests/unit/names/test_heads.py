"""What of a name is no part of it."""

import pytest

from kg.model import Label
from kg.names.heads import Keys, bare_name, core_key, core_name, cut_size, keys_of


@pytest.mark.parametrize(
    ("form", "label", "name"),
    [
        ("QuokkaQA dataset", "Dataset", "QuokkaQA"),
        ("QuokkaQA datasets", "Dataset", "QuokkaQA"),
        ("QUUX module", "Method", "QUUX"),
        ("Quokka-2-7B", "Method", "Quokka-2"),
        ("Quokka dataset", "Dataset", "Quokka dataset"),  # may be a dataset of quokkas
        ("tree dataset", "Dataset", "tree dataset"),
        ("QUUX 3D tree dataset", "Dataset", "QUUX 3D tree dataset"),  # may be a dataset of trees
        ("QUUX 3D dataset", "Dataset", "QUUX 3D"),
        ("QUUX 3D Dataset", "Dataset", "QUUX 3D Dataset"),  # its capital says that it is part of the name
        ("QUUX 3D method", "Method", "QUUX 3D method"),
        ("Quokka-400M", "Dataset", "Quokka-400M"),
        ("QUUX", "Method", "QUUX"),
        ("QUUX agents", "Method", "QUUX"),
        ("GUI agents", "Method", "GUI agents"),  # a GUI is no agent
        ("QUUX device", "Hardware", "QUUX"),
        ("IoT devices", "Hardware", "IoT devices"),
    ],
)
def test_a_name_is_shown_without_size_and_noun(form: str, label: str, name: str) -> None:
    assert bare_name(form, label) == name


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Llama-2 7B", "Llama-2"),
        ("Llama-2-7B", "Llama-2"),
        ("Llama-2-7B-Instruct", "Llama-2"),
        ("Qwen3-30B-A3B-Instruct", "Qwen3"),
        ("Zorb-8x7B", "Zorb"),
        ("Zorb 125M", "Zorb"),
        ("Zorb (350M", "Zorb (350M"),
        ("Zorb-7", "Zorb-7"),
        ("7B", "7B"),
    ],
)
def test_a_size_is_no_part_of_a_name(form: str, name: str) -> None:
    assert cut_size(form) == name


def test_keys_of_a_name_with_size_and_noun() -> None:
    assert keys_of("Quokka-2-7B") == Keys("quokka27b", "quokka2")
    whole = "quokkaqadataset"
    assert keys_of("QuokkaQA datasets") == Keys(whole, whole, "quokkaqa", "quokkaqa", True, ("dataset",))
    assert keys_of("tree dataset") == Keys("treedataset", "treedataset"), "plain words may name something else"


@pytest.mark.parametrize(
    ("label", "one", "other", "same"),
    [
        (Label.HARDWARE, "A100 GPUs", "A100", True),
        (Label.HARDWARE, "mobile GPU", "mobile device", False),
        (Label.METHOD, "diffusion model", "diffusion", False),
        (Label.METHOD, "LoRA models", "LoRA", True),
        (Label.METHOD, "flow matching methods", "flow matching", True),
        (Label.DATASET, "ImageNet corpora", "ImageNet", True),
        (Label.DATASET, "CARLA leaderboard", "CARLA", False),
        (Label.HARDWARE, "NVIDIA Jetson platform", "NVIDIA Jetson", True),
        (Label.METHOD, "ImageNet dataset", "ImageNet", False),
    ],
)
def test_a_noun_that_says_what_a_name_is_makes_no_other_name(label: Label, one: str, other: str, same: bool) -> None:
    assert (core_key(label, one) == core_key(label, other)) is same


def test_a_noun_goes_where_the_text_has_the_name_without_it() -> None:
    assert bare_name("Quokka Tree module", "Method", {"Quokka Tree"}) == "Quokka Tree"
    assert bare_name("Quokka Tree Module", "Method", {"Quokka Tree"}) == "Quokka Tree Module"
    assert bare_name("Quokka Tree module", "Method", {"Quokka"}) == "Quokka Tree module"


@pytest.mark.parametrize("name", ["QUUX A9 64GB", "QUUX A9 GPU", "QUUX A9 64 GB GPUs", "QUUX A9"])
def test_the_memory_of_a_device_is_no_part_of_its_name(name: str) -> None:
    assert core_name("Hardware", name) == "QUUX A9"
