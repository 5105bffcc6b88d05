"""How does the server start, and how does it stop without losing anything?"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from xiaoer.services.conversations.talks import Talks
from xiaoer.web.protocol import BoundedHttp
from xiaoer.web.runtime import WebRuntime

IDLE_S = 30  # keep-alive of a silent connection
CONNECTIONS = 4096


class Server(uvicorn.Server):
    """Uvicorn that ends event streams at the first signal and leaves at the second."""

    def __init__(self, config: uvicorn.Config, talks: Talks, on_started: Callable[[int], None]) -> None:
        super().__init__(config)
        self._talks = talks
        self._on_started = on_started
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, then tell the port."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self.started:
            self._on_started(self.port)

    @property
    def port(self) -> int:
        """Return the port that the started server listens on."""
        return int(self.servers[0].sockets[0].getsockname()[1])

    def stop(self, sig: int, frame: FrameType | None) -> None:
        """Stop taking messages and let what is in hand finish; at the second signal, leave at once.

        Unlike uvicorn's own, this does not raise the signal again afterwards: the owner of the runtime closes it
        and the process ends well.
        """
        self.force_exit = self.should_exit
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._talks.stop_taking)  # a signal comes between any two steps of the loop

    handle_exit = stop  # uvicorn's name for it


def a_server(
    app: FastAPI, runtime: WebRuntime, *, port: int | None = None, on_started: Callable[[int], None] = lambda _: None
) -> Server:
    """Return a server for the application, not yet started; `await server.serve()` runs it until a signal.

    `on_started` hears the port once the server listens.
    """
    settings = runtime.settings.server
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port if port is None else port,
        loop="uvloop",
        http=BoundedHttp,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # whom to believe about X-Forwarded-For is decided in `callers`
        server_header=False,
        timeout_keep_alive=IDLE_S,
        timeout_graceful_shutdown=max(1, round(settings.drain_s)),
        limit_concurrency=CONNECTIONS,
        backlog=CONNECTIONS,
    )
    return Server(config, runtime.talks, on_started)
