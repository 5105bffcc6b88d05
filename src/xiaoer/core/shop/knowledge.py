"""What has the shop written down: curated answers, policies and word lists?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """When a text holds: `starts_at <= now < ends_at`, either end open when None."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether it has a beginning and an end."""
        return self.starts_at is not None and self.ends_at is not None

    def holds(self, now: datetime) -> bool:
        """Return whether `now` lies in this window."""
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or now < self.ends_at)


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question of shoppers and the words that the shop wants said."""

    faq_id: str
    question: str
    answer: str
    similar: tuple[str, ...] = ()
    category: str = ""
    stage: str = ""
    product_id: str = ""
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class PolicyPassage:
    """One headed passage of a policy document; `passage_id` is `<file>#<n>`."""

    passage_id: str
    topic: str
    heading: str
    text: str
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Words:
    """The shop's own word lists: intercepted, never said, and slang with its standard wording."""

    sensitive: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    slang: tuple[tuple[str, str], ...] = ()
