"""Does the server stand a long campaign of faults? `python -m benchmarks.soak [ROUNDS]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks.crashes import campaign

DEMO = Path(__file__).parents[1] / "shops" / "demo"


def main() -> None:
    """Kill the server under load, 30 rounds unless told otherwise; exit 1 when anything was lost."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as scratch:
        verdict = asyncio.run(campaign(Path(scratch), DEMO, rounds=rounds, clients=20, longest_life_s=3.0, seed=rounds))
    print(verdict)
    sys.exit(0 if verdict.clean else 1)


if __name__ == "__main__":
    main()
