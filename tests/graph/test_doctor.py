"""The doctor looks at everything, and says of each trouble what to do about it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from app.doctor import Findings, examine
from app.graph import Graph
from app.settings import HttpSettings, MailSettings, Settings
from tests.engines import Engine
from tests.neo4j_server.jars import free_port
from tests.sessions import installed


def examined(graph: Graph, engine: Engine, **others: object) -> Findings:
    nobody = HttpSettings(port=free_port())
    settings = engine.settings.model_copy(update={"http": nobody} | others)
    return examine(installed(graph), settings)


def test_what_is_well_is_counted(graph: Graph, engine: Engine, catalog_workspace: str) -> None:
    found = examined(graph, engine)
    assert found.troubles == []
    assert catalog_workspace in found.facts["workspaces"]
    counts = dict(line.split(" ")[::-1] for line in found.facts["nodes"])
    assert int(counts["Profession"]) > 50
    assert found.facts["migrations"] == "up to date"
    assert found.facts["service"] == "not running here"


def test_a_mail_server_that_is_away_is_a_trouble(graph: Graph, engine: Engine) -> None:
    port = free_port()
    mail = MailSettings(host="127.0.0.1", port=port, security="none")
    (trouble,) = examined(graph, engine, mail=mail).troubles
    assert f"127.0.0.1:{port} doesn't answer" in trouble
    with socket.create_server(("127.0.0.1", port)):
        assert examined(graph, engine, mail=mail).troubles == []


@contextmanager
def service_with(metrics: str) -> Iterator[HttpSettings]:
    """A service that answers with these metrics."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(metrics.encode())

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield HttpSettings(port=server.server_port)
        finally:
            server.shutdown()
            thread.join()


def test_requests_that_failed_are_a_trouble(graph: Graph, engine: Engine) -> None:
    line = 'intros_requests_total{{method="GET",route="/week",status="{status}"}} 3.0\n'
    with service_with(line.format(status=200)) as http:
        found = examined(graph, engine, http=http)
        assert found.troubles == []
        assert found.facts["service"] == "running, 0 requests failed"
    with service_with(line.format(status=200) + line.format(status=500)) as http:
        (trouble,) = examined(graph, engine, http=http).troubles
    assert trouble.startswith("3 requests failed")


def test_what_cannot_be_looked_at_is_a_trouble_and_the_rest_is_looked_at(engine: Engine) -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    settings = Settings.model_validate(
        {"_env_file": None, "graph": {"uri": uri, "retry_seconds": 0.1}}
    )
    with Graph(settings) as away:
        found = examined(away, engine)
    assert len(found.troubles) == 3
    assert all("Nothing listens at" in trouble for trouble in found.troubles)
    assert "free" in found.facts["disk"]
