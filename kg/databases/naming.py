"""Names given to queries, as people write them: what they mean in a database is decided as it is in a graph."""

from collections.abc import Collection

from kg.databases.answers import Ask
from kg.model import ENTITY_LABELS, Edge, Graph, Label, Node, Paper, Relation
from kg.names.finding import find_best

# Parameters of the named queries that are names, and the labels of what they name.
NAME_PARAMETERS: dict[str, Collection[Label]] = {
    "method": (Label.METHOD,),
    "other": (Label.METHOD,),
    "dataset": (Label.DATASET,),
    "hardware": (Label.HARDWARE,),
    "paper": (Label.PAPER,),
    "entity": ENTITY_LABELS,
}
_CANDIDATES = """
MATCH (n:({labels})&Entity)
WHERE {condition} AND n.name IS NOT NULL
RETURN n.id, n.name, coalesce(n.aliases, []), COUNT {{ (n)--() }}, {doi}
"""
# Who may be meant, the fewest first: what one of these finds fits better than anything that those after it find more.
_CONDITIONS = (
    "n.name = $name",
    "(n.id IN [$name, 'paper:' + $name] OR $name IN n.aliases)",
    "(toLower(n.name) = toLower($name) OR any(alias IN n.aliases WHERE toLower(alias) = toLower($name)))",
    "true",
)


def find_names(ask: Ask, labels: Collection[Label], name: str) -> list[str]:
    """The names of the nodes that a name fits best, best first.

    Raises:
        KgError: it fits none; the message has similar names.
    """
    number = "n.doi" if Label.PAPER in labels else "null"
    for condition in _CONDITIONS:
        statement = _CANDIDATES.format(labels="|".join(labels), condition=condition, doi=number)
        if rows := ask(statement, {"name": name}).rows:
            break
    nodes, edges = [], []
    for key, own, aliases, links, doi in rows:
        assert isinstance(aliases, list)
        assert isinstance(links, int)
        own_label = (label for label in labels if str(key).startswith(f"{label.lower()}:"))
        label = next(own_label, next(iter(labels)))  # nodes that kg did not load have ids of their own
        paper = Paper(str(key), str(own), "", doi=str(doi)) if doi else None
        nodes.append(Node(str(key), label, str(own), tuple(map(str, aliases)), paper=paper))
        # All that counts of edges is how many there are.
        edges += [Edge(str(key), str(key), Relation.MENTIONS, ())] * links
    found = find_best(Graph(tuple(nodes), tuple(edges)), name, labels)
    return list(dict.fromkeys(node.name for node in found))


def years_in(ask: Ask) -> list[int]:
    """The first and the last year of the papers; empty if no year is known."""
    rows = ask("MATCH (n:Paper&Entity) WHERE n.year IS NOT NULL RETURN min(n.year), max(n.year)", {}).rows
    return [year for year in rows[0] if isinstance(year, int)] if rows else []
