"""Which engine does a name stand for?"""

from __future__ import annotations

import sys

import pytest

from xiaoer.adapters.engines.estimate import most_tokens
from xiaoer.adapters.engines.table import known_engines, make_engine
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.errors import ConfigInvalid, PluginMissing


@pytest.mark.parametrize(
    ("name", "made"),
    [("local", "local"), ("llamacpp", "llamacpp"), ("none", "none"), ("scripted", "scripted")],
)
def test_a_name_makes_its_engine_and_loads_nothing_heavy(name, made, tmp_path):
    assert make_engine(name, EngineWish(tmp_path)).name == made
    assert {"openvino", "openvino_genai", "xllamacpp"}.isdisjoint(sys.modules)


@pytest.mark.parametrize("faster", [("local", "llamacpp"), ("llamacpp", "local")])
def test_told_nothing_the_faster_engine_is_made(faster, tmp_path, monkeypatch):
    monkeypatch.setattr("xiaoer.adapters.engines.table.fastest_first", lambda: faster)
    assert make_engine("auto", EngineWish(tmp_path)).name == faster[0]


def test_a_server_needs_a_url(tmp_path):
    with pytest.raises(ConfigInvalid, match=r"engine\.url"):
        make_engine("openai", EngineWish(tmp_path))


def test_an_unknown_name_lists_the_known_ones(tmp_path):
    with pytest.raises(PluginMissing) as told:
        make_engine("gpt", EngineWish(tmp_path))
    assert all(name in told.value.detail for name in known_engines())


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("xiaoer.adapters.engines.table.find_spec", lambda _: None)
    with pytest.raises(PluginMissing, match="openvino-genai"):
        make_engine("local", EngineWish(tmp_path))
    assert make_engine("auto", EngineWish(tmp_path)).name == "none"


class Plugin:
    """An entry point that somebody else installed."""

    name, value = "mine", "mine:make"

    def load(self):
        return lambda wish: ("made", wish)


def test_others_bring_engines_of_their_own(tmp_path, monkeypatch):
    points = lambda group, name="mine": [Plugin()] if (group, name) == ("xiaoer.engines", "mine") else []  # noqa: E731
    monkeypatch.setattr("xiaoer.adapters.engines.table.entry_points", points)
    wish = EngineWish(tmp_path)
    assert make_engine("mine", wish) == ("made", wish)
    assert "mine" in known_engines()


@pytest.mark.parametrize(("text", "most"), [("", 0), ("您好", 2), ("199元", 4), ("龘", 3), ("ok", 2), ("😀", 4)])
def test_an_estimate_is_never_too_low(text, most):
    assert most_tokens(text) == most
