"""How long tests wait: one bound against hanging, which judges nothing.

A machine that is busy with other things may take many times as long as a quiet one, and a test
that fails then says nothing about the program. So whatever a test waits for, it waits for here.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

Result = TypeVar("Result")

PATIENCE_SECONDS = 300.0
PATIENCE_MILLISECONDS = 1000 * PATIENCE_SECONDS
"""The same for Playwright, which counts in milliseconds."""
BETWEEN_SECONDS = 0.05


def wait_until(look: Callable[[], Result]) -> Result:
    """Look again and again; return what is found as soon as it counts as true."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < give_up, "it never happened"
        time.sleep(BETWEEN_SECONDS)
    return found


def open_client(**options: Any) -> httpx.Client:
    """An HTTP client that waits; `options` are those of `httpx.Client`."""
    return httpx.Client(timeout=PATIENCE_SECONDS, **options)


def request(method: str, url: str, **options: Any) -> httpx.Response:
    """One request that waits for its answer; `options` are those of `httpx.request`."""
    return httpx.request(method, url, timeout=PATIENCE_SECONDS, **options)
