"""What do all tests share? A clean environment and one asynchronous back end."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No test is judged by the clock: a busy machine must not turn it red.
settings.register_profile("xiaoer", deadline=None)
settings.load_profile("xiaoer")


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("XIAOER_")]:
        monkeypatch.delenv(name)
