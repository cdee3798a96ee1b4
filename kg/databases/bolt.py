"""A connection to Neo4j whose errors are messages that a user can act on."""

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import urlsplit

import msgspec

from kg.model import KgError

if TYPE_CHECKING:
    from neo4j import Driver, EagerResult
    from neo4j.exceptions import Neo4jError

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
# The first release with every part of Cypher that the statements and the named queries use.
OLDEST = (5, 9)
# For how long a transaction is retried while the server is away or busy.
RETRY_SECONDS = 30.0
# For how long a server that answers nothing is waited for.
CONNECT_SECONDS = 10.0
# How often the answer to a commit may be lost before that is told.
COMMITS = 3
# Characters shown of a message of the server: some list every word of Cypher.
MESSAGE_LENGTH = 200
# The driver logs the server's remarks on a query, such as a property that no node has yet. Without any handler,
# Python would print them to standard error.
_QUIET = logging.NullHandler()

Given = ParamSpec("Given")
Done = TypeVar("Done")


class Target(msgspec.Struct, frozen=True):
    """Where a database is, and as whom to log in."""

    uri: str
    user: str
    password: str
    database: str

    def __repr__(self) -> str:  # without the password: this may be shown in a traceback or a log
        return f"<Target {self.database} at {self.uri} as {self.user}>"


@contextlib.contextmanager
def connect(target: Target) -> Iterator["Driver"]:
    """A driver that is connected to the database, closed at the end.

    Raises:
        KgError: anything goes wrong with the server, here or while the driver is in use.
    """
    import neo4j

    if "@" in target.uri:
        raise KgError(
            "--uri contains a user name or password, which other users can see: use --user and NEO4J_PASSWORD"
        )
    if target.uri.partition("://")[0] not in SCHEMES:
        raise KgError(f"--uri {target.uri}: a Neo4j address begins with {SCHEMES[0]}:// (or {', '.join(SCHEMES[1:])})")
    try:
        parts = urlsplit(target.uri)
        _ = parts.port, (parts.hostname or "").encode("idna")
    except ValueError as error:
        raise KgError(f"--uri {target.uri}: {first_line(str(error))}") from error
    logging.getLogger("neo4j").addHandler(_QUIET)
    with _clear_errors(target):
        driver = neo4j.GraphDatabase.driver(
            target.uri,
            auth=(target.user, target.password),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=CONNECT_SECONDS,  # that of a server which accepts, and then says nothing
            max_transaction_retry_time=RETRY_SECONDS,
        )
        with driver:
            try:
                agent = driver.get_server_info().agent
            except neo4j.exceptions.ServiceUnavailable as error:
                found = re.search(r"\[Errno -?\d+\] ([^)\n]+)", str(error))  # among much that is Python's own
                reason = found[1] if found else first_line(str(error).partition("\n")[2] or str(error))
                raise KgError(
                    f"no Neo4j server at {target.uri} ({reason}): start one (make neo4j) or give --uri"
                ) from error
            _check_version(agent, target)
            run_surely(driver, "RETURN 1", target.database)
            yield driver


def surely(work: "Callable[Given, Done]", *arguments: Given.args, **options: Given.kwargs) -> Done:
    """Run a transaction that may safely run twice, and repeat it if the answer to its commit was lost.

    The driver itself repeats it only while the server is away or busy.
    """
    from neo4j.exceptions import IncompleteCommit

    for _ in range(COMMITS - 1):
        with contextlib.suppress(IncompleteCommit):
            return work(*arguments, **options)
    return work(*arguments, **options)


def run_surely(driver: "Driver", statement: str, database: str, **parameters: object) -> "EagerResult":
    """Run a repeatable statement in a transaction of its own."""
    return surely(lambda: driver.execute_query(statement, parameters, database_=database))


def _check_version(agent: str, target: Target) -> None:
    """Refuse a Neo4j server that is too old for kg's Cypher; other products pass."""
    name, _, version = agent.partition("/")
    parts = [int(part) for part in version.split(".")[:2] if part.isdecimal()]
    if name == "Neo4j" and len(parts) == 2 and tuple(parts) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise KgError(f"{target.uri} is Neo4j {version}; kg needs {oldest} or later: update the server")


@contextlib.contextmanager
def _clear_errors(target: Target) -> Iterator[None]:
    from neo4j import exceptions

    try:
        yield
    except exceptions.AuthError as error:
        raise KgError(f"{target.uri} rejected user {target.user}: check --user and NEO4J_PASSWORD") from error
    except exceptions.UnsupportedServerProduct as error:
        raise KgError(f"{target.uri} is too old: kg needs Neo4j {OLDEST[0]}.{OLDEST[1]} or later") from error
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
        raise KgError(
            f"lost the connection to {target.uri}: what was done so far is kept; run the same command again"
        ) from error
    except exceptions.TransientError as error:
        raise KgError(
            f"{target.uri} is too busy ({first_line(error.message or '')}): what was done so far is kept; "
            "run the same command again"
        ) from error
    except exceptions.ConfigurationError as error:
        raise KgError(f"--uri {target.uri}: {first_line(str(error))}") from error
    except exceptions.Neo4jError as error:
        raise KgError(_explain(error, target)) from error


def _explain(error: "Neo4jError", target: Target) -> str:
    """An error code of the server in words that help."""
    code, message = error.code or "", first_line(error.message or str(error))
    if code.endswith(".DatabaseNotFound"):
        return f"{target.uri} has no database {target.database!r}: check --database"
    if code.endswith(".AuthenticationRateLimit"):
        return f"{target.uri}: too many wrong passwords: wait a few seconds, then check NEO4J_PASSWORD"
    if code.endswith(".CredentialsExpired"):
        return f"{target.uri} requires a new password for {target.user}: set it in Neo4j Browser first"
    if ".Schema." in code:
        return f"the database's indexes or constraints do not allow this: {message}"
    if code.endswith(".TransactionTimedOut"):
        return f"{target.uri} ended this after its own limit, db.transaction.timeout: raise that, or ask for less"
    if code.endswith(".AccessMode"):
        return "kg query is read-only: write with kg load, or in Neo4j Browser"
    if code.startswith("Neo.ClientError.Statement."):
        return f"the server rejected this Cypher: {message}"
    return f"{target.uri}: {code}: {message}"


def first_line(text: str) -> str:
    """The first line of a message, shortened, without a full stop."""
    line = (text.strip().splitlines() or [""])[0].strip().rstrip(".")
    return line if len(line) <= MESSAGE_LENGTH else f"{line[:MESSAGE_LENGTH]} …"
