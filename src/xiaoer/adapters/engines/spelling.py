"""How do tokens become text, never half a character, ending before a stop?"""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class Speller:
    """Turns the tokens of one generation into text as they come."""

    def __init__(self, spelled: Sequence[bytes], stops: tuple[str, ...]) -> None:
        self._spelled = spelled
        self._stops = tuple(stop for stop in stops if stop)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def feed(self, tokens: Sequence[int]) -> str:
        """Return the text that is certain now; what may be the beginning of a stop is held back."""
        if self.stopped:
            return ""
        raw = b"".join(self._spelled[token] for token in tokens if token < len(self._spelled))
        text = self._held + self._decoder.decode(raw)
        ends = [at for stop in self._stops if (at := text.find(stop)) >= 0]
        if ends:
            self.stopped, self._held = True, ""
            return text[: min(ends)]
        keep = max((_overlap(text, stop) for stop in self._stops), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def flush(self) -> str:
        """Return what was held back, once the generation has ended; an unfinished character becomes U+FFFD."""
        if self.stopped:
            return ""
        rest, self._held = self._held + self._decoder.decode(b"", final=True), ""
        return rest


def _overlap(text: str, stop: str) -> int:
    """Return how many characters at the end of a text begin the stop."""
    longest = min(len(text), len(stop) - 1)
    return next((size for size in range(longest, 0, -1) if stop.startswith(text[-size:])), 0)
