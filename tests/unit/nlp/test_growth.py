"""No text, however odd, takes more than its length in time."""

import time
from itertools import count
from pathlib import Path

import pytest
from growing import assert_grows

from kg.engines import extract
from kg.model import Paper

SMALL, LARGE = 4_000, 16_000  # characters
# A step that takes the square of the length would give 16, and some noise is on top of a linear one's 4.
MOST = 9
ROUNDS = 3
LEAST = 0.03  # seconds: shorter times are mostly noise
_numbers = count()

ODD_TEXTS = {
    "sentences": "We train a ResNet-50 model on ImageNet using 8 A100 GPUs and compare it with LoRA. ",
    "one word": "A",
    "brackets": "(",
    "open brackets": "( ",
    "dollars": "$a ",
    "commands": "\\textbf{",
    "nested commands": "\\emph{\\textbf{a} ",
    "citations": "\\cite{ ",
    "accents": "\\'{",
    "tags": "<i ",
    "entities": "&a ",
    "stars": "**a ",
    "capitals": "Foo ",
    "heads": "Deep Neural Network Method ",
    "plain words": "deep neural network ",
    "definitions": "Foo Bar Net (FBN) ",
    "unfinished definitions": "Foo Bar (FB (FB (",
    "definitions without brackets": "A, or ABC ",
    "list": "LoRA, ",
    "list with and": "A100 and ",
    "shared heads": "ResNet-18, -34 ",
    "slashes": "CIFAR-10/",
    "sizes": "Llama-2 7B and 13B and ",
    "unlisted": "aB ",
    "links": "https://github.com/a/b ",
    "one link": "https://github.com/a/",
    "broken links": "github.com/ ",
    "line breaks": "a\n",
    "blank lines": "\n",
    "cues": "we propose ",
    "naming cues": "we call it a ",
    "styled words": "\\emph{a} b ",
    "blocks": "</p><p>a ",
    "lower sentences": "abc. ",
    "letters and dots": "A. ",
}


LEXICON = '{"label": "Method", "pattern": [{"_": {"kg_cue": {"NOT_IN": ["our"]}}}, {"LOWER": "propose"}]}'


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's pattern that asks every word for its cue."""
    path = tmp_path_factory.mktemp("growth") / "own.jsonl"
    path.write_text(LEXICON)
    return path


def seconds(text: str, lexicon: Path) -> float:
    # Texts are cached, so that none may come twice.
    paper = Paper("x", f"A title {next(_numbers)}", text)
    begin = time.process_time()
    assert len(list(extract([paper], lexicon))) == 1
    return time.process_time() - begin


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_time_grows_with_the_length_and_not_with_its_square(name: str, lexicon: Path) -> None:
    unit = ODD_TEXTS[name]
    small, large = ((unit * (size // len(unit) + 1))[:size] for size in (SMALL, LARGE))
    seconds(small, lexicon)  # loads the pipeline, and meets the words
    assert_grows(lambda: seconds(small, lexicon), lambda: seconds(large, lexicon), MOST, LEAST, ROUNDS)
