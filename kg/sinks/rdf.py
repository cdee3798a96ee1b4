"""RDF as Turtle and JSON-LD, in the terms of schema.org, SKOS and Web Annotation; relations are terms of kg's own.

Both are written resource by resource: rdflib needs two minutes and 2.6 GB for the graph of 20,000 papers alone.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

import msgspec

from kg.files import replacing
from kg.graph.properties import node_properties, papers_by_id, sentence
from kg.model import Edge, Graph, Label, Mention, Node, Paper
from kg.sinks.attributes import xml_safe

# Resources as JSON-LD has them; what is empty is not written.
RdfValue: TypeAlias = "str | int | Resource | list[str] | list[Resource] | None"
Resource: TypeAlias = "dict[str, RdfValue]"

RDF_PREFIXES = {
    "kg": "urn:kg:",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
RDF_TYPES = {
    Label.PAPER: "schema:ScholarlyArticle",
    Label.METHOD: "skos:Concept",
    Label.DATASET: "schema:Dataset",
    Label.HARDWARE: "schema:Product",
    Label.REPOSITORY: "schema:SoftwareSourceCode",
}
# How much of a date there is -> its type, and what makes a whole date of it.
DATE_SHAPES = (
    (r"\d{4}", "xsd:gYear", "{}-01-01"),
    (r"\d{4}-\d\d", "xsd:gYearMonth", "{}-01"),
    (r"\d{4}-\d\d-\d\d", "xsd:date", "{}"),
    (r"--\d\d-\d\d", "xsd:gMonthDay", "2000{}"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", "xsd:dateTime", "{}"),
)
_WEB = re.compile(r"https?://[^\s/]+", re.IGNORECASE)


def write_turtle(graph: Graph, path: Path) -> None:
    """Write a Turtle file."""
    with replacing(path) as file:
        file.writelines(f"@prefix {name}: <{address}> .\n".encode() for name, address in RDF_PREFIXES.items())
        file.writelines(f"\n{_turtle(resource)} .\n".encode() for resource in _resources(graph))


def write_jsonld(graph: Graph, path: Path) -> None:
    """Write a JSON-LD file, a resource a line."""
    encode = msgspec.json.Encoder().encode
    with replacing(path) as file:
        file.write(b'{"@context":' + encode(RDF_PREFIXES) + b',\n"@graph":[')
        file.writelines(
            (b",\n" if number else b"\n") + encode(resource) for number, resource in enumerate(_resources(graph))
        )
        file.write(b"]}\n")


def _resources(graph: Graph) -> Iterator[Resource]:
    papers = papers_by_id(graph)
    for node in graph.nodes:
        yield _not_empty(
            {"@id": _iri(node.id), "@type": [RDF_TYPES[node.label], f"kg:{node.label}"], **_facts_of(node)}
        )
    for edge in graph.edges:
        yield {"@id": _iri(edge.source), f"kg:{edge.type}": {"@id": _iri(edge.target)}}
        yield _not_empty(_edge_statement(edge, papers[edge.source]))


def _facts_of(node: Node) -> Resource:
    facts: Resource = {
        "schema:name": xml_safe(node.name),
        "skos:prefLabel": xml_safe(node.name),
        "skos:altLabel": list(map(xml_safe, node.aliases)),
        "kg:mergedFrom": [xml_safe(merge.form) for merge in node.merges],
        "kg:source": [xml_safe(f"{source.file}:{source.ordinal}") for source in node.sources],
    }
    if node.paper:
        year = node_properties(node)["year"]
        facts |= _paper_facts(node.paper) | {"kg:year": year if isinstance(year, int) else None}
    if node.device:
        facts["schema:manufacturer"] = _named_thing("schema:Organization", node.device.vendor)
        facts |= {"schema:category": xml_safe(node.device.kind), "kg:released": node.device.year}
    if node.link:
        facts |= {"schema:codeRepository": _web_resource(node.link.url), "kg:owner": xml_safe(node.link.owner)}
    return facts


def _paper_facts(paper: Paper) -> Resource:
    doi = f"https://doi.org/{quote(paper.doi)}"
    return {
        "schema:abstract": xml_safe(paper.abstract),
        "schema:datePublished": _rdf_date(paper.published),
        "schema:dateModified": _rdf_date(paper.updated),
        "schema:url": _web_resource(paper.url),
        "schema:sameAs": {"@id": doi} if paper.doi else None,
        "schema:author": [_named_thing("schema:Person", author) for author in paper.authors if author],
        "schema:isPartOf": _named_thing("schema:Periodical", paper.venue),
        "schema:keywords": list(map(xml_safe, paper.categories)),
    }


def _edge_statement(edge: Edge, paper: Paper) -> Resource:
    """An edge with the words that justify it."""
    return {
        "@type": "rdf:Statement",
        "rdf:subject": {"@id": _iri(edge.source)},
        "rdf:predicate": {"@id": f"kg:{edge.type}"},
        "rdf:object": {"@id": _iri(edge.target)},
        "kg:mention": [_selector(mention, paper) for mention in edge.evidence],
        "kg:cue": [_selector(cue, paper) for cue in edge.cues],
    }


def _selector(mention: Mention, paper: Paper) -> Resource:
    return {
        "@type": ["oa:TextQuoteSelector", "oa:TextPositionSelector"],
        "kg:field": mention.field,
        "oa:start": mention.start,
        "oa:end": mention.end,
        "oa:exact": xml_safe(mention.text),
        "kg:rule": mention.rule,
        "kg:sentence": xml_safe(sentence(mention, paper)),
    }


def _named_thing(kind: str, name: str) -> Resource:
    return {"@type": kind, "schema:name": xml_safe(name)} if name else {}


def _iri(key: str) -> str:
    return f"urn:kg:{quote(key, safe='/:@')}"


def _web_resource(address: str) -> RdfValue:
    """An address as a resource if it is one of the web, else as text."""
    return {"@id": quote(address, safe="%/:?#@!$&'()*+,;=~")} if _WEB.match(address) else xml_safe(address)


def _rdf_date(text: str) -> RdfValue:
    """A date with the type of its precision; what is none, as text."""
    for shape, type_, whole in DATE_SHAPES:
        if re.fullmatch(shape, text, re.ASCII):
            with suppress(ValueError):
                datetime.fromisoformat(whole.format(text.removeprefix("-")))
                return {"@value": text, "@type": type_}
    return xml_safe(text)


def _not_empty(resource: Resource) -> Resource:
    return {name: value for name, value in resource.items() if value not in (None, "", [], {})}


def _turtle(resource: Resource) -> str:
    """A resource with its properties; without an id it is a blank node."""
    subject = _term(resource["@id"]) if "@id" in resource else "[]"
    return f"{subject} " + _turtle_properties(resource, " ;\n  ")


def _turtle_properties(resource: Resource, separator: str = " ; ") -> str:
    properties = []
    for name, value in resource.items():
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            properties.append(f"a {', '.join(map(str, values))}")
        elif name != "@id":
            properties.append(f"{name} {', '.join(_turtle_value(one) for one in values)}")
    return separator.join(properties)


def _turtle_value(value: RdfValue) -> str:
    if not isinstance(value, dict):
        return msgspec.json.encode(value).decode()  # whose escapes are also those of Turtle
    if "@id" in value:
        return _term(value["@id"])
    if "@value" in value:
        return f"{_turtle_value(value['@value'])}^^{value['@type']}"
    return f"[ {_turtle_properties(value)} ]"


def _term(name: RdfValue) -> str:
    """A term of one of the prefixes, or an address."""
    return str(name) if str(name).partition(":")[0] in RDF_PREFIXES else f"<{name}>"
