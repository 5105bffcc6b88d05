"""How much may a connection say before its request is known?"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 65_536
HEAD_TIMEOUT_S = 10.0


class BoundedHttp(HttpToolsProtocol):
    """Uvicorn's protocol with a limit on the size of a request's head and on the time it takes to arrive."""

    _head_bytes = 0
    _heads = 0
    _in_head = True
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first head."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Take bytes in, unless the head grows too large."""
        if self._in_head and self._deadline is None:
            self._await_head()
        starts_in_head, heads = self._in_head, self._heads
        super().data_received(data)
        if starts_in_head and self._in_head and heads == self._heads:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                self._give_up()

    def on_headers_complete(self) -> None:
        """Note that the head is here."""
        self._in_head, self._head_bytes = False, 0
        self._heads += 1
        self._forget_deadline()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that the next bytes begin another head."""
        self._in_head = True
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._forget_deadline()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_TIMEOUT_S, self._give_up)

    def _give_up(self) -> None:
        self._forget_deadline()
        if not self.transport.is_closing():
            self.send_400_response("Request head too large or too slow.")

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
