"""Is what we build on light and free?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNWANTED = re.compile(r"^(torch|nvidia-|triton|jionlp|jiojio|piper-tts|tensorflow|jax)", re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_nothing_heavy_or_gpl(name):
    assert UNWANTED.findall((ROOT / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_pins_by_hash_and_names_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_a_heavy_package_would_be_seen():
    assert UNWANTED.findall("torch==2.13.0 \\\n") == ["torch"]
