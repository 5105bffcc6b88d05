"""What does a model of the Qwen2 family say by plain arithmetic? The reference that real engines are held against."""

from __future__ import annotations

import numpy as np

from xiaoer.adapters.models.gguf import GgufFile
from xiaoer.adapters.models.gguf_writer import dequantize


class Reference:
    """A forward pass in float32, one whole text at a time: slow, short, and without any cache."""

    def __init__(self, file: GgufFile) -> None:
        self._file = file
        with file.path.open("rb") as source:
            self._weights = {tensor.name: self._read(source, tensor) for tensor in file.tensors}
        self._heads = int(file.number("qwen2.attention.head_count"))
        self._kv_heads = int(file.number("qwen2.attention.head_count_kv"))
        self._layers = int(file.number("qwen2.block_count"))
        self._base = file.number("qwen2.rope.freq_base")

    @staticmethod
    def _read(source, tensor):
        source.seek(tensor.start)
        return dequantize(source.read(tensor.size_bytes), tensor.kind).reshape(tuple(reversed(tensor.shape)))

    def greedy(self, prompt, count):
        """Return the likeliest next tokens, and how far each was ahead of the second likeliest."""
        tokens, leads = list(prompt), []
        for _ in range(count):
            scores = self._scores(tokens)
            best, second = np.argsort(scores)[::-1][:2]
            tokens.append(int(best))
            leads.append(float(scores[best] - scores[second]))
        return tokens[len(prompt) :], leads

    def _scores(self, tokens):
        weights = self._weights
        state = weights["token_embd.weight"][tokens]
        for layer in range(self._layers):
            block = {key.split(".", 2)[2]: value for key, value in weights.items() if key.startswith(f"blk.{layer}.")}
            state = state + self._attend(_norm(state, block["attn_norm.weight"]), block)
            state = state + _feed(_norm(state, block["ffn_norm.weight"]), block)
        last = _norm(state[-1:], weights["output_norm.weight"])
        return (last @ weights.get("output.weight", weights["token_embd.weight"]).T)[0]

    def _attend(self, state, block):
        length, size = len(state), state.shape[1] // self._heads
        part = {name: state @ block[f"attn_{name}.weight"].T + block[f"attn_{name}.bias"] for name in "qkv"}
        query = _rotate(part["q"].reshape(length, self._heads, size), self._base)
        key = _rotate(part["k"].reshape(length, self._kv_heads, size), self._base)
        value = part["v"].reshape(length, self._kv_heads, size)
        shared = self._heads // self._kv_heads
        key, value = np.repeat(key, shared, axis=1), np.repeat(value, shared, axis=1)
        scores = np.einsum("qhd,khd->hqk", query, key) / np.sqrt(size)
        scores = np.where(np.tri(length, dtype=bool), scores, -np.inf)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.einsum("hqk,khd->qhd", shares, value).reshape(length, -1) @ block["attn_output.weight"].T


def _norm(state, weight):
    return state / np.sqrt((state**2).mean(axis=-1, keepdims=True) + 1e-6) * weight


def _feed(state, block):
    gate = state @ block["ffn_gate.weight"].T
    return (gate / (1 + np.exp(-gate)) * (state @ block["ffn_up.weight"].T)) @ block["ffn_down.weight"].T


def _rotate(state, base):
    length, _, size = state.shape
    angles = np.outer(np.arange(length), base ** (-np.arange(0, size, 2) / size))[:, None, :]
    first, second = np.split(state, 2, axis=-1)
    cos, sin = np.cos(angles), np.sin(angles)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)
