"""The examples in the help of the functions are true of the sample's graph."""

import doctest
import inspect

import pytest

import kg
from kg.model import Graph

QUESTIONS = {name: member for name, member in vars(kg.analysis).items() if inspect.isfunction(member)}


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_examples_are_true(name: str, sample: Graph) -> None:
    function = QUESTIONS[name]
    found = doctest.DocTestFinder(recurse=False).find(
        function, name, globs={**function.__globals__, "g": kg.to_networkx(sample)}
    )
    assert any(test.examples for test in found), f"kg.analysis.{name} has no example"
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    report: list[str] = []
    for test in found:
        runner.run(test, out=report.append)
    assert not runner.failures, "".join(report)


def test_every_question_is_in_the_overview() -> None:
    assert kg.analysis.__doc__
    assert {*QUESTIONS} == {name for name in kg.analysis.__all__ if name.islower()}
    for name in QUESTIONS:
        assert f"\n    {name} " in kg.analysis.__doc__


def test_every_picture_is_in_the_overview() -> None:
    pictures = [
        name for name, member in vars(kg.plot).items() if inspect.isfunction(member) and not name.startswith("_")
    ]
    own = [name for name in pictures if vars(kg.plot)[name].__module__ == kg.plot.__name__]
    assert own == ["over_time", "bars", "heatmap", "network"]
    for name in own:
        assert f"\n    {name} " in (kg.plot.__doc__ or "")
