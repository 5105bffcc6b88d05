"""Which engines are there, built in or brought by others?"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.processor import fastest_first
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.errors import ConfigInvalid, PluginMissing
from xiaoer.ports import ChatEngine

GROUP = "xiaoer.engines"
BUILT_IN = {
    "none": "xiaoer.adapters.engines.none:make",
    "local": "xiaoer.adapters.engines.supervised:make_local",
    "llamacpp": "xiaoer.adapters.engines.supervised:make_llamacpp",
    "openai": "xiaoer.adapters.engines.openai_http:make",
    "scripted": "xiaoer.adapters.engines.scripted:make",
}
PACKAGES = {"local": ("openvino_genai", "openvino-genai"), "llamacpp": ("xllamacpp", "xiaoer[llamacpp]")}
AUTO = "auto"


Factory = Callable[[EngineWish], ChatEngine]


def make_engine(name: str, wish: EngineWish) -> ChatEngine:
    """Return the engine of this name; nothing heavy is loaded until it is warmed up.

    Raises `PluginMissing` for an unknown name, which lists the known ones, and for a package that is not installed.
    """
    wanted = _automatic() if name == AUTO else name
    module, package = PACKAGES.get(wanted, ("", ""))
    if module and find_spec(module) is None:
        raise PluginMissing(wording.NEEDS_PACKAGE.format(name=wanted, package=package))
    return _factory(wanted)(wish)


def known_engines() -> tuple[str, ...]:
    """Return the names of all engines that could be made."""
    return (AUTO, *BUILT_IN, *sorted(entry.name for entry in entry_points(group=GROUP)))


def _automatic() -> str:
    """Return the engine of a machine that nobody told anything: the fastest whose library is there."""
    return next((name for name in fastest_first() if find_spec(PACKAGES[name][0]) is not None), "none")


def _factory(name: str) -> Factory:
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        factory: Factory = getattr(import_module(module), attribute)
        return factory
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        raise PluginMissing(wording.UNKNOWN_ENGINE.format(name=name, known=", ".join(known_engines())))
    try:
        loaded: Factory = found.load()
    except (ImportError, AttributeError) as exc:
        raise ConfigInvalid(f"{found.value}: {exc}") from exc
    return loaded
