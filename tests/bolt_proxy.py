"""A proxy before an engine's Bolt port, which can begin to swallow what it should pass on.

So does a firewall that has forgotten a connection: both ends think that it is there, and what one
says never reaches the other.
"""

import selectors
import socket
from contextlib import suppress
from threading import Lock, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

SIZE = 65536


class BoltProxy:
    """Listens at a free port of this machine, and passes on to the engine at `uri`."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._target = (parts.hostname, parts.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = Lock()
        self._generation = 0
        self._is_silent = False
        self._open: set[socket.socket] = set()
        self.accepted = 0
        """How many connections were made so far."""

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"

    def swallow(self) -> None:
        """From now on the connections that are there are silent; new ones are passed on."""
        with self._lock:
            self._generation += 1

    def fall_silent(self) -> None:
        """From now on nothing is passed on, over whatever connection."""
        self._is_silent = True

    def __enter__(self) -> Self:
        Thread(target=self._accept, name="bolt-proxy", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._listener.close()
        with self._lock:
            for end in self._open:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.accepted += 1
                server = socket.create_connection(self._target)
                Thread(target=self._pass_on, args=(client, server), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        with self._lock:
            born = self._generation
            self._open |= {client, server}
        other = {client: server, server: client}
        with suppress(OSError), client, server, selectors.DefaultSelector() as selector:
            for end in other:
                selector.register(end, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    assert isinstance(key.fileobj, socket.socket)
                    data = key.fileobj.recv(SIZE)
                    if not data:
                        return
                    if self._generation == born and not self._is_silent:
                        other[key.fileobj].sendall(data)
        with self._lock:
            self._open -= {client, server}
