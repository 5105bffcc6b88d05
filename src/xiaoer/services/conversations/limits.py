"""How much may be in hand at once, and how long may it take?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TalkLimits:
    """The bounds of one process."""

    in_hand: int = 256  #: messages being answered; further ones are refused
    reply_timeout_s: float = 20.0  #: how long a synchronous caller waits for its reply
    retry_first_s: float = 0.2  #: wait before the second try of a turn that failed
    retry_longest_s: float = 10.0
    most_faults: int = 8  #: tries that may fail by anything but a store that is down
    watch_pause_s: float = 15.0  #: the store is read again after this long without news
    watchers: int = 2000  #: event streams in all
    watchers_per_conversation: int = 8
