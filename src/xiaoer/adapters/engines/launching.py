"""How is an engine's own process started, told things, heard and ended?"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import xiaoer
from xiaoer.adapters.engines.frames import MOST_FRAME_BYTES, Garbled, News, Order, Setup, decode_news, encode

MODULE = "xiaoer.adapters.engines.child"
LOG_LINE_BYTES = 400
SOURCES = str(Path(xiaoer.__file__).parent.parent)
ENVIRONMENT = {  # all that the child is given: no setting and no secret of ours goes along
    "OMP_WAIT_POLICY": "PASSIVE",  # waiting threads must not take the processor from the web process
    "MALLOC_ARENA_MAX": "2",  # every further arena keeps memory that the others could use
    "MALLOC_TRIM_THRESHOLD_": "131072",
    "PYTHONPATH": SOURCES,
    "PYTHONUTF8": "1",
    "TMPDIR": tempfile.gettempdir(),
}

log = logging.getLogger(__name__)


class Child:
    """One life of an engine's own process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._murmur = asyncio.create_task(self._log_murmur())

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def tell(self, frame: Setup | Order) -> None:
        """Send a frame; what is told to a dead child is lost."""
        stdin = self._process.stdin
        if stdin is not None and not stdin.is_closing():
            with suppress(ConnectionError, RuntimeError):
                stdin.write(encode(frame))

    async def hear(self) -> AsyncIterator[News]:
        """Yield what the child says until it is gone. Raises `Garbled` for what is no frame."""
        stdout = self._process.stdout
        if stdout is None:
            return
        while True:
            try:
                line = await stdout.readline()
            except ValueError as exc:  # a line without an end
                raise Garbled("overlong") from exc
            if not line:
                return
            yield decode_news(line)

    async def end(self) -> int:
        """Kill the process, unless it is gone, and return its exit status."""
        with suppress(ProcessLookupError):
            self._process.kill()
        status = await self._process.wait()
        self._murmur.cancel()
        with suppress(asyncio.CancelledError):
            await self._murmur
        return status

    async def _log_murmur(self) -> None:
        """Log what libraries print; it holds nothing of any shopper."""
        stderr = self._process.stderr
        while stderr is not None:
            try:
                line = await stderr.readline()
            except ValueError:
                continue
            if not line:
                return
            log.debug("engine process", extra={"line": line[:LOG_LINE_BYTES].decode("utf-8", "replace").rstrip()})


async def launch(setup: Setup) -> Child:
    """Start an engine's own process and tell it what to load. Raises `OSError` when the system cannot start it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        MODULE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=MOST_FRAME_BYTES,
        env=ENVIRONMENT,
        start_new_session=True,  # Ctrl-C is for the program, which ends the child in its own time
    )
    child = Child(process)
    child.tell(setup)
    return child
