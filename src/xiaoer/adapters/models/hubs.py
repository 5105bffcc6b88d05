"""Where does a hub keep a file, how large is it, and what does the hub say its bytes hash to?"""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx2
from pydantic import BaseModel, ValidationError

from xiaoer.adapters.models.catalog import CatalogModel, Hub
from xiaoer.errors import DownloadFailed

SHA256 = re.compile(r"^[0-9a-f]{64}$")
LOOK_UP_S = 20.0
AWAY = "连接不上 {name}"
SAYS = "{name} 返回了状态 {status}"
UNREADABLE = "{name} 的回答无法理解"
ABSENT = "{name} 上没有 {file}"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to fetch. What nobody has published is empty or none."""

    url: str
    size_bytes: int | None = None
    sha256: str = ""


class _ScopeFile(BaseModel):
    Path: str = ""
    Sha256: str | None = None
    Size: int | None = None


class _ScopeFiles(BaseModel):
    Files: tuple[_ScopeFile, ...] = ()


class _ScopeAnswer(BaseModel):
    Data: _ScopeFiles = _ScopeFiles()


def locate(client: httpx2.Client, hub: Hub, model: CatalogModel) -> RemoteFile:
    """Return where the hub keeps the model's file and what it says of it. Raises `DownloadFailed`."""
    try:
        return _on_modelscope(client, hub, model) if hub.kind == "modelscope" else _on_hugging_face(client, hub, model)
    except httpx2.HTTPError as exc:
        raise DownloadFailed(AWAY.format(name=hub.name)) from exc
    except ValidationError as exc:
        raise DownloadFailed(UNREADABLE.format(name=hub.name)) from exc


def _on_modelscope(client: httpx2.Client, hub: Hub, model: CatalogModel) -> RemoteFile:
    listing = client.get(
        f"{hub.endpoint}/api/v1/models/{model.repository}/repo/files",
        params={"Revision": "master", "Recursive": "true"},
        timeout=LOOK_UP_S,
        follow_redirects=True,
    )
    _check(listing, hub, model)
    files = _ScopeAnswer.model_validate_json(listing.content).Data.Files
    found = next((file for file in files if file.Path == model.file), None)
    if found is None:
        raise DownloadFailed(ABSENT.format(name=hub.name, file=model.file))
    url = f"{hub.endpoint}/models/{model.repository}/resolve/master/{model.file}"
    return RemoteFile(url, found.Size, _sha256(found.Sha256 or ""))


def _on_hugging_face(client: httpx2.Client, hub: Hub, model: CatalogModel) -> RemoteFile:
    url = f"{hub.endpoint}/{model.repository}/resolve/main/{model.file}"
    head = client.head(url, timeout=LOOK_UP_S, follow_redirects=False, headers={"Accept-Encoding": "identity"})
    if not head.has_redirect_location:  # the headers that matter come with the redirection to where the bytes are
        _check(head, hub, model)
    size = head.headers.get("x-linked-size", "")
    return RemoteFile(url, int(size) if size.isdigit() else None, _sha256(head.headers.get("x-linked-etag", "")))


def _check(response: httpx2.Response, hub: Hub, model: CatalogModel) -> None:
    if response.status_code == 404:
        raise DownloadFailed(ABSENT.format(name=hub.name, file=model.file))
    if response.status_code != 200:
        raise DownloadFailed(SAYS.format(name=hub.name, status=response.status_code))


def _sha256(told: str) -> str:
    """Return a digest as the hub writes it, or nothing where it is of another kind."""
    plain = told.removeprefix("W/").strip('"').lower()
    return plain if SHA256.match(plain) else ""
