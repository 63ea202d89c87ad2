"""Log lines, for people or as JSON; no personal data."""

import logging
import sys

import structlog


def configure_logs(*, as_json: bool, least: int = logging.INFO) -> None:
    """Send log lines from the level `least` on to standard error, for people or as JSON."""
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
