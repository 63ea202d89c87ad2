"""Several processes find a graph in which there is nothing yet."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from app.graph import Graph, migrate
from app.graph.migration_files import shipped_migrations
from app.settings import GraphSettings, Settings
from app.workspaces.service import list_workspaces
from tests.patience import PATIENCE_SECONDS
from tests.sessions import installed

AT_ONCE = 4
TIMES = 2


def test_those_who_start_at_once_on_an_empty_graph_migrate_it_once(tmp_path: Path) -> None:
    for number in range(TIMES):
        settings = Settings(
            _env_file=None,
            graph=GraphSettings(uri="embedded:"),
            data_dir=tmp_path / str(number),
        )
        together = Barrier(AT_ONCE)

        def start(_: int, settings: Settings = settings, together: Barrier = together) -> list[str]:
            with Graph(settings) as graph:
                graph.check()
                together.wait(PATIENCE_SECONDS)
                applied = migrate(graph)
                assert list_workspaces(installed(graph)) == []
                return applied

        with Graph(settings) as keeping, ThreadPoolExecutor(AT_ONCE) as pool:
            keeping.check()
            done = [name for applied in pool.map(start, range(AT_ONCE)) for name in applied]
            assert done == [migration.id for migration in shipped_migrations()]
            assert migrate(keeping) == []
