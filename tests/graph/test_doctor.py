"""The doctor looks at everything, and says of each trouble what to do about it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from secrets import token_hex
from threading import Thread

from app.backups.rules.keeping import file_name
from app.doctor import Findings, examine
from app.graph import Graph, restore_indexes
from app.outbox.models import Entry, Permanent
from app.outbox.service import put
from app.people.models import NewPerson
from app.session import Session
from app.settings import BackupSettings, HttpSettings, MailSettings, Settings
from tests.engines import Engine
from tests.neo4j_server.jars import free_port
from tests.sessions import installed
from tests.workers import TimedWorker

PARKED = "are parked"


def examined(graph: Graph, engine: Engine, **others: object) -> Findings:
    """What is found, but for what other tests of this engine left parked."""
    nobody = HttpSettings(port=free_port())
    settings = engine.settings.model_copy(update={"http": nobody} | others)
    found = examine(installed(graph), settings)
    found.troubles = [trouble for trouble in found.troubles if PARKED not in trouble]
    return found


def test_what_is_well_is_counted(graph: Graph, engine: Engine, catalog_workspace: str) -> None:
    found = examined(graph, engine)
    assert found.troubles == []
    assert catalog_workspace in found.facts["workspaces"]
    counts = dict(line.split(" ")[::-1] for line in found.facts["nodes"])
    assert int(counts["Profession"]) > 50
    assert found.facts["migrations"] == "up to date"
    assert found.facts["indexes"] == "all there"
    assert found.facts["service"] == "not running here"


def test_what_the_database_lost_of_its_schema_is_a_trouble_and_is_made_again(
    graph: Graph, engine: Engine
) -> None:
    graph.change_schema("DROP INDEX answer_link_by_id")
    graph.change_schema("DROP CONSTRAINT answer_link_id")
    (trouble,) = examined(graph, engine).troubles
    assert "answer_link_id, answer_link_by_id" in trouble
    assert restore_indexes(graph) == ["answer_link_id", "answer_link_by_id"]
    assert examined(graph, engine).troubles == []
    assert restore_indexes(graph) == []


def test_what_is_parked_is_a_trouble(graph: Graph, engine: Engine, workspace: str) -> None:
    kind = f"letter_{token_hex(6)}"
    graph.write(workspace, lambda tx: put(tx, kind, "one", NewPerson(name="Ada"), tx.now))
    assert TimedWorker(graph, {kind: refusing}).run_once() == 1
    nobody = HttpSettings(port=free_port())
    settings = engine.settings.model_copy(update={"http": nobody})
    assert any(PARKED in trouble for trouble in examine(installed(graph), settings).troubles)


def refusing(_: Session, __: Entry) -> None:
    raise Permanent("nobody lives there")


def test_scheduled_backups_that_are_late_are_a_trouble(
    graph: Graph, engine: Engine, tmp_path: Path
) -> None:
    backup = BackupSettings(every_hours=24, folder=tmp_path)
    (trouble,) = examined(graph, engine, backup=backup).troubles
    assert trouble.startswith("Backups are late. There is none")
    now = datetime.now(UTC)
    for hours, late in ((49, True), (47, False)):
        (tmp_path / file_name("all", now - timedelta(hours=hours), "jsonl.gz")).touch()
        troubles = examined(graph, engine, backup=backup).troubles
        assert [trouble.startswith("Backups are late") for trouble in troubles] == [True] * late


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
    assert len(found.troubles) == 4
    assert all("Nothing listens at" in trouble for trouble in found.troubles)
    assert "free" in found.facts["disk"]
