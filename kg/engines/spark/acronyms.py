"""Bare acronyms read paper by paper, with the words of all papers spread over the workers."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kg.engines.spark.frames import Stages, TableRow, each, senses_by, to_bytes, unpacking
from kg.engines.spark.meanings import acronym_text
from kg.engines.spark.records import Contents, lexicon_files, listed_names
from kg.graph.papers import JoinedPaper
from kg.knowledge.lexicon import load_lexicon
from kg.names.likeness import paper_text, terms
from kg.resolve.bare import (
    OpenAcronym,
    choice_by_context,
    choice_by_words,
    meaning_by_words,
    part_key,
    plain_meaning,
    unclear_names,
)
from kg.resolve.frequencies import weighted_terms
from kg.resolve.nodes import plan_joins
from kg.resolve.senses import Claim, Sense

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

MEANT = ("acronym", "key", "meaning", "rule")
_PLACE = {
    **dict.fromkeys(("acronym", "paper", "entity", "key", "name"), "string"),
    **dict.fromkeys(("meaning", "rule", "part", "usual", "sure"), "string"),
    "body": "binary",
}


def open_acronyms(stages: Stages, rooted: "DataFrame", lexicon: Contents) -> "DataFrame":
    """The acronyms that papers must be read for: what they may mean (`plan`), and the senses that have it (`members`).

    A plan goes to every place of the acronym, so it has no more than reading needs.
    """
    plan = partial(_plan, lexicon=lexicon)
    parts = rooted.repartition(stages.partitions, "root")
    columns = {"acronym": "string", "plan": "binary", "keys": "array<string>", "members": "binary", "listed": "boolean"}
    return stages.keep("acronyms", each(parts, plan, columns))


def _plan(rows: Iterable[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    decode = unpacking(Sense)
    senses = {str(row["key"]): decode(row["body"]) for row in rows}
    _, readings = plan_joins(senses, listed_names(lexicon))
    for one in readings:
        slim = replace(one, keys=(), members=dict.fromkeys(one.members, ()))
        row = {"acronym": acronym_text(*one.acronym), "plan": to_bytes(slim), "keys": list(one.keys)}
        yield {**row, "members": to_bytes(one.members), "listed": one.listed}


def read_acronyms(
    stages: Stages, papers: "DataFrame", claims: "DataFrame", plans: "DataFrame", lexicon: Contents
) -> "DataFrame":
    """The bare claims that their papers' words give a `meaning`, by which `rule`, and the key of that `part`."""
    from pyspark.sql import functions as f

    texts = stages.keep("texts", each(papers, _texts, {"paper": "string", "text": "string", "words": "array<string>"}))
    members = plans.select("acronym", "members", "listed")
    keys = plans.select("acronym", f.explode("keys").alias("key"))
    plans = plans.select("acronym", "plan")
    places = claims.where("acronym is not null").join(keys, ["acronym", "key"])
    places = places.join(plans, "acronym").join(texts.select("paper", "text"), "paper")
    look = partial(_look, lexicon=lexicon)
    looked = stages.keep("looked", each(places, look, _PLACE))
    unsure = looked.where("meaning is null and sure is null")
    words = _words_of_places(texts, unsure, _profiles(stages, texts, claims, members, looked, unsure))
    unsure = unsure.drop("meaning", "rule", "part", "sure").join(plans, "acronym")
    read = each(unsure.join(words, ["paper", "entity"], "left"), _read_words, _PLACE)
    return stages.keep("read", looked.where("meaning is not null").union(read.where("meaning is not null")))


