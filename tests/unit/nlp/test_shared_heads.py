"""A number behind a name may stand for another one of its family."""

import pytest
from spacy.language import Language

from kg.nlp.spans import SHARED, read_marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on CIFAR-10/100 here", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("on CIFAR-10 and -100 here", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("on CIFAR-10 and 100.", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("with QuokkaNet-18, -34 and -50 here", [("34", "QuokkaNet-34", ""), ("50", "QuokkaNet-50", "")]),
        ("on CIFAR-10 and 100 images", []),
        ("on CIFAR-10 and 77.", []),
        ("on CIFAR-10 and 100 are", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("with QuokkaNet-18/34/50 here", [("34", "QuokkaNet-34", ""), ("50", "QuokkaNet-50", "")]),
        ("with QuokkaNetV2/V3", [("V3", "QuokkaNetV3", "")]),
        ("with QuokkaNet-B0/B3 here", [("B3", "QuokkaNet-B3", "")]),
        ("on QuokkaSet-1k/21k here", [("21k", "QuokkaSet-21k", "")]),
        ("on Quokka0-2mix and -3mix here", [("3mix", "Quokka0-3mix", "")]),
        ("with QuokkaNetV2 and V100 here", []),
        ("with QuokkaNet-B0/2k", []),
        ("on CIFAR-10/second", []),
        ("on CIFAR-10/-100 here", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("with Quokka-T, -S and -B here", [("S", "Quokka-S", ""), ("B", "Quokka-B", "")]),
        ("with Quokka-XS/XL here", [("XL", "Quokka-XL", "")]),
        ("with Quokka-T, and S is", []),
        ("in Quokka-T/Z", []),
        ("an RTX 3080/3090 here", [("3090", "RTX 3090", "hardware:nvidia-geforce-rtx-3090")]),
        (
            "on ImageNet-A/R/Sketch here",
            [("R", "ImageNet-R", "dataset:imagenet-r"), ("Sketch", "ImageNet-Sketch", "dataset:imagenet-sketch")],
        ),
        ("with NSGA-II and -III here", [("III", "NSGA-III", "method:nsga-iii")]),
        ("on ETTh1/h2 here", [("h2", "ETTh2", "dataset:etth2")]),
        ("with ESM-1b and -2 here", [("2", "ESM-2", "method:esm-2")]),
        ("on NSGA-II and III here", [("III", "NSGA-III", "method:nsga-iii")]),
        ("on NSGA-II and III generations", []),
        ("on KITTI 2012 and 2015 here", [("2015", "KITTI 2015", "dataset:kitti-2015")]),
        ("on Quokka 2012 and 2015 we", [("2015", "Quokka 2015", "")]),
        ("on Quokka 2012 and 2015 images", []),
        ("on VOC 2007 and 2012.", [("2012", "VOC 2012", "dataset:pascal-voc-2012")]),
        ("with ViT-B/16 and -L/16 here", [("L/16", "ViT-L/16", "method:vision-transformer")]),
        ("bounded by O(L3/2)", []),
        ("on a Jetson AGX Xavier/Orin here", [("Orin", "Jetson AGX Orin", "hardware:nvidia-jetson-agx-orin")]),
        ("of Mask and Faster R-CNN here", [("Mask", "Mask R-CNN", "method:mask-r-cnn")]),
        ("of Mask/Faster R-CNN here", [("Mask", "Mask R-CNN", "method:mask-r-cnn")]),
        (
            "Kernel and Bayesian ridge regression",
            [("Kernel", "Kernel ridge regression", "method:kernel-ridge-regression")],
        ),
        (
            "with graph, convolutional and recurrent neural networks",
            [
                ("convolutional", "convolutional neural networks", "method:convolutional-neural-network"),
                ("graph", "graph neural networks", "method:graph-neural-networks"),
            ],
        ),
        ("of Adam and stochastic gradient descent", []),
        ("of quokkas and recurrent neural networks", []),
        ("on H100/200 GPUs", [("200", "H200", "hardware:nvidia-h200")]),
        ("with NSGA-II and I have", []),
        ("with NSGA-III and II here", [("II", "NSGA-II", "method:nsga-ii")]),
        ("with NSGA-III and II problems", []),
        ("on A-OKVQA/OKVQA here", []),
        ("in pre-training/training here", []),
        ("an iPhone 15/16 Pro here", [("16 Pro", "iPhone 16 Pro", "hardware:iphone-16-pro")]),
        ("on ImageNet-A,R here", []),
        ("with Llama-3 and 2 of its variants", []),
        ("on Quokka-2000M and 2015M.", []),
        ("between March 2019 and 2020, we", []),
        ("NeurIPS 2019 and 2020.", []),
        (
            "Claude 3 Opus, Sonnet and Haiku",
            [
                ("Sonnet", "Claude 3 Sonnet", "method:claude-3-sonnet"),
                ("Haiku", "Claude 3 Haiku", "method:claude-3-haiku"),
            ],
        ),
        ("an iPhone 15 and 16 Pro.", [("16 Pro", "iPhone 16 Pro", "hardware:iphone-16-pro")]),
        ("on Natural Questions, Reasoning and", []),
        ("on A-OKVQA, OKVQA and", []),
        ("with Adam/SVHN here", []),
        ("with ResNet/former here", []),
    ],
)
def test_a_number_stands_for_a_name(nlp: Language, text: str, found: list[tuple[str, str, str]]) -> None:
    marks = read_marks(nlp(text), SHARED, "test")
    assert [(text[mark.start : mark.end], mark.name, mark.target) for mark in marks] == found
