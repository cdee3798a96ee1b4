"""A server that cannot be used is one message."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from neo4j import exceptions

from kg.databases import bolt
from kg.databases.bolt import Target, connect
from kg.model import KgError


def target(uri: str) -> Target:
    """A server at an address."""
    return Target(uri, "neo4j", "secret", "neo4j")


@contextlib.contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server that gives one answer to whatever it is asked, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    with client:
                        client.recv(1000)
                        client.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.mark.parametrize(
    ("answer", "message"),
    [(b"\0\0\0\0", "too old"), (b"HTTP/1.1 400 Bad Request\r\n\r\n", "looks like HTTP"), (b"", "no Neo4j server")],
)
def test_what_is_no_server_that_kg_can_use_is_one_message(answer: bytes, message: str) -> None:
    with answering(answer) as uri, pytest.raises(KgError, match=message) as caught, connect(target(uri)):
        pass
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("bolt://localhost:abc", "Port could not be cast to integer value as 'abc'"),
        ("bolt://localhost:99999", "Port out of range 0-65535"),
        ("bolt://[::1", "Invalid IPv6 URL"),
        ("neo4j://" + "a" * 70, "label"),
    ],
)
def test_an_address_that_cannot_be_is_one_message(uri: str, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught, connect(target(uri)):
        pass
    assert str(caught.value).startswith(f"--uri {uri}: ")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.3.0"])
def test_an_old_server_is_refused(agent: str) -> None:
    with pytest.raises(KgError, match=r"kg needs 5\.9 or later: update the server"):
        bolt._check_version(agent, target("bolt://localhost"))


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2025.10.1", "Neo4j/5.26-aura", "Memgraph/3"])
def test_other_servers_are_not(agent: str) -> None:
    bolt._check_version(agent, target("bolt://localhost"))


def test_a_silent_server_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bolt, "CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:  # it takes connections, and says nothing
        uri = f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(KgError, match="no Neo4j server") as caught, connect(target(uri)):
            pass
    assert "\n" not in str(caught.value)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(target("bolt://localhost"))
    hidden = target("bolt://me:hidden@localhost")
    with pytest.raises(KgError, match="use --user and NEO4J_PASSWORD") as caught, connect(hidden):
        pass
    assert "hidden" not in str(caught.value)


def test_a_busy_server_is_one_message() -> None:
    with pytest.raises(KgError, match=r"too busy .*run the same command again"), bolt._clear_errors(target("bolt://x")):
        raise exceptions.TransientError("deadlock\n")


def test_the_limit_of_the_server_is_named() -> None:
    code = "Neo.ClientError.Transaction.TransactionTimedOut"
    with pytest.raises(KgError, match=r"own limit, db\.transaction\.timeout"), bolt._clear_errors(target("bolt://x")):
        raise exceptions.Neo4jError._hydrate_neo4j(code=code, message="The transaction has been terminated.")


def test_work_is_repeated_where_the_answer_to_its_commit_was_lost() -> None:
    lost = [exceptions.IncompleteCommit(), exceptions.IncompleteCommit()]

    def work(answer: str) -> str:
        if lost:
            raise lost.pop()
        return answer

    assert bolt.surely(work, "done") == "done"
    lost += [exceptions.IncompleteCommit()] * bolt.COMMITS
    with pytest.raises(exceptions.IncompleteCommit):
        bolt.surely(work, "done")
