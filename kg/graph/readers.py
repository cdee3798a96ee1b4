"""Graphs read back from the formats that hold all of them: node-link JSON and the tables of Parquet."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import astuple

from kg.compression import decompressed, unpacked
from kg.model import Edge, Entity, Graph, KgError, Label, Mention, Node, Paper, Relation

Facts = dict[str, object]
# The version of the format, and the graph as it was read, before the ends of its edges are checked.
Stored = tuple[int, Graph]
# Source, target and type of an edge, number of a claim, and "mention" or "cue".
Place = tuple[object, object, object, object, object]


class Origin(msgspec.Struct, frozen=True):
    """The origin that an exported file records: the format's version, and the data files of the build."""

    format: int
    data: str


class StoredMention(Mention, frozen=True, forbid_unknown_fields=False):
    """A mention; its sentence is left out."""


class StoredClaim(msgspec.Struct, frozen=True):
    """A claim in JSON, with the places of its mentions and cues in those of its edge."""

    type: Label
    name: str
    aliases: tuple[str, ...]
    relation: Relation
    id: str
    mentions: tuple[int, ...]
    cues: tuple[int, ...]


class StoredEdge(msgspec.Struct, frozen=True):
    """An edge in JSON."""

    source: str
    target: str
    type: Relation
    evidence: tuple[StoredMention, ...]
    cues: tuple[StoredMention, ...]
    claims: tuple[StoredClaim, ...]


class NodeLink(msgspec.Struct, frozen=True):
    """A graph in JSON; nodes and edges are decoded one by one, which takes less memory."""

    graph: Origin
    nodes: tuple[msgspec.Raw, ...]
    edges: tuple[msgspec.Raw, ...]


def other_reader(path: Path) -> Callable[[Path], Stored] | None:
    """The function that reads a folder of Parquet, or node-link JSON; None for all else."""
    if path.is_dir():
        return read_parquet_graph
    if unpacked(path).suffix.lower() != ".json":
        return None  # not opened here: it may be a pipe, which is read only once
    with decompressed(path) as file:
        return read_node_link if re.match(rb'\s*\{\s*"directed"', file.read(64)) else None


def read_node_link(path: Path) -> Stored:
    """Read node-link JSON that kg wrote. Raises KgError if it cannot be read, or lacks what a graph needs."""
    with decompressed(path) as file:
        content = file.read()
    try:
        stored = msgspec.json.decode(content, type=NodeLink)
        facts = msgspec.json.Decoder(dict[str, object]).decode
        nodes = tuple(_node_of(facts(raw)) for raw in stored.nodes)
        edges = msgspec.json.Decoder(StoredEdge).decode
        graph = Graph(nodes, tuple(_edge_of(edges(raw)) for raw in stored.edges), stored.graph.data)
    except (msgspec.DecodeError, UnicodeDecodeError, LookupError) as error:
        raise KgError(_other_tool(path, error)) from error
    return stored.graph.format, graph


def read_parquet_graph(folder: Path) -> Stored:
    """Read the tables of a graph that kg wrote. Raises KgError if a file is missing, or lacks what a graph needs."""
    if not (folder / "nodes.parquet").is_file():
        raise KgError(f"{folder} is a folder without nodes.parquet: give a graph file, or a folder of kg export")
    from pyarrow import ArrowException, parquet

    try:
        with (folder / "nodes.parquet").open("rb") as file:
            metadata = parquet.read_metadata(file).metadata or {}
        origin = msgspec.json.decode(metadata[b"kg"], type=Origin)
        nodes = tuple(_node_of(row) for row in _table_rows(folder / "nodes.parquet"))
        words = _claim_words(folder / "evidence.parquet")
        edges = tuple(_edge_of_row(row, words) for row in _table_rows(folder / "edges.parquet"))
    except (ArrowException, msgspec.DecodeError, LookupError) as error:
        raise KgError(_other_tool(folder, error)) from error
    except OSError as error:
        raise KgError(f"cannot read {folder}: {error}") from error
    return origin.format, Graph(nodes, edges, origin.data)


def _table_rows(path: Path) -> Iterator[Facts]:
    from pyarrow import parquet

    with path.open("rb") as raw, parquet.ParquetFile(raw) as file:  # it takes no path whose name is not UTF-8
        for batch in file.iter_batches():
            yield from batch.to_pylist()


def _claim_words(path: Path) -> Mapping[Place, list[Mention]]:
    """The mentions and cues of every claim, in their order."""
    words: defaultdict[Place, list[Mention]] = defaultdict(list)
    for row in _table_rows(path):
        mention = {name: row[name] for name in Mention.__struct_fields__}
        place = (row["source"], row["target"], row["type"], row["claim"], row["role"])
        words[place].append(msgspec.convert(mention, Mention))
    return words


def _edge_of_row(row: Facts, words: Mapping[Place, list[Mention]]) -> Edge:
    ends = (row["source"], row["target"], row["type"])
    claims = [
        {**claim, "mentions": words.get((*ends, number, "mention"), ()), "cues": words.get((*ends, number, "cue"), ())}
        for number, claim in enumerate(msgspec.convert(row["claims"], list[Facts]))
    ]
    return msgspec.convert({"source": ends[0], "target": ends[1], "type": ends[2], "claims": claims}, Edge)


def _edge_of(stored: StoredEdge) -> Edge:
    evidence, cues = ([Mention(*astuple(one)) for one in kind] for kind in (stored.evidence, stored.cues))
    claims = tuple(
        Entity(
            *(claim.type, claim.name, claim.aliases, claim.relation, claim.id),
            mentions=tuple(evidence[place] for place in claim.mentions),
            cues=tuple(cues[place] for place in claim.cues),
        )
        for claim in stored.claims
    )
    return Edge(stored.source, stored.target, stored.type, claims)


def _node_of(facts: Facts) -> Node:
    """The node of its attributes: a title is that of a paper, a vendor that of a device, a host that of a link."""
    known = {name: value for name, value in facts.items() if value is not None}
    record: Facts = {name: known[name] for name in ("id", "name", "aliases", "records", "merges") if name in known}
    record = {"name": "", "label": known["type"]} | record
    if isinstance(records := record.get("records"), str):  # in Parquet
        record["records"] = msgspec.json.decode(records)
    if "title" in known:
        own = {name: known[name] for name in Paper.__struct_fields__ if name in known}
        record["paper"] = own | {"id": str(known["id"]).removeprefix("paper:")}
    if "vendor" in known:
        record["device"] = {name: known.get(name, "") for name in ("vendor", "kind")} | {"year": known.get("released")}
    if "host" in known:
        record["link"] = {name: known.get(name, "") for name in ("url", "host", "owner")}
    return msgspec.convert(record, Node)


def _other_tool(path: Path, error: Exception) -> str:
    return f"{path} is not a graph that kg export wrote ({error}): give the graph file of kg build"
