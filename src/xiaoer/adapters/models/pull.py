"""How does a model come into the data folder, from a hub, a URL or a file?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from xiaoer.adapters.models.catalog import HUBS, CatalogModel, Hub, catalog_model
from xiaoer.adapters.models.digest import sha256_of
from xiaoer.adapters.models.fetch import FetchPatience, Progress, check_room, fetch
from xiaoer.adapters.models.folder import SUFFIX, ModelFolder, StoredModel, record
from xiaoer.adapters.models.gguf import read_gguf
from xiaoer.adapters.models.hubs import RemoteFile, locate
from xiaoer.errors import DownloadFailed, ModelFileInvalid

NOT_AS_ASKED = "文件的 SHA-256 与要求的不符"
CONTRADICTED = "{name} 公布的 SHA-256 与本程序记录的不符"
NO_NAME = "地址里没有 .gguf 文件名"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pull:
    """A wish for a model: a name of the catalog, a URL or a path, and what its bytes must hash to, if that is known."""

    source: str
    hubs: Sequence[Hub] = HUBS
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model that came, and whether somebody had published what its bytes must hash to."""

    model: StoredModel
    vouched: bool


class Puller:
    """Brings models into a folder; every file is whole, checked and recorded before it appears there."""

    def __init__(
        self, folder: ModelFolder, client: httpx2.Client, *, progress: Progress, say: Say, patience: FetchPatience
    ) -> None:
        self._folder = folder
        self._client = client
        self._progress = progress
        self._say = say
        self._patience = patience

    def pull(self, wish: Pull) -> Pulled:
        """Bring a model. Raises `NoSuchModel`, `DownloadFailed` and `ModelFileInvalid`."""
        if wish.source.startswith(("http://", "https://")):
            return self._from_url(wish)
        path = Path(wish.source)
        if path.is_file():
            return self._from_file(path, wish.sha256)
        return self._from_hubs(catalog_model(wish.source), wish)

    def _from_hubs(self, model: CatalogModel, wish: Pull) -> Pulled:
        troubles: list[str] = []
        for hub in wish.hubs:
            self._say(hub.name)
            try:
                remote = locate(self._client, hub, model)
                known = wish.sha256 or model.sha256
                if known and remote.sha256 and known != remote.sha256:
                    raise DownloadFailed(CONTRADICTED.format(name=hub.name))
                return self._bring(RemoteFile(remote.url, remote.size_bytes, known or remote.sha256), model.file)
            except DownloadFailed as error:
                troubles.append(f"{hub.name}: {error.detail}")
        raise DownloadFailed("\n".join(troubles))

    def _from_url(self, wish: Pull) -> Pulled:
        name = Path(urlsplit(wish.source).path).name
        if not name.endswith(SUFFIX):
            raise DownloadFailed(NO_NAME)
        return self._bring(RemoteFile(wish.source, sha256=wish.sha256), name)

    def _bring(self, remote: RemoteFile, file_name: str) -> Pulled:
        target = self._folder.place(file_name)
        arriving = target.with_name(f"{target.name}.arrived")
        digest = fetch(self._client, remote, arriving, progress=self._progress, patience=self._patience)
        return Pulled(_admit(arriving, target, digest), vouched=bool(remote.sha256))

    def _from_file(self, path: Path, sha256: str) -> Pulled:
        target = self._folder.place(path.name if path.name.endswith(SUFFIX) else path.name + SUFFIX)
        arriving = target.with_name(f"{target.name}.arrived")
        if path.resolve() == target.resolve():
            digest = sha256_of(path)
            read_gguf(path)
        else:
            read_gguf(path)
            check_room(target.parent, path.stat().st_size)
            shutil.copyfile(path, arriving)
            digest = sha256_of(arriving)
        if sha256 and digest != sha256:
            arriving.unlink(missing_ok=True)
            raise DownloadFailed(NOT_AS_ASKED)
        if not arriving.exists():
            record(target, digest)
            return Pulled(StoredModel(target, digest), vouched=bool(sha256))
        return Pulled(_admit(arriving, target, digest), vouched=bool(sha256))


def _admit(arriving: Path, target: Path, digest: str) -> StoredModel:
    """Give a whole file its name, after its record. Raises `ModelFileInvalid`."""
    try:
        read_gguf(arriving)
    except ModelFileInvalid:
        arriving.unlink()
        raise
    record(target, digest)
    arriving.replace(target)
    return StoredModel(target, digest)
