"""What `/metrics` tells beside requests: the graph, the connections to it, and what waits."""

from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from app.clock import Clock
from app.errors import IntrosError
from app.graph_keeper import GraphKeeper
from app.jobs import service as jobs
from app.outbox.service import count_outbox
from app.patience import waiting_at_most
from app.session import Installation

SECONDS = 2.0
"""How long a look into the graph may take; without an answer its counts are missing."""


class Gauges(Collector):
    """Read at each look at `/metrics`."""

    def __init__(self, keeper: GraphKeeper, clock: Clock) -> None:
        self._keeper, self._clock = keeper, clock

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: that would be a look into the graph."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The state of now."""
        graph, is_ready = self._keeper.graph, self._keeper.is_ready
        yield GaugeMetricFamily(
            "intros_graph_up", "Whether the graph answered at the last look", value=is_ready
        )
        yield GaugeMetricFamily(
            "intros_graph_connections_in_use",
            "Connections that transactions have now",
            value=graph.connections_in_use,
        )
        yield CounterMetricFamily(
            "intros_turn_wait_seconds",
            "Seconds that writers have waited for their turn",
            value=graph.turn_wait_seconds,
        )
        if is_ready:
            yield from self._counts(Installation(graph, self._clock))

    def _counts(self, installation: Installation) -> Iterable[Metric]:
        try:
            with waiting_at_most(SECONDS):
                outbox, waiting = count_outbox(installation), jobs.count_jobs(installation)
        except IntrosError:
            return
        entries = GaugeMetricFamily(
            "intros_outbox_entries", "Emails and other effects in the outbox", labels=["state"]
        )
        for state, number in outbox.items():
            entries.add_metric([state], number)
        at_work = GaugeMetricFamily("intros_jobs", "Imports and plans", labels=["state"])
        at_work.add_metric(["waiting"], waiting.waiting)
        at_work.add_metric(["running"], waiting.running)
        yield from (entries, at_work)