def _texts(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(JoinedPaper)
    for row in rows:
        text = paper_text(decode(row["body"]).paper)
        yield {"paper": row["paper"], "text": text, "words": sorted(terms(text))}


def _look(rows: Iterable[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    """Decisions that need no other papers; `sure` is an entry that the context words select."""
    plan = unpacking(OpenAcronym)
    claim = unpacking(Claim)
    unclear = unclear_names(load_lexicon(lexicon_files(lexicon)))
    for row in rows:
        reading, name = plan(row["plan"]), claim(row["body"]).entity.name
        meaning, usual, sure = None, None, None
        if reading.listed:
            choices = [choice for choice in unclear[reading.form] if choice.id in reading.members]
            usual, clear = choice_by_context(choices, str(row["text"]))
            sure = usual if clear else None
            meaning = (usual, "context") if clear and row["key"] != usual else None
        else:
            meaning = plain_meaning(reading, name)
        yield {**_place_row(row, name, meaning), "usual": usual, "sure": sure}


def _place_row(row: TableRow, name: str, meaning: tuple[str, str] | None) -> TableRow:
    found = {column: row.get(column) for column in _PLACE}
    to, rule = meaning or (None, None)
    return found | {"name": name, "meaning": to, "rule": rule, "part": meaning and part_key(str(row["key"]), meaning)}


def _profiles(
    stages: Stages,
    texts: "DataFrame",
    claims: "DataFrame",
    members: "DataFrame",
    looked: "DataFrame",
    unsure: "DataFrame",
) -> "DataFrame":
    """For each open acronym and word: in how many papers with each meaning the word is, as a map."""
    from pyspark.sql import functions as f

    asked = unsure.select("acronym").distinct()
    columns = {"acronym": "string", "meaning": "string", "key": "string", "listed": "boolean"}
    members = each(members.join(asked, "acronym", "left_semi"), _members_of, columns)
    having = members.join(claims.where("first").select("key", "paper"), "key")
    defining = having.where("not listed").select("acronym", "meaning", "paper")
    places = looked.select("acronym", "key", "paper")
    sure = having.where("listed").join(places, ["acronym", "key", "paper"], "left_anti")
    told = looked.where("sure is not null").join(asked, "acronym", "left_semi")
    sure = sure.select("acronym", "meaning", "paper").union(told.select("acronym", "sure", "paper")).distinct()
    each_word = defining.union(sure).join(texts.select("paper", "words"), "paper")
    each_word = each_word.select("acronym", "meaning", f.explode("words").alias("word"))
    counts = each_word.groupBy("acronym", "meaning", "word").count()
    having_word = f.map_from_entries(f.collect_list(f.struct("meaning", "count")))
    return stages.keep("profiles", counts.groupBy("acronym", "word").agg(having_word.alias("counts")))


def _members_of(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(dict[str, tuple[str, ...]])
    for row in rows:
        for meaning, keys in decode(row["members"]).items():
            for key in keys:
                yield {"acronym": row["acronym"], "meaning": meaning, "key": key, "listed": row["listed"]}


def _words_of_places(texts: "DataFrame", unsure: "DataFrame", profiles: "DataFrame") -> "DataFrame":
    """The words of each place, with the number of papers of each meaning that have them."""
    from pyspark.sql import functions as f

    mine = unsure.select("acronym", "paper", "entity").join(texts.select("paper", "words"), "paper")
    mine = mine.select("acronym", "paper", "entity", f.explode("words").alias("word"))
    counted = mine.join(profiles, ["acronym", "word"], "left")
    words = f.collect_list(f.struct("word", "counts"))
    return counted.groupBy("paper", "entity").agg(words.alias("words"))


def _read_words(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(OpenAcronym)
    for row in rows:
        reading, name = decode(row["plan"]), str(row["name"])
        found = msgspec.convert(row["words"] or [], list[_Word])
        weighted = weighted_terms(one.word for one in found)
        profiles: dict[str, dict[str, int]] = {meaning: {} for meaning in reading.members}
        for one in found:
            for meaning, count in one.counts or ():
                profiles[meaning][one.word] = count
        if reading.listed:
            yield _place_row(row, name, choice_by_words(reading, str(row["usual"]), weighted, profiles))
        else:
            yield _place_row(row, name, meaning_by_words(reading, name, weighted, profiles))


class _Word(msgspec.Struct, frozen=True):
    """A word of a paper as Arrow gives it: a map is a list of pairs."""

    word: str
    counts: list[tuple[str, int]] | None = None


def senses_after_reading(stages: Stages, claims: "DataFrame", read: "DataFrame") -> tuple["DataFrame", "DataFrame"]:
    """The claims of each acronym and key with a meaning, as a sense; by key, what is left of senses that were read."""
    left = claims.join(read.select("key").distinct(), "key", "left_semi")
    left = left.join(read.select("paper", "entity"), ["paper", "entity"], "left_anti")
    return stages.keep("meant", senses_by(read, *MEANT)), stages.keep("unread", senses_by(left, "key"))
