"""How does the server start, and how does it stop without losing anything?"""

from __future__ import annotations

import signal
import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI

from xiaoer.services.conversations.talks import Talks

IDLE_S = 30  # keep-alive of a silent connection
HEADER_BYTES = 32_768
CONNECTIONS = 4096


class Server(uvicorn.Server):
    """Uvicorn that ends event streams at the first signal and leaves at the second."""

    def __init__(self, config: uvicorn.Config, talks: Talks) -> None:
        super().__init__(config)
        self._talks = talks

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop taking messages and let what is in hand finish; at the second signal, leave at once."""
        if self.should_exit and sig == signal.SIGTERM:
            self.force_exit = True
        self._talks.stop_taking()
        super().handle_exit(sig, frame)


def a_server(app: FastAPI, talks: Talks, *, host: str, port: int, drain_s: float) -> Server:
    """Return a server for the application, not yet started; `await server.serve()` runs it until a signal."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # whom to believe about X-Forwarded-For is decided in `callers`
        server_header=False,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=max(1, int(drain_s)),
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=HEADER_BYTES,
        backlog=CONNECTIONS,
    )
    return Server(config, talks)


def port_of(server: Server) -> int:
    """Return the port that a started server listens on."""
    listening: list[socket.socket] = [sock for each in server.servers for sock in each.sockets]
    return int(listening[0].getsockname()[1])
