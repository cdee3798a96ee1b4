"""What the commands that talk to a Neo4j server have in common."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.databases.bolt import Target

Uri = Annotated[str, typer.Option("--uri", envvar="NEO4J_URI", help="Address of the Neo4j server.")]
User = Annotated[str, typer.Option("--user", envvar="NEO4J_USERNAME", help="Who asks.")]
Database = Annotated[str, typer.Option("--database", envvar="NEO4J_DATABASE", help="Which of the server's databases.")]
DEFAULT_URI, DEFAULT_NAME = "bolt://localhost:7687", "neo4j"


def target(uri: str, user: str, database: str) -> "Target":
    """The server with the password, which is never an argument: others on the machine can see those."""
    from kg.model import KgError
    from kg.databases.bolt import Target

    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise KgError("no password: set NEO4J_PASSWORD, or run kg in a terminal, where it asks")
        password = typer.prompt(f"password of {user} at {uri}", hide_input=True, err=True)
    return Target(uri, user, password, database)
