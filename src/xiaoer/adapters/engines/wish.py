"""What do settings say about the engine?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EngineWish:
    """What settings say about the engine; a factory takes what it needs."""

    models: Path  #: the folder of model files
    model: str = ""  #: a model's name or path, or what a server calls it
    url: str = ""
    api_key: str = ""
    threads: int = 2
    live: int = 4
    kv_tokens: int = 12_288
    batched_tokens: int = 192
    most_memory_bytes: int = 2_000_000_000
    hang_s: float = 15.0
    load_s: float = 180.0
