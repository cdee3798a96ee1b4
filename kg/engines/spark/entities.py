"""Senses to the nodes of entities, and claims to these nodes."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from kg.engines.spark.acronyms import MEANT
from kg.engines.spark.frames import Stages, TableRow, each, to_bytes, unpacking
from kg.engines.spark.meanings import acronym_text
from kg.engines.spark.records import Contents, lexicon_files, listed_names
from kg.knowledge.lexicon import load_lexicon
from kg.model import Label
from kg.resolve.bare import ResolvedAcronym
from kg.resolve.clusters import Cluster, IdRequest, Reason, give_ids, id_request, is_numbered, merges_of, node_of
from kg.resolve.nodes import finish_joins, plan_joins
from kg.resolve.senses import Sense

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_DONE = {
    **dict.fromkeys(("kind", "root", "key", "acronym", "fixed", "node"), "string"),
    **{"papers": "bigint", "others": "array<string>", "contested": "boolean", "cluster": "binary", "reasons": "binary"},
}
_ID = {"root": "string", "id": "string"}


def clusters_of_senses(
    stages: Stages, rooted: "DataFrame", meant: "DataFrame", unread: "DataFrame", lexicon: Contents
) -> "DataFrame":
    """Rows of three kinds: a cluster, the root of a key, and an acronym for which a key was split."""
    from pyspark.sql import functions as f

    roots = rooted.select("key", "root")
    told = [name for name in MEANT if name != "key"]
    none = [f.lit(None).cast("string").alias(name) for name in told]
    rows = rooted.select(f.lit("sense").alias("kind"), "root", "key", *none, "body")
    rows = rows.union(meant.join(roots, "key").select(f.lit("meant"), "root", "key", *told, "body"))
    rows = rows.union(unread.join(roots, "key").select(f.lit("unread"), "root", "key", *none, "body"))
    finish = partial(_finish, lexicon=lexicon)
    return stages.keep("clusters", each(rows.repartition(stages.partitions, "root"), finish, _DONE))


def _finish(rows: Iterable[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    decode = unpacking(Sense)
    senses: dict[str, Sense] = {}
    unread: dict[str, Sense] = {}
    found: dict[tuple[Label, str], dict[str, list[tuple[str, str, Sense]]]] = {}
    for row in rows:
        key, sense = str(row["key"]), decode(row["body"])
        if row["kind"] == "meant":
            label, _, form = str(row["acronym"]).partition(" ")
            by_key = found.setdefault((Label(label), form), {})
            by_key.setdefault(key, []).append((str(row["meaning"]), str(row["rule"]), sense))
        else:
            (senses if row["kind"] == "sense" else unread)[key] = sense
    loaded = load_lexicon(lexicon_files(lexicon))
    joins, _ = plan_joins(senses, listed_names(lexicon))
    joined = finish_joins(joins, senses, [ResolvedAcronym(*acronym, its) for acronym, its in found.items()], unread)
    for root, cluster in joined.clusters.items():
        row = {"kind": "cluster", "root": root, "fixed": cluster.fixed_id or None, "cluster": to_bytes(cluster)}
        row["reasons"] = to_bytes(joined.reasons.get(root, []))
        if not cluster.fixed_id:
            request = id_request(cluster)
            row |= {"node": request.node, "papers": request.papers, "others": list(request.others)}
            row["contested"] = request.node in loaded.entries or is_numbered(request.node)
        yield row
        yield from ({"kind": "key", "root": root, "key": key} for key in cluster.senses)
    for acronym, key in joined.split:
        yield {"kind": "split", "acronym": acronym_text(*acronym), "key": key}


def ids_of_clusters(stages: Stages, clusters: "DataFrame", lexicon: Contents) -> "DataFrame":
    """The node id of each cluster.

    Only where several clusters have one name must their ids be given one after the other: in one task, whose rows are
    as many as the ambiguous names.
    """
    from pyspark.sql import functions as f

    clusters = clusters.where("kind = 'cluster'")
    requests = clusters.where("node is not null").select("root", "node", "papers", "others", "contested")
    nodes = requests.groupBy("node").agg(f.count("*").alias("count"))
    requests = requests.join(nodes, "node").withColumn("contested", f.expr("contested or count > 1"))
    plain = requests.where("not contested").select("root", f.col("node").alias("id"))
    open_requests = requests.where("contested")
    others = open_requests.select(f.explode("others").alias("node")).distinct()
    reserved = others.join(nodes, "node", "left_semi")
    fixed = clusters.where("fixed is not null").select("root", f.col("fixed").alias("id"))
    numbered = fixed.where(r"id rlike '-(unclear|sense-[0-9]+)$'")
    rows = open_requests.select("root", "node", "papers", "others")
    nothing = (f.lit(None).cast("string"), "node", f.lit(None).cast("bigint"), f.lit(None).cast("array<string>"))
    rows = rows.union(reserved.select(*nothing))
    rows = rows.union(numbered.select("root", "id", *nothing[2:]))
    given = each(rows.repartition(1), partial(_give, lexicon=lexicon), _ID)
    return stages.keep("ids", plain.union(fixed).union(given))


def _give(rows: Iterable[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    loaded = load_lexicon(lexicon_files(lexicon))
    requests: list[IdRequest] = []
    taken: set[str] = set()
    reserved: set[str] = set()
    for row in rows:
        node = str(row["node"])
        if row["papers"] is not None:
            requests.append(msgspec.convert({name: row[name] for name in IdRequest.__struct_fields__}, IdRequest))
        elif row["root"] is None:
            reserved.add(node)
        else:
            taken.add(node)
    wanted = {request.node for request in requests}

    def kept(key: str) -> bool:
        return key in reserved or key in wanted or key in loaded.entries

    for root, key in give_ids(requests, taken, kept, loaded):
        yield {"root": root, "id": key}


def entity_nodes(stages: Stages, clusters: "DataFrame", ids: "DataFrame", lexicon: Contents) -> "DataFrame":
    """The node of each cluster, with its `label` beside the `body`."""
    columns = {"root": "string", "id": "string", "label": "string", "body": "binary"}
    rows = clusters.where("kind = 'cluster'").select("root", "cluster", "reasons").join(ids, "root")
    return stages.keep("entities", each(rows, partial(_node, lexicon=lexicon), columns))


def _node(rows: Iterable[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    loaded = load_lexicon(lexicon_files(lexicon))
    cluster = unpacking(Cluster)
    reasons = unpacking(list[Reason])
    for row in rows:
        key = str(row["id"])
        node = node_of(key, cluster(row["cluster"]), merges_of(key, reasons(row["reasons"])), loaded)
        yield {"root": row["root"], "id": key, "label": node.label.value, "body": to_bytes(node)}


def with_nodes(claims: "DataFrame", read: "DataFrame", clusters: "DataFrame", nodes: "DataFrame") -> "DataFrame":
    """The node (`id` and `label`) of each `entity` of each `paper`."""
    from pyspark.sql import functions as f

    split = clusters.where("kind = 'split'").select("acronym", "key")
    parts = read.join(split, ["acronym", "key"], "left_semi").select("paper", "entity", "part")
    keyed = claims.select("paper", "entity", "key").join(parts, ["paper", "entity"], "left")
    keyed = keyed.select("paper", "entity", f.coalesce("part", "key").alias("key"))
    roots = clusters.where("kind = 'key'").select("key", "root").join(nodes.select("root", "id", "label"), "root")
    return keyed.join(roots.drop("root"), "key")


def linked_papers(stages: Stages, papers: "DataFrame", found: "DataFrame") -> "DataFrame":
    """The papers, each with the nodes of its entities (`targets`)."""
    from pyspark.sql import functions as f

    targets = found.groupBy("paper").agg(f.collect_list(f.struct("entity", "id", "label")).alias("targets"))
    return stages.keep("linked", papers.join(targets, "paper", "left"))
