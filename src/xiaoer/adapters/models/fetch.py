"""How does a large file come over a bad line, whole and right?"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx2

from xiaoer.adapters.models.digest import sha256_of
from xiaoer.adapters.models.hubs import RemoteFile
from xiaoer.errors import DownloadFailed

SPARE_BYTES = 100_000_000  # that stay free on the disk for everything else
PART_MARK_CHARS = 12
READ_S, CONNECT_S = 60.0, 15.0
BROKEN_OFF = "下载多次中断,已保留进度,再次运行即可续传"
WRONG_BYTES = "下载的内容与公布的 SHA-256 不符,已丢弃"
WRONG_SIZE = "下载的大小与公布的不符,已丢弃"
REFUSED = "服务器返回了状态 {status}"
DISK_FULL = "磁盘空间不足:还需要 {needed} MB,剩余 {free} MB"

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class FetchPatience:
    """How often a line that brings nothing is tried again, and after which pause."""

    attempts: int = 6
    pause_s: float = 1.0
    sleep: Callable[[float], None] = time.sleep


class _CutError(Exception):
    """The line was cut; what came so far is kept."""


def fetch(
    client: httpx2.Client,
    remote: RemoteFile,
    target: Path,
    *,
    progress: Progress,
    patience: FetchPatience,
) -> str:
    """Fetch a file to `target`, which appears only when it is whole; return its SHA-256.

    What an earlier call left half done is taken up again where a published digest proves that it is the same file.
    Raises `DownloadFailed`.
    """
    part = _part(target, remote)
    if not remote.sha256:
        part.unlink(missing_ok=True)
    in_vain = 0
    while True:
        before = _size(part)
        try:
            _continue(client, remote, part, progress)
            break
        except (_CutError, httpx2.HTTPError) as exc:
            in_vain = 0 if _size(part) > before else in_vain + 1
            if in_vain >= patience.attempts:
                raise DownloadFailed(BROKEN_OFF) from exc
            patience.sleep(patience.pause_s * 2**in_vain)
    digest = sha256_of(part)
    if remote.sha256 and digest != remote.sha256:
        part.unlink()
        raise DownloadFailed(WRONG_BYTES)
    part.replace(target)
    return digest


def check_room(folder: Path, needed: int) -> None:
    """Raise `DownloadFailed` unless the disk has room for so many bytes more."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise DownloadFailed(DISK_FULL.format(needed=needed // 1_000_000, free=free // 1_000_000))


def _part(target: Path, remote: RemoteFile) -> Path:
    """Return where the unfinished file lies; the name tells which file it is to become."""
    mark = (remote.sha256 or sha256(remote.url.encode()).hexdigest())[:PART_MARK_CHARS]
    return target.with_name(f"{target.name}.{mark}.part")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _continue(client: httpx2.Client, remote: RemoteFile, part: Path, progress: Progress) -> None:
    """Fetch what is missing of `part`. Raises `_CutError` when the line brings less than was promised."""
    have = _size(part)
    if remote.size_bytes is not None:
        if have > remote.size_bytes:
            part.unlink()
            have = 0
        if have == remote.size_bytes:
            return
        check_room(part.parent, remote.size_bytes - have)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    timeout = httpx2.Timeout(READ_S, connect=CONNECT_S)
    with client.stream("GET", remote.url, headers=headers, timeout=timeout, follow_redirects=True) as response:
        start = _start(response, have)
        total = remote.size_bytes if remote.size_bytes is not None else _total(response, start)
        with part.open("r+b" if start else "wb") as out:
            out.seek(start)
            for chunk in response.iter_raw():
                out.write(chunk)
                progress(out.tell(), total)
            out.truncate()
    came = _size(part)
    if total is not None and came < total:
        raise _CutError
    if total is not None and came > total:
        part.unlink()
        raise DownloadFailed(WRONG_SIZE)


def _start(response: httpx2.Response, have: int) -> int:
    """Return at which byte the answer begins. Raises `_CutError` for what may pass, `DownloadFailed` for what stays."""
    if response.status_code == 206 and response.headers.get("content-range", "").startswith(f"bytes {have}-"):
        return have
    if response.status_code == 200:
        return 0  # a server that knows no ranges begins anew
    if response.status_code in {408, 416, 425, 429} or response.status_code >= 500:
        raise _CutError
    raise DownloadFailed(REFUSED.format(status=response.status_code))


def _total(response: httpx2.Response, start: int) -> int | None:
    length = response.headers.get("content-length", "")
    return start + int(length) if length.isdigit() else None
