"""What does an engine's own process do? It loads one model and generates until nobody holds its other end.

It reads orders from its standard input and writes news to its standard output; nothing listens anywhere. When the
program that started it is gone, its input ends and so does it.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol

from xiaoer.adapters.engines.frames import (
    Cancel,
    Count,
    Counted,
    Failed,
    Garbled,
    Generate,
    News,
    Order,
    Piece,
    Ping,
    Pong,
    ReadAhead,
    Ready,
    Refused,
    Setup,
    decode_order,
    decode_setup,
    encode,
)
from xiaoer.adapters.models.digest import sha256_of
from xiaoer.adapters.models.gguf import read_gguf
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import ModelFileInvalid

BACKENDS = {
    "openvino": "xiaoer.adapters.engines.openvino_backend:OpenVinoBackend",
    "llamacpp": "xiaoer.adapters.engines.llamacpp_backend:LlamaCppBackend",
}
STATM = Path("/proc/self/statm")
OOM_SCORE = Path("/proc/self/oom_score_adj")
NICE = 5  # a reply from data takes milliseconds and must not wait for a model that takes seconds
ALTERED = "文件内容与记录的 SHA-256 不符,可能已损坏或被改动"
LIBRARY_MISSING = "没有安装运行模型所需的组件 {name}"
CANNOT_LOAD = "模型无法加载: {reason}"


class Backend(Protocol):
    """A library that runs a model, as the child's loop drives it."""

    @property
    def live(self) -> int:
        """Return how many generations are in hand."""
        ...

    def submit(self, order: Generate) -> None:
        """Begin a generation."""
        ...

    def read_ahead(self, prompt: Prompt) -> None:
        """Read what the prompts that come begin with, and keep it."""
        ...

    def cancel(self, number: int) -> None:
        """Drop a generation, if it is still in hand."""
        ...

    def count(self, texts: tuple[str, ...]) -> tuple[int, ...]:
        """Count tokens."""
        ...

    def step(self) -> Iterable[Piece | Failed]:
        """Work for a moment while something is in hand; return what came of it."""
        ...


def main() -> None:
    """Run until the input ends."""
    told, says = _private_pipes()
    line = told.readline()
    if not line:
        return
    setup = decode_setup(line)
    _go_first_when_memory_is_short()
    os.nice(NICE)
    inbox: queue.SimpleQueue[Order] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(told, inbox), daemon=True).start()
    try:
        backend = _load(setup)
    except ModelFileInvalid as error:
        _say(says, Refused(error.detail))
        return
    _say(says, Ready(Path(setup.model).stem))
    while True:
        _obey(backend, inbox, says)
        if backend.live:
            for news in backend.step():
                _say(says, news)


def _go_first_when_memory_is_short() -> None:
    """Offer this process, not the shop, to a system that must end one; the shop answers without a model."""
    with suppress(OSError):
        OOM_SCORE.write_text("900", encoding="ascii")


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes to ourselves: what a library prints goes to the log, and it reads nothing."""
    told, says = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return told, says


def _listen(told: BinaryIO, inbox: queue.SimpleQueue[Order]) -> None:
    for line in told:
        inbox.put(decode_order(line))
    os._exit(0)  # nobody is left to generate for; the main thread may be deep inside a library


def _load(setup: Setup) -> Backend:
    """Check the file and load it. Raises `ModelFileInvalid`."""
    path = Path(setup.model)
    file = read_gguf(path)
    if setup.sha256 and sha256_of(path) != setup.sha256:
        raise ModelFileInvalid(ALTERED)
    module, _, factory = BACKENDS[setup.backend].partition(":")
    # The libraries bring a sender of usage figures along; without its module nothing can ever be sent.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    try:
        backend: Backend = getattr(import_module(module), factory)(setup, file)
    except ImportError as exc:
        raise ModelFileInvalid(LIBRARY_MISSING.format(name=exc.name)) from exc
    except RuntimeError as exc:
        raise ModelFileInvalid(CANNOT_LOAD.format(reason=str(exc).strip().splitlines()[-1])) from exc
    return backend


def _obey(backend: Backend, inbox: queue.SimpleQueue[Order], says: BinaryIO) -> None:
    """Carry out what was ordered; wait for an order while nothing is in hand."""
    while backend.live == 0 or not inbox.empty():
        order = inbox.get()
        if isinstance(order, Cancel):
            backend.cancel(order.number)
        elif isinstance(order, Ping):
            _say(says, Pong(_memory_bytes(), backend.live))
        else:
            _attempt(backend, order, says)


def _attempt(backend: Backend, order: Generate | ReadAhead | Count, says: BinaryIO) -> None:
    try:
        if isinstance(order, Generate):
            backend.submit(order)
        elif isinstance(order, ReadAhead):
            backend.read_ahead(order.prompt)
        else:
            _say(says, Counted(order.number, backend.count(order.texts)))
    except (RuntimeError, ValueError) as error:  # one wish that cannot be met must not end the others
        _say(says, Failed(order.number, str(error)))


def _say(says: BinaryIO, news: News) -> None:
    try:
        says.write(encode(news))
    except BrokenPipeError:
        os._exit(0)


def _memory_bytes() -> int:
    try:
        return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    try:
        main()
    except Garbled:
        sys.exit(2)
