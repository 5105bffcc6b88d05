"""Where do the pictures of products come from?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it goes out; `media_type` was found in its content."""

    content: bytes
    media_type: str


class Pictures(Protocol):
    """The pictures of a shop's products."""

    async def find(self, names: Sequence[str]) -> Picture | None:
        """Return the picture of the first of these product ids or SKUs that has one."""
        ...
