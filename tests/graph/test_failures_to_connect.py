"""Each reason why the graph can't be reached has its own sentence, and what lasts is tried once."""

import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

import app
from app.errors import GraphUnavailable
from app.graph import Graph
from app.patience import waiting_at_most
from app.settings import GraphSettings, Settings
from tests.engines import Engine
from tests.neo4j_server.jars import free_port
from tests.patience import PATIENCE_SECONDS

CERTIFICATES = Path(__file__).parents[1] / "certificates"
SECRET = "hunter2-of-nobody"
Talk = Callable[[socket.socket], object]


@dataclass
class Listener:
    """A server that is no graph: it accepts, says what it says, and ends the connection."""

    socket: socket.socket
    accepted: int = 0

    def address(self, scheme: str = "bolt", host: str = "localhost") -> str:
        return f"{scheme}://{host}:{self.socket.getsockname()[1]}"

    def serve(self, talk: Talk) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.socket.accept()
                self.accepted += 1
                with client, suppress(OSError):
                    client.settimeout(PATIENCE_SECONDS)
                    talk(client)


def listen(talk: Talk) -> Iterator[Listener]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        listener = Listener(server)
        thread = Thread(target=listener.serve, args=(talk,), daemon=True)
        thread.start()
        yield listener
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)


def saying(words: bytes) -> Talk:
    def talk(client: socket.socket) -> None:
        client.recv(1000)
        client.sendall(words)
        client.shutdown(socket.SHUT_WR)
        client.recv(1000)

    return talk


def speaking_tls(certificate: str) -> Talk:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / certificate, CERTIFICATES / "server.key.pem")

    def talk(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as secure:
            secure.recv(1000)

    return talk


@pytest.fixture
def listener(request: pytest.FixtureRequest) -> Iterator[Listener]:
    yield from listen(request.param)


def graph_at(uri: str, **others: str) -> Graph:
    values = {"uri": uri, "password": SECRET, "retry_seconds": 10.0} | others
    return Graph(Settings(_env_file=None, graph=GraphSettings.model_validate(values)))


def told(uri: str, **others: str) -> str:
    """What an administrator is told; what anyone is told names no address."""
    with graph_at(uri, **others) as graph, pytest.raises(GraphUnavailable) as refused:
        graph.check()
    assert "localhost" not in refused.value.public_detail
    assert SECRET not in refused.value.detail
    return refused.value.detail


@pytest.mark.parametrize(
    ("listener", "words"),
    [
        (saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "is a web server"),
        (saying(b"SSH-2.0-OpenSSH_9.6\r\n"), "isn't a Neo4j"),
        (saying(b"220 mail.example ESMTP\r\n"), "isn't a Neo4j"),
        (saying(b"\0\0\0\0"), "isn't a Neo4j"),
        (saying(b"\x15\x03\x03\0\x02\x02\x46"), "if it wants TLS"),
    ],
    indirect=["listener"],
)
def test_a_port_that_is_no_bolt_is_tried_once(listener: Listener, words: str) -> None:
    assert words in told(listener.address())
    assert listener.accepted == 1


@pytest.mark.parametrize(
    ("listener", "words"),
    [
        (saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "doesn't speak TLS"),
        (speaking_tls("server.pem"), "isn't signed by an authority"),
        (speaking_tls("expired.pem"), "isn't signed by an authority"),
    ],
    indirect=["listener"],
)
@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_what_is_wrong_with_encryption_is_said_and_tried_once(
    listener: Listener, words: str, scheme: str
) -> None:
    assert words in told(listener.address(scheme))
    assert listener.accepted == 1


@pytest.mark.parametrize(
    ("listener", "host", "words"),
    [
        (speaking_tls("server.pem"), "127.0.0.1", "isn't for the name 127.0.0.1"),
        (speaking_tls("expired.pem"), "localhost", "has expired"),
    ],
    indirect=["listener"],
)
def test_a_certificate_of_a_known_authority_must_be_of_this_name_and_of_today(
    listener: Listener, host: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    assert words in told(listener.address("bolt+s", host))
    assert listener.accepted == 1


@pytest.mark.parametrize("listener", [speaking_tls("server.pem")], indirect=True)
def test_a_server_that_only_hangs_up_may_want_encryption(listener: Listener) -> None:
    with waiting_at_most(2.0):
        assert "if it wants TLS" in told(listener.address())


def test_a_name_that_no_one_has_and_a_port_that_no_one_listens_at() -> None:
    port = free_port()
    with waiting_at_most(2.0):
        assert "by the name graph.invalid" in told("bolt://graph.invalid:7687")
    with waiting_at_most(2.0):
        assert f"Nothing listens at localhost:{port}" in told(f"bolt://localhost:{port}")


def test_encryption_is_not_expected_of_an_engine_that_has_none(engine: Engine) -> None:
    place = engine.address.uri.removeprefix("bolt://")
    assert "doesn't speak TLS" in told(f"bolt+s://{place}")


def test_a_database_that_is_not_there_is_named(engine: Engine) -> None:
    address = engine.address
    with (
        graph_at(
            address.uri, user=address.user, password=address.password, database="nowhere"
        ) as graph,
        pytest.raises(GraphUnavailable, match="INTROS_GRAPH__DATABASE") as refused,
    ):
        graph.check()
    assert "“nowhere”" in refused.value.detail
    assert "Aura" in refused.value.detail


def test_a_wrong_password_is_said_to_be_one(engine: Engine) -> None:
    address = engine.address
    if address.password:
        assert "INTROS_GRAPH__PASSWORD" in told(address.uri, user=address.user)
    else:  # A server that asks for none takes any.
        with graph_at(address.uri, user=address.user) as graph:
            graph.check()


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        (f"bolt://neo4j:{SECRET}@graph.example:7687", "without user and password"),
        (f"neo4j:{SECRET}@graph.example", "without user and password"),
        ("https://graph.example:7473", "a browser opens"),
        ("graph.example:7687", "must be"),
        ("bolt://", "a host"),
        ("bolt://graph.example:seven", "a host"),
        ("neo4j+s://graph.example/neo4j", "a host"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_an_address_and_repeats_no_password(
    uri: str, words: str, tmp_path: Path
) -> None:
    done = doctor(tmp_path, INTROS_GRAPH__URI=uri)
    assert done.returncode == 1
    assert words in " ".join(done.stderr.split())
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_explains_a_graph_that_is_not_there(tmp_path: Path) -> None:
    port = free_port()
    done = doctor(tmp_path, INTROS_GRAPH__URI=f"bolt://localhost:{port}")
    assert done.returncode == 1
    assert f"Nothing listens at localhost:{port}" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def doctor(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    root = Path(app.__file__).parents[1]
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "doctor"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
