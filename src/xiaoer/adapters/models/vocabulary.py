"""Which tokens does a byte-level model know, and which bytes does each stand for?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaoer.adapters.models.gguf import GgufFile
from xiaoer.adapters.models.gguf_writer import FieldValue

NORMAL, CONTROL, USER_DEFINED, UNUSED = 1, 3, 4, 5
END_OF_TEXT, TURN_START, TURN_END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
QWEN_END_OF_TEXT_ID = 151_643  # the control tokens stand behind the ordinary ones of Qwen's vocabulary
TINY_WORDS = ("的", "店", "小", "二", "您", "好", "元", "是", "有", "。", ",", " the", "system", "user", "assistant")
PADDING = "[PAD{number}]"


def _printable_bytes() -> dict[int, str]:
    """Return the character by which byte-level vocabularies write each byte."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in set(plain)]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + number) for number, byte in enumerate(others)}


CHARACTERS = _printable_bytes()
BYTES = {character: byte for byte, character in CHARACTERS.items()}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens of a byte-level BPE tokenizer in the writing of its file."""

    tokens: tuple[str, ...]
    kinds: tuple[int, ...]
    merges: tuple[str, ...]
    end_of_turn: int
    end_of_text: int

    @staticmethod
    def of(file: GgufFile) -> Vocabulary:
        """Return the vocabulary of a model file, or of one that holds nothing else."""
        tokens = file.texts("tokenizer.ggml.tokens")
        return Vocabulary(
            tokens,
            file.numbers("tokenizer.ggml.token_type"),
            file.texts("tokenizer.ggml.merges"),
            int(file.number("tokenizer.ggml.eos_token_id")),
            int(file.number("tokenizer.ggml.padding_token_id", file.number("tokenizer.ggml.eos_token_id"))),
        )

    def padded(self, size: int) -> Vocabulary:
        """Return the vocabulary with unused tokens behind it, up to this size.

        Where Qwen's control tokens are missing and belong there, they are set in their places.
        """
        if size <= len(self.tokens):
            return self
        missing = END_OF_TEXT not in self.tokens
        controls = {QWEN_END_OF_TEXT_ID + n: t for n, t in enumerate((END_OF_TEXT, TURN_START, TURN_END)) if missing}
        added = [controls.get(number, PADDING.format(number=number)) for number in range(len(self.tokens), size)]
        kinds = [UNUSED if token.startswith("[PAD") else CONTROL for token in added]
        tokens = (*self.tokens, *added)
        return Vocabulary(tokens, (*self.kinds, *kinds), self.merges, tokens.index(TURN_END), tokens.index(END_OF_TEXT))

    def fields(self) -> tuple[tuple[str, FieldValue], ...]:
        """Return the fields of a model file that hold this vocabulary."""
        return (
            ("tokenizer.ggml.model", "gpt2"),
            ("tokenizer.ggml.pre", "qwen2"),
            ("tokenizer.ggml.tokens", self.tokens),
            ("tokenizer.ggml.token_type", self.kinds),
            ("tokenizer.ggml.merges", self.merges),
            ("tokenizer.ggml.eos_token_id", self.end_of_turn),
            ("tokenizer.ggml.padding_token_id", self.end_of_text),
            ("tokenizer.ggml.bos_token_id", self.end_of_text),
            ("tokenizer.ggml.add_bos_token", False),
        )

    def spelled(self) -> tuple[bytes, ...]:
        """Return the bytes of each token; none for control tokens and padding."""
        return tuple(
            _bytes_of(token) if kind in {NORMAL, USER_DEFINED} else b""
            for token, kind in zip(self.tokens, self.kinds, strict=True)
        )

    def controls(self) -> tuple[int, ...]:
        """Return the numbers of the control tokens."""
        return tuple(number for number, kind in enumerate(self.kinds) if kind == CONTROL)


def tiny_vocabulary() -> Vocabulary:
    """Return a vocabulary of our own: every byte, a few words, and ChatML's three control tokens."""
    tokens = [CHARACTERS[byte] for byte in range(256)]
    merges: list[str] = []
    for word in TINY_WORDS:
        for left, right in _merges_of(word):
            if left + right not in tokens:
                tokens.append(left + right)
                merges.append(f"{left} {right}")
    ordinary = len(tokens)
    tokens += [END_OF_TEXT, TURN_START, TURN_END]
    kinds = (*[NORMAL] * ordinary, CONTROL, CONTROL, CONTROL)
    return Vocabulary(tuple(tokens), kinds, tuple(merges), ordinary + 2, ordinary)


def _merges_of(word: str) -> Iterator[tuple[str, str]]:
    """Yield the merges that build a word from its bytes, from left to right."""
    written = "".join(CHARACTERS[byte] for byte in word.encode("utf-8"))
    for length in range(1, len(written)):
        yield written[:length], written[length]


def _bytes_of(token: str) -> bytes:
    if all(character in BYTES for character in token):
        return bytes(BYTES[character] for character in token)
    return token.encode("utf-8")
