"""How often one address may ask for pages that need no account."""

import time
from collections import Counter
from ipaddress import ip_address, ip_network
from threading import Lock

from fastapi import Request

from app.errors import TooManyRequests

A_MINUTE = 60.0
IPV4 = 4
MOST = 60
"""Requests a minute of one address: a person needs five, anyone who guesses many more."""


class Limit:
    """Counts requests by address, minute by minute; what it knows it forgets after each."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._minute = 0
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def count(self, address: str, now: float) -> bool:
        """Count one request; false when this address had its share of this minute."""
        minute = int(now // A_MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[address] += 1
            return self._counts[address] <= self._most


def not_too_often(request: Request) -> None:
    """Raise `TooManyRequests` for an address that asks too often."""
    limit: Limit = request.app.state.answer_limit
    host = request.client.host if request.client else "unknown"
    if not limit.count(_household(host), time.monotonic()):
        raise TooManyRequests("Wait a minute, then open the link again.")


def _household(host: str) -> str:
    """What one customer of a provider has: an IPv4 address, or a network of 2⁶⁴ of IPv6."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return host if address.version == IPV4 else str(ip_network(f"{host}/64", strict=False))
