"""The process's graph: connected and migrated as soon as it can be, and watched from then on."""

import shutil
from threading import Event, Thread

import structlog

from app.errors import EngineFailed, GraphUnavailable, IntrosError
from app.graph import Graph, check_schema, migrate
from app.graph.disk import disk_trouble
from app.patience import seconds_left, waiting_at_most
from app.settings import Settings

WATCH_SECONDS = 2.0
"""Between two looks at the graph."""
START_AGAIN_SECONDS = 30.0
ANSWERS_WITHIN_SHARE = 1 / 3
"""How much of a request's patience a look takes until the graph counts as away."""
log = structlog.get_logger()


class GraphKeeper:
    """Connects to the graph in a thread of its own, so that the service's port is open at once.

    The same thread looks at it every two seconds, for `/readyz`: those who ask there wait for no
    one, whatever the graph does.
    """

    def __init__(self, settings: Settings) -> None:
        self.graph = Graph(settings)
        self._settings = settings
        self._patience = settings.graph.retry_seconds
        self._migrated = Event()
        self._stopping = Event()
        self._trouble: IntrosError | None = GraphUnavailable(
            "The service has just begun, and connects to the database."
        )
        self._thread = Thread(target=self._watch, name="graph-keeper", daemon=True)

    def start(self) -> None:
        """Connect, and go on looking until `stop`."""
        self._thread.start()

    def stop(self) -> None:
        """Let go of the graph; what others still do there ends with `GraphUnavailable`."""
        self._stopping.set()
        self.graph.abort()
        self._thread.join()
        self.graph.close()

    def ready_graph(self) -> Graph:
        """The graph with its schema up to date, once it is; raises what is in the way."""
        if not self._migrated.wait(min(self._patience, seconds_left())):
            raise self._trouble or GraphUnavailable("The database is being prepared.")
        return self.graph

    @property
    def is_migrated(self) -> bool:
        """Whether `ready_graph` answers without waiting."""
        return self._migrated.is_set()

    @property
    def is_ready(self) -> bool:
        """Whether the graph answered at the last look."""
        return self._trouble is None

    def check_ready(self) -> None:
        """Return when the graph answered at the last look; raises what was in the way."""
        if self._trouble is not None:
            raise self._trouble

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._note(self._look())
            # An engine that will not start was started several times before that is said.
            is_heavy = isinstance(self._trouble, EngineFailed)
            self._stopping.wait(START_AGAIN_SECONDS if is_heavy else WATCH_SECONDS)

    def _look(self) -> IntrosError | None:
        try:
            if self._migrated.is_set():
                with waiting_at_most(self._patience * ANSWERS_WITHIN_SHARE):
                    if not check_schema(self.graph):
                        return self._disk_trouble()
            # Also after data from before a migration was restored: that brings it up to date.
            migrate(self.graph)
            self._migrated.set()
            return self._disk_trouble()
        except IntrosError as error:
            return error
        except Exception as error:  # noqa: BLE001 (a watch that ends would never notice anything)
            log.error("graph_look_failed", error=type(error).__name__)
            return GraphUnavailable("The database could not be looked at. The log has more.")

    def _disk_trouble(self) -> IntrosError | None:
        if not self._settings.graph.embedded:
            return None
        return disk_trouble(shutil.disk_usage(self._settings.data_dir).free)

    def _note(self, trouble: IntrosError | None) -> None:
        """Remember what is in the way, and log it when it changes."""
        before, self._trouble = self._trouble, trouble
        if trouble is None and before is not None:
            log.info("graph_ready")
        elif trouble is not None and str(trouble) != str(before):
            log.warning("graph_not_ready", code=trouble.code, why=trouble.detail)
