"""Learn the shipped question pack, so that a start need not: `python -m scripts.learn_intents`."""

from __future__ import annotations

from pathlib import Path

from xiaoer.adapters import assets
from xiaoer.core.retrieval.passages import count_usual
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.pack import parse_pack

LEARNED = Path(__file__).parents[1] / "src/xiaoer/data/learned/intents.bin"


def main() -> None:
    """Write what the pack teaches."""
    pack = parse_pack(assets.texts("pack", ".toml"))
    LEARNED.parent.mkdir(exist_ok=True)
    LEARNED.write_bytes(IntentIndex.learned(pack, count_usual(pack).counts))


if __name__ == "__main__":
    main()
