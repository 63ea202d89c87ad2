"""A newer version migrates the graph under a service that runs: the service notices."""

from pathlib import Path

from app.graph.embedded import EmbeddedEngine
from app.settings import Settings
from tests.api.conftest import serving
from tests.engines import NO_WORKER, Address
from tests.patience import open_client, wait_until

NEWER = "V9999__of_tomorrow"


def test_a_service_says_that_a_newer_version_has_migrated_its_graph(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, worker=NO_WORKER)
    with (
        EmbeddedEngine(tmp_path) as engine,
        serving(settings) as address,
        open_client(base_url=address) as client,
    ):
        wait_until(lambda: client.get("/readyz").status_code == 200)
        bolt = engine.attach()
        with Address(bolt.uri, bolt.user, bolt.password).driver() as driver:
            driver.execute_query(
                "CREATE (:Migration {id: $id, checksum: 'x'})", id=NEWER, database_="neo4j"
            )
            wait_until(lambda: client.get("/readyz").status_code == 503)
            assert client.get("/readyz").json()["code"] == "migrations_do_not_fit"
            driver.execute_query(
                "MATCH (m:Migration {id: $id}) DELETE m", id=NEWER, database_="neo4j"
            )
        wait_until(lambda: client.get("/readyz").status_code == 200)
