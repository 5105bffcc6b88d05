"""In which form do the program and an engine's own process talk? One JSON object a line, over the child's own pipes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias, TypeVar

from pydantic import TypeAdapter

from xiaoer.core.prompting.prompt import Prompt
from xiaoer.ports import Sampling

BackendName = Literal["openvino", "llamacpp"]
MOST_FRAME_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Setup:
    """The first thing that a child is told: which library runs which file, and how."""

    backend: BackendName
    model: str
    sha256: str  #: empty where nobody knows it
    threads: int
    live: int
    kv_tokens: int
    batched_tokens: int


@dataclass(frozen=True, slots=True)
class Generate:
    """Begin to generate."""

    number: int
    prompt: Prompt
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody waits for this generation any longer."""

    number: int


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """Read this in advance: the prompts that come begin with it."""

    number: int
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Count:
    """Count the tokens of some texts."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ping:
    """Say that you live."""


Order: TypeAlias = Generate | ReadAhead | Cancel | Count | Ping


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded."""

    model: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The file is not one that can be run; trying again cannot help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """More text of a generation."""

    number: int
    text: str
    tokens: int
    finish_reason: Literal["stop", "length"] | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """One generation or count cannot go on."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The tokens of the texts that were asked about."""

    number: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pong:
    """The child lives and its memory is so large."""

    memory_bytes: int
    live: int


Frame = TypeVar("Frame")
News: TypeAlias = Ready | Refused | Piece | Failed | Counted | Pong

_ORDERS: Mapping[str, TypeAdapter[Order]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Generate, ReadAhead, Cancel, Count, Ping)
}
_NEWS: Mapping[str, TypeAdapter[News]] = {
    kind.__name__: TypeAdapter(kind) for kind in (Ready, Refused, Piece, Failed, Counted, Pong)
}
_SETUP: TypeAdapter[Setup] = TypeAdapter(Setup)


class Garbled(ValueError):
    """A line that is no frame."""


def encode(frame: Setup | Order | News) -> bytes:
    """Return a frame as a line."""
    return json.dumps({"kind": type(frame).__name__, **asdict(frame)}, ensure_ascii=False).encode() + b"\n"


def decode_setup(line: bytes) -> Setup:
    """Return the setup that a line holds. Raises `Garbled`."""
    return _decode(line, {"Setup": _SETUP})


def decode_order(line: bytes) -> Order:
    """Return the order that a line holds. Raises `Garbled`."""
    return _decode(line, _ORDERS)


def decode_news(line: bytes) -> News:
    """Return the news that a line holds. Raises `Garbled`."""
    return _decode(line, _NEWS)


def _decode(line: bytes, kinds: Mapping[str, TypeAdapter[Frame]]) -> Frame:
    try:
        content = json.loads(line)
        return kinds[content.pop("kind")].validate_python(content)
    except (ValueError, KeyError, AttributeError, TypeError) as exc:
        raise Garbled(type(exc).__name__) from None  # the line may hold a shopper's words: it goes into no log
