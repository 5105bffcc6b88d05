"""Where are the pictures of products?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from xiaoer.core.dialogue.attachment import PICTURES, media_type_of
from xiaoer.services.storefront.ports import Picture

ENDINGS = (".webp", ".jpg", ".jpeg", ".png")
MOST_BYTES = 2_000_000
FOLDER_NAMES = ("pictures", "图片")  # inside the shop's folder


class FolderPictures:
    """Pictures in folders, named after the product id or the SKU; looked for anew each time."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    async def find(self, names: Sequence[str]) -> Picture | None:
        """Return the picture of the first of these names that has one."""
        return await asyncio.to_thread(self._find, [name for name in names if _is_plain(name)])

    def _find(self, names: Sequence[str]) -> Picture | None:
        for name in names:
            for folder in self._folders:
                for ending in ENDINGS:
                    picture = _read(folder / f"{name}{ending}")
                    if picture is not None:
                        return picture
        return None


def picture_folders(data: Path, source: Path | None) -> tuple[Path, ...]:
    """Return where pictures may lie: in the data folder, then in the shop's own."""
    shop = () if source is None else tuple(source / name for name in FOLDER_NAMES)
    return (data / FOLDER_NAMES[0], *shop)


def _is_plain(name: str) -> bool:
    return name.isprintable() and not name.startswith(".") and not set(name) & set("/\\") and 0 < len(name) <= 128


def _read(path: Path) -> Picture | None:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    media_type = media_type_of(content)
    return Picture(content, media_type) if media_type in PICTURES else None
