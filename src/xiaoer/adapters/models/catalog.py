"""Which models can be fetched by name, and where do they lie?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xiaoer.errors import NoSuchModel

HubKind = Literal["modelscope", "huggingface"]
UNKNOWN = "没有名为 {name} 的模型;可下载的有: {known}"


@dataclass(frozen=True, slots=True)
class Hub:
    """A site that keeps model files, and the protocol it speaks."""

    name: str
    kind: HubKind
    endpoint: str


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """A model that can be fetched by name.

    `sha256` is the true digest where we know it ourselves. None is invented: it stays empty until somebody has seen
    the file, and until then the hub's own word is held against it.
    """

    name: str
    repository: str
    file: str
    told: str
    sha256: str = ""


HUBS = (
    Hub("modelscope", "modelscope", "https://www.modelscope.cn"),
    Hub("hf-mirror", "huggingface", "https://hf-mirror.com"),
    Hub("huggingface", "huggingface", "https://huggingface.co"),
)
CATALOG = (
    CatalogModel(
        "qwen2.5-0.5b-instruct-q4_0",
        "Qwen/Qwen2.5-0.5B-Instruct-GGUF",
        "qwen2.5-0.5b-instruct-q4_0.gguf",
        "默认;最快,约 0.4 GB",
    ),
    CatalogModel(
        "qwen2.5-0.5b-instruct-q8_0",
        "Qwen/Qwen2.5-0.5B-Instruct-GGUF",
        "qwen2.5-0.5b-instruct-q8_0.gguf",
        "更准,更慢,约 0.7 GB",
    ),
)
DEFAULT = CATALOG[0].name


def catalog_model(name: str) -> CatalogModel:
    """Return the model of this name. Raises `NoSuchModel`, which lists the known ones."""
    wanted = name.lower().removesuffix(".gguf")
    found = next((model for model in CATALOG if model.name == wanted), None)
    if found is None:
        raise NoSuchModel(UNKNOWN.format(name=name, known=", ".join(model.name for model in CATALOG)))
    return found


def hub_named(name: str) -> Hub:
    """Return a hub by name, or one of the Hugging Face kind at a URL. Raises `NoSuchModel`."""
    found = next((hub for hub in HUBS if hub.name == name), None)
    if found is not None:
        return found
    if name.startswith(("http://", "https://")):
        return Hub(name, "huggingface", name.rstrip("/"))
    raise NoSuchModel(UNKNOWN.format(name=name, known=", ".join(hub.name for hub in HUBS)))
