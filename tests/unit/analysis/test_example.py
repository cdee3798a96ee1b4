"""The example notebook runs, and its answers are there. As a program this file runs it and keeps what it shows:

python tests/unit/analysis/test_example.py exports/example.ipynb
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[3] / "exports" / "example.ipynb"
# What the cells show, in the order of the cells.
SHOWN = ("<Graph: 58 papers", "NVIDIA A100", "Mamba", "lift", "Adam", "image/png", "image/png", "COCO", "srcdoc")


def execute(target: Path) -> None:
    """Run the notebook's cells in a new kernel, and write them with what they show, the same in every run."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False).execute()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(notebook, target)


def shown(path: Path) -> list[str]:
    """What each code cell shows, as text."""
    cells = json.loads(path.read_text(encoding="utf8"))["cells"]
    return [json.dumps(cell["outputs"], ensure_ascii=False) for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for name in ("nbclient", "ipykernel", "matplotlib", "pandas"):
        pytest.importorskip(name, reason=f"the notebook needs {name}: install the extra test")
    path = tmp_path_factory.mktemp("notebook") / "example.ipynb"
    # In a process of its own: Jupyter's libraries warn of each other.
    done = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return path


def test_every_cell_runs_and_shows_what_it_should(fresh: Path) -> None:
    for text, part in zip(shown(fresh), SHOWN, strict=True):
        assert part in text
        assert '"output_type": "error"' not in text
        assert '"stderr"' not in text, "a warning"


def test_the_notebook_in_the_repository_is_executed() -> None:
    for text, part in zip(shown(NOTEBOOK), SHOWN, strict=True):
        assert part in text, f"run it: python {Path(__file__).name} {NOTEBOOK.name}"


def test_it_has_the_same_cells_and_kinds_of_answers(fresh: Path) -> None:
    def kinds(path: Path) -> list[tuple[str, list[list[str]]]]:
        cells = json.loads(path.read_text(encoding="utf8"))["cells"]
        return [
            ("".join(cell["source"]), [sorted(output.get("data", "")) for output in cell.get("outputs", [])])
            for cell in cells
        ]

    assert kinds(fresh) == kinds(NOTEBOOK)


if __name__ == "__main__":
    execute(Path(sys.argv[1]))
