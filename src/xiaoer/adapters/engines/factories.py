"""How is each built-in engine made from what settings say?"""

from __future__ import annotations

from xiaoer.adapters.engines import wording
from xiaoer.adapters.engines.frames import BackendName
from xiaoer.adapters.engines.life import Means, ModelChoice, Patience
from xiaoer.adapters.engines.none import NoEngine
from xiaoer.adapters.engines.openai_http import OpenAiHttp
from xiaoer.adapters.engines.scripted import Scripted
from xiaoer.adapters.engines.supervised import SupervisedEngine
from xiaoer.adapters.engines.table import EngineWish
from xiaoer.adapters.models.folder import ModelFolder
from xiaoer.errors import ConfigInvalid
from xiaoer.ports import ChatEngine


def none(_: EngineWish) -> ChatEngine:
    """Return the engine that stands in where none is wanted."""
    return NoEngine()


def local(wish: EngineWish) -> ChatEngine:
    """Return OpenVINO GenAI on a model file, in a process of its own."""
    return _supervised("openvino", wish)


def llamacpp(wish: EngineWish) -> ChatEngine:
    """Return llama.cpp on a model file, in a process of its own."""
    return _supervised("llamacpp", wish)


def openai(wish: EngineWish) -> ChatEngine:
    """Return a server by URL. Raises `ConfigInvalid` without one."""
    if not wish.url:
        raise ConfigInvalid(wording.NO_URL)
    return OpenAiHttp(wish.url, model=wish.model, key=wish.api_key)


def scripted(_: EngineWish) -> ChatEngine:
    """Return the engine of tests and demonstrations."""
    return Scripted()


def _supervised(backend: BackendName, wish: EngineWish) -> ChatEngine:
    folder = ModelFolder(wish.models)

    def find() -> ModelChoice | None:
        stored = folder.choose(wish.model)
        return None if stored is None else ModelChoice(stored.path, stored.sha256)

    means = Means(wish.threads, wish.live, wish.kv_tokens, wish.batched_tokens, wish.most_memory_bytes)
    patience = Patience(hang_s=wish.hang_s, load_s=wish.load_s)
    return SupervisedEngine(backend, find, means=means, patience=patience)
