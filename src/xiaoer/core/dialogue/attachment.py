"""What is a file that a shopper sends along?"""

from __future__ import annotations

from dataclasses import dataclass

PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")
MEDIA_TYPES = (*PICTURES, "application/pdf")  #: all that is taken: what browsers show without running anything in it
MOST_NAME_CHARS = 100
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_FORBIDDEN = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file; `media_type` was found in its content, whatever the sender said."""

    id: str
    name: str
    media_type: str
    size_bytes: int


def media_type_of(content: bytes) -> str:
    """Return what a file is by its first bytes, empty for all that is not taken."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), "")


def safe_name(name: str) -> str:
    """Return the last part of a file name without signs that mean something to a disk or hide its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable() and c not in _FORBIDDEN).strip(". ")
    if len(kept) <= MOST_NAME_CHARS:
        return kept
    stem, dot, ending = kept.rpartition(".")
    tail = dot + ending if len(ending) <= 5 else ""
    return (stem or kept)[: MOST_NAME_CHARS - len(tail)] + tail
