"""How is a prompt written so that no text of others can become a control token?

Every control token of the ChatML family holds a less-than sign, so no text of a shopper or a document keeps one, in
whatever notation it came. Joining texts cannot make a new one either: there is nothing left to join.
"""

from __future__ import annotations

import unicodedata

from xiaoer.core.prompting.prompt import Prompt

START, END = "<|im_start|>", "<|im_end|>"
STOPS = (END, "<|endoftext|>", START)
"""What a model of this family ends its turn with."""

_KEPT_CONTROLS = frozenset("\n")
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("<＜﹤‹˂ᐸ❮⟨〈", "〈"),
        **dict.fromkeys(">＞﹥›˃ᐳ❯⟩〉", "〉"),
        **dict.fromkeys("|｜￨∣❘│", "/"),
    }
)
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def defuse(text: str) -> str:
    """Return a text as words only: no character of it can be part of a control token.

    Unseen characters are dropped first, since they hide what stands on either side of them, and the signs are
    replaced once more after Unicode's composition, which could bring them back. Doing it twice changes nothing.
    """
    seen = "".join(char for char in text if char in _KEPT_CONTROLS or unicodedata.category(char) not in _UNSEEN)
    return unicodedata.normalize("NFC", seen.translate(_LOOKALIKES)).translate(_LOOKALIKES)


def render(prompt: Prompt) -> str:
    """Return the prompt as one text that ends where the assistant begins to speak."""
    told = "".join(f"{START}{message.role}\n{defuse(message.text)}{END}\n" for message in prompt.messages)
    return f"{told}{START}assistant\n"
