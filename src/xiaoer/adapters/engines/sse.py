"""Which messages does a stream of server-sent events hold?"""

from __future__ import annotations

from collections.abc import AsyncIterator

MOST_LINE_BYTES = 1_000_000


class Overlong(ValueError):
    """A line without an end."""


async def messages(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Yield the data of each event. Raises `Overlong`."""
    rest = b""
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip().decode("utf-8", "replace")
        if len(rest) > MOST_LINE_BYTES:
            raise Overlong
    if rest.startswith(b"data:"):
        yield rest[5:].strip().decode("utf-8", "replace")
