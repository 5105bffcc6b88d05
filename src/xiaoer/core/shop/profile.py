"""Who is the shop, and how does it speak?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """The content of `shop.toml`."""

    name: str
    categories: tuple[str, ...] = ()
    timezone: str = "Asia/Shanghai"
    assistant_name: str = "小二"
    principles: tuple[str, ...] = ()
    unsure_reply: str = "我需要为您查询,请稍等。"
    handoff_words: tuple[str, ...] = ()
    sensitive_words: tuple[str, ...] = ()
    business_hours: str = "09:00-22:00"
