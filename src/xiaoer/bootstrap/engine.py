"""Which engine do the settings ask for, and what is wrapped around it?"""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry

from xiaoer.adapters.engines.admission import Admission
from xiaoer.adapters.engines.breaker import Breaker
from xiaoer.adapters.engines.metered import Metered
from xiaoer.adapters.engines.table import make_engine
from xiaoer.adapters.engines.wish import EngineWish
from xiaoer.config import EngineSettings, Settings
from xiaoer.ports import ChatEngine, Sampling

MODELS = "models"


def models_folder(settings: Settings) -> Path:
    """Return where the model files lie."""
    return settings.store.folder / MODELS


def engine_of(settings: Settings, registry: CollectorRegistry) -> ChatEngine:
    """Return the engine that the settings name, inside its breaker, its admission and its counts.

    Nothing is started before `warm_up`. Raises `PluginMissing` and `ConfigInvalid`.
    """
    asked = settings.engine
    bare = make_engine(asked.name, _wish(asked, models_folder(settings)))
    guarded = Breaker(bare, slow_s=asked.slow_s)
    return Metered(Admission(guarded, live=asked.live, waiting=asked.waiting, wait_s=asked.wait_s), registry)


def sampling_of(asked: EngineSettings) -> Sampling:
    """Return how replies are sampled."""
    return Sampling(
        max_tokens=asked.max_tokens,
        temperature=asked.temperature,
        top_p=asked.top_p,
        top_k=asked.top_k,
        repetition_penalty=asked.repetition_penalty,
        seed=asked.seed,
        stop=asked.stop,
    )


def _wish(asked: EngineSettings, models: Path) -> EngineWish:
    return EngineWish(
        models=models,
        model=asked.model,
        url=asked.url,
        api_key=asked.api_key,
        threads=asked.threads,
        live=asked.live,
        kv_tokens=asked.kv_tokens,
        batched_tokens=asked.batched_tokens,
        most_memory_bytes=asked.memory_mb * 1_000_000,
        hang_s=asked.hang_s,
        load_s=asked.load_s,
    )
