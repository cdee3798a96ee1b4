"""The container files, which need an engine to run: their schema, their lint and what they promise."""

import importlib
import re
import shutil
import socket
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

DOCKER = Path(__file__).parents[2] / "docker"


def tool(name: str) -> str:
    """The path of a lint tool, which the extra `test` brings."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed: install the extra test again"
    return found


@pytest.mark.parametrize("name", ["compose.yaml", "spark/compose.yaml"])
def test_compose_fits_the_schema(name: str) -> None:
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(DOCKER / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="hadolint is not packaged for Windows")
@pytest.mark.parametrize("name", ["Dockerfile", "spark/Dockerfile"])
def test_the_dockerfile_passes_the_linter(name: str) -> None:
    done = subprocess.run([tool("hadolint"), str(DOCKER / name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_ports_are_for_this_machine_and_the_password_is_not_in_the_file() -> None:
    text = (DOCKER / "compose.yaml").read_text(encoding="utf8")
    ports = re.findall(r'- "([\d.]+:)?(\d+):(\d+)"', text)
    assert ports == [("127.0.0.1:", "7474", "7474"), ("127.0.0.1:", "7687", "7687")]
    assert re.findall(r"NEO4J_(?:AUTH|PASSWORD): (\S+)", text) == [
        "neo4j/${NEO4J_PASSWORD:?set",
        "${NEO4J_PASSWORD:?set",
    ]


def test_versions_stand_in_one_place() -> None:
    lines = (DOCKER / ".env").read_text(encoding="utf8").splitlines()
    versions = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert versions["NEO4J_VERSION"].startswith("5.26.")
    others = [DOCKER / "compose.yaml", DOCKER / "local" / "pom.xml", DOCKER / "local" / "neo4j_local.py"]
    for path in others:
        text = path.read_text(encoding="utf8")
        assert not [version for version in versions.values() if version in text and version.count(".") == 2]
    compose = others[0].read_text(encoding="utf8")
    assert set(re.findall(r"\$\{(\w+_VERSION)", compose)) == {"NEO4J_VERSION", "PYTHON_VERSION"}


def test_the_spark_cluster_is_for_this_machine_and_its_versions_are_pinned() -> None:
    text = (DOCKER / "spark" / "compose.yaml").read_text(encoding="utf8")
    assert re.findall(r'- "([\d.]+:)?(\d+):(\d+)"', text) == [("127.0.0.1:", "8080", "8080")]
    lines = (DOCKER / "spark" / ".env").read_text(encoding="utf8").splitlines()
    versions = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert set(re.findall(r"\$\{(\w+_VERSION)", text)) == versions.keys()
    assert all(version.count(".") for version in versions.values())


def test_the_pom_takes_its_versions_from_outside() -> None:
    root = ElementTree.parse(DOCKER / "local" / "pom.xml").getroot()
    name = "{http://maven.apache.org/POM/4.0.0}"
    found = {
        dependency.findtext(f"{name}artifactId"): dependency.findtext(f"{name}version")
        for dependency in root.iter(f"{name}dependency")
    }
    assert found == {"neo4j": "${neo4j.version}", "neo4j-browser": "${neo4j-browser.version}"}


@pytest.mark.skipif(not (Path(__file__).parents[2] / "kg").exists(), reason="only a checkout has what the image copies")
@pytest.mark.parametrize("folder", [DOCKER, DOCKER / "spark"])
def test_what_the_image_copies_is_let_through(folder: Path) -> None:
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (folder / "Dockerfile").read_text(encoding="utf8"), re.MULTILINE)
    passed = (folder / "Dockerfile.dockerignore").read_text(encoding="utf8").splitlines()
    for name in " ".join(copied).split():
        assert f"!{name}" in passed
        assert (DOCKER.parent / name).exists()


def test_the_local_server_hides_the_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCKER / "local"))
    local = importlib.import_module("neo4j_local")
    seen: list[str] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        seen.extend([*command, Path(command[-1][1:]).read_text(encoding="utf8")])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(local, "java", lambda *arguments: ["java", *map(str, arguments)])
    monkeypatch.setattr(local.subprocess, "run", run)
    monkeypatch.setenv("NEO4J_PASSWORD", 'a "b" \\c')
    assert local.prepare(tmp_path, 1, 2) == 'a "b" \\c'
    *arguments, text = seen
    assert not [word for word in arguments if "b" in word and "a " in word]
    assert text == '"a \\"b\\" \\\\c"'
    assert (tmp_path / "password").read_text(encoding="utf8") == ""


def test_a_password_that_is_made_is_kept_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCKER / "local"))
    local = importlib.import_module("neo4j_local")
    monkeypatch.setattr(local, "java", lambda *_: ["true"])
    monkeypatch.setattr(local.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
    monkeypatch.setenv("NEO4J_PASSWORD", "")
    password = local.prepare(tmp_path, 1, 2)
    assert password
    assert (tmp_path / "password").read_text(encoding="utf8") == password


def test_a_port_that_is_in_use_is_told_before_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCKER / "local"))
    local = importlib.import_module("neo4j_local")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SystemExit, match=f"port {port} is in use"):
            local.run(tmp_path, port, port)
    assert not [*tmp_path.iterdir()]
