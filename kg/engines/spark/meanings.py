"""Claims of papers to senses, and acronyms that papers do not define to what they mean."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from kg.engines.spark.frames import Stages, TableRow, connected, each, senses_by, to_bytes, unpacking
from kg.engines.spark.records import Contents, listed_names
from kg.graph.papers import JoinedPaper
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Choice
from kg.model import Label
from kg.names.fold import fold, name_key
from kg.resolve.bare import unclear_names
from kg.resolve.joins import ListedNames, decided_by, typed_name, variant_of
from kg.resolve.senses import Claim, Sense, claims_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_CLAIM = {
    **dict.fromkeys(("paper", "entity", "key", "owner", "acronym"), "string"),
    **{"first": "boolean", "defined": "boolean", "body": "binary"},
}


def all_claims(stages: Stages, papers: "DataFrame") -> "DataFrame":
    """A row for each claim of each paper, as `owners_apart` has them."""
    from pyspark.sql import functions as f

    claims = stages.keep("claims-0", each(papers, _claims, _CLAIM))
    defined = claims.where("defined").select("key").distinct().withColumn("known", f.lit(1))
    own = claims.where("owner is not null").select("paper", "entity", "key", "owner").join(defined, "key", "left")
    side = f.when(f.col("known").isNotNull(), f.col("key")).otherwise(f.col("paper"))
    ends = own.groupBy("owner").agg(f.min(side).alias("one"), f.max(side).alias("other"))
    shared = ends.where("one <> other").select("owner")
    moved = own.where("known is null").join(shared, "owner", "left_semi")
    moved = moved.select("paper", "entity", f.lit(1).alias("moved"))
    return stages.keep("claims", each(claims.join(moved, ["paper", "entity"], "left"), _move_own, _CLAIM))


def _claims(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(JoinedPaper)
    for row in rows:
        joined = decode(row["body"])
        for claim in claims_of(joined.paper, joined.entities):
            yield _claim_row(claim.slim())


def _claim_row(claim: Claim) -> TableRow:
    return {
        "paper": claim.paper,
        "entity": claim.entity.id,
        "key": claim.key,
        "owner": " ".join(claim.owner) if claim.title is not None else None,
        "acronym": acronym_text(claim.entity.type, claim.bare) if claim.bare else None,
        "first": claim.first,
        "defined": bool(claim.long),
        "body": to_bytes(claim),
    }


def _move_own(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(Claim)
    for row in rows:
        yield row if row["moved"] is None else _claim_row(decode(row["body"]).apart())


def acronym_text(label: Label, form: str) -> str:
    """An acronym as the value of a column."""
    return f"{label} {form}"


def components_of_senses(stages: Stages, claims: "DataFrame", lexicon: Contents) -> "DataFrame":
    """The sense (`body`) of each `key`, and the component (`root`) of those that could be joined, also through others.

    A rule compares senses that have something in common: their name without what does not count, an acronym, an entry
    of the lexicon or a user's decision. So a partition with whole components is resolved like a graph of its own.
    """
    from pyspark.sql import functions as f

    senses = stages.keep("senses", senses_by(claims, "key"))
    bonds = each(senses, partial(_bonds, lexicon=lexicon), {"node": "string", "bond": "string"})
    if decided := list(_decision_bonds(listed_names(lexicon))):  # as many as a user has made
        bonds = bonds.union(stages.spark.createDataFrame(decided, "node string, bond string"))
    roots = connected(stages, bonds, "senses").withColumnRenamed("node", "key")
    return stages.keep(
        "rooted", senses.join(roots, "key", "left").select("key", "body", f.coalesce("root", "key").alias("root"))
    )


def _bonds(rows: Iterable[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    names = listed_names(lexicon)
    unclear, decisions = unclear_names(names.lexicon), _decisions(names.lexicon)
    decode = unpacking(Sense)
    for row in rows:
        key, sense = str(row["key"]), decode(row["body"])
        for bond in sense_bonds(key, sense, names, unclear):
            yield {"node": key, "bond": bond}
        for name in {key, decided_by(sense)} & decisions.keys():
            for bond in decisions[name]:
                yield {"node": key, "bond": bond}


def sense_bonds(key: str, sense: Sense, names: ListedNames, unclear: Mapping[str, tuple[Choice, ...]]) -> set[str]:
    """Whatever a sense must have in common with another, itself or through others, for any rule to join them."""
    entries = names.lexicon.entries
    found = names.of(sense) if key not in entries else {key}
    bonds = {f"entry {entry}" for entry in found}
    if sense.label is Label.REPOSITORY:
        return bonds
    bonds |= {f"acronym {acronym_text(sense.label, name_key(short))}" for short in sense.acronyms}
    bonds.add("variant " + " ".join(variant_of(sense)))
    if sense.long:
        return bonds
    bonds |= {f"acronym {acronym_text(sense.label, form)}" for form in sense.bare}
    # The name that most of a part use may be another than that of the whole.
    for name in sense.names:
        if typed := typed_name(Sense(sense.label, names={name: 1})):
            bonds.add(f"type {typed}")
    for form in sense.bare.keys() & unclear.keys():
        bonds |= {f"entry {choice.id}" for choice in unclear[form]}
    return bonds


def _decisions(lexicon: Lexicon) -> dict[str, set[str]]:
    """The bonds of names that users have decided about, as they are and folded."""
    bonds: dict[str, set[str]] = {}
    for place, pair in enumerate(sorted({*lexicon.same, *lexicon.different})):
        for name in pair:
            for one in {name, fold(name)}:
                bonds.setdefault(one, set()).add(f"user {place}")
    return bonds


def _decision_bonds(names: ListedNames) -> Iterator[tuple[str, str]]:
    """The bonds of entries that users have decided about, whether a paper names them or not."""
    lexicon = names.lexicon
    for name, bonds in sorted(_decisions(lexicon).items()):
        for entry in sorted(lexicon.by_fold.get(name, set()) | ({name} & lexicon.entries.keys())):
            for bond in {f"entry {entry}"} | bonds:
                yield f"entry {entry}", bond
