"""How does OpenVINO GenAI run a model? Only the engine's own process imports this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import openvino as ov
import openvino_genai as genai

from xiaoer.adapters.engines.frames import Failed, Generate, Piece, Setup
from xiaoer.adapters.engines.spelling import Speller
from xiaoer.adapters.models.gguf import F16, F32, Q4_0, Q8_0, GgufFile
from xiaoer.adapters.models.vocabulary import TURN_START, Vocabulary
from xiaoer.core.prompting import chatml
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import ModelFileInvalid
from xiaoer.ports import Sampling

ARCHITECTURES = frozenset({"llama", "qwen2", "qwen3"})
KINDS = frozenset({F32, F16, Q4_0, Q8_0, 3, 12, 14})  # with Q4_1, Q4_K and Q6_K: what its GGUF reader knows
BLOCK_TOKENS = 32  # of its key-value cache on a CPU
WRONG_ARCHITECTURE = "内置引擎不支持 {name} 架构的模型,请改用 llamacpp 引擎"
WRONG_KIND = "内置引擎不支持这种量化格式,请使用 Q4_0 或 Q8_0 的模型文件"
WRONG_TOKENIZER = "内置引擎不支持这种分词器,请改用 llamacpp 引擎"
SMUGGLED = "a text holds control tokens"
OVER_CACHE = "the prompt does not fit"


@dataclass(slots=True)
class _Live:
    """A generation in hand. Its handle must be kept: the library drops requests that nobody holds."""

    handle: genai.GenerationHandle
    speller: Speller
    prompt_tokens: int
    most: int
    tokens: int = 0
    done: bool = field(default=False)


class OpenVinoBackend:
    """Continuous batching over one model; every step moves all generations on."""

    def __init__(self, setup: Setup, file: GgufFile) -> None:
        self._vocabulary = _fit(file)
        self._spelled = self._vocabulary.spelled()
        self._controls = self._vocabulary.controls()
        scheduler = genai.SchedulerConfig()
        scheduler.num_kv_blocks = -(-setup.kv_tokens // BLOCK_TOKENS)
        scheduler.max_num_batched_tokens = setup.batched_tokens
        scheduler.max_num_seqs = setup.live
        scheduler.enable_prefix_caching = True
        self._pipe = genai.ContinuousBatchingPipeline(
            setup.model, scheduler, "CPU", {"INFERENCE_NUM_THREADS": setup.threads}
        )
        self._tokenizer = self._pipe.get_tokenizer()
        self._live: dict[int, _Live] = {}
        self._rehearse()

    def _rehearse(self) -> None:
        """Take the first step, for which the library lays out all weights anew: seconds that no shopper shall wait."""
        self._read_through([self._vocabulary.end_of_text])

    def _read_through(self, tokens: list[int]) -> None:
        config = genai.GenerationConfig()
        config.max_new_tokens = 2
        handle = self._pipe.add_request(0, ov.Tensor(np.array([tokens], np.int64)), config)
        while handle.get_status() == genai.GenerationStatus.RUNNING:
            self._pipe.step()
        handle.read_all()

    @property
    def live(self) -> int:
        """Return how many generations are in hand."""
        return len(self._live)

    def submit(self, order: Generate) -> None:
        """Begin a generation. Raises `ValueError` when a text of the prompt would be read as control."""
        tokens = self._encode(chatml.render(order.prompt))
        start = self._vocabulary.tokens.index(TURN_START) if TURN_START in self._vocabulary.tokens else -1
        if start >= 0 and tokens.count(start) != len(order.prompt.messages) + 1:
            raise ValueError(SMUGGLED)
        config = self._config(order.sampling)
        given = ov.Tensor(np.array([tokens], dtype=np.int64))
        handle = self._pipe.add_request(order.number, given, config)
        speller = Speller(self._spelled, order.sampling.stop)
        self._live[order.number] = _Live(handle, speller, len(tokens), order.sampling.max_tokens)

    def read_ahead(self, prompt: Prompt) -> None:
        """Read a prompt through; whatever begins like it is found in the cache. Those in hand go on meanwhile."""
        self._read_through(self._encode(chatml.render(prompt)))

    def cancel(self, number: int) -> None:
        """Drop a generation; its place is free at the next step."""
        live = self._live.pop(number, None)
        if live is not None:
            live.handle.cancel()

    def count(self, texts: tuple[str, ...]) -> tuple[int, ...]:
        """Count tokens."""
        return tuple(len(self._encode(chatml.defuse(text))) for text in texts)

    def step(self) -> Iterable[Piece | Failed]:
        """Move all generations one token on, or read more of their prompts."""
        self._pipe.step()
        news = [piece for number, live in self._live.items() for piece in self._read(number, live)]
        self._live = {number: live for number, live in self._live.items() if not live.done}
        return news

    def _encode(self, text: str) -> list[int]:
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return [int(token) for token in encoded.input_ids.data[0]]

    def _read(self, number: int, live: _Live) -> Iterable[Piece | Failed]:
        status, state = live.handle.get_status(), genai.GenerationStatus
        tokens: list[int] = []
        reason = genai.GenerationFinishReason.NONE
        while live.handle.can_read():
            for output in live.handle.read().values():
                tokens += output.generated_ids
                reason = output.finish_reason
        if not tokens and status == state.RUNNING:
            return
        live.tokens += len(tokens)
        text = live.speller.feed(tokens)
        if live.speller.stopped:
            live.handle.cancel()
        live.done = live.speller.stopped or status != state.RUNNING
        if status == state.IGNORED:
            yield Failed(number, OVER_CACHE)
        elif not live.done:
            yield Piece(number, text, len(tokens), prompt_tokens=live.prompt_tokens)
        else:
            cut = reason == genai.GenerationFinishReason.LENGTH and not live.speller.stopped
            text += live.speller.flush()
            yield Piece(number, text, len(tokens), "length" if cut else "stop", live.prompt_tokens, live.tokens)

    def _config(self, sampling: Sampling) -> genai.GenerationConfig:
        config = genai.GenerationConfig()
        config.max_new_tokens = sampling.max_tokens
        config.min_new_tokens = sampling.min_tokens
        config.repetition_penalty = sampling.repetition_penalty
        config.eos_token_id = self._vocabulary.end_of_turn
        config.stop_token_ids = set(self._controls)
        config.do_sample = sampling.temperature > 0
        if config.do_sample:
            config.temperature = sampling.temperature
            config.top_p = sampling.top_p
            config.rng_seed = sampling.seed
            if sampling.top_k:
                config.top_k = sampling.top_k
        return config


def _fit(file: GgufFile) -> Vocabulary:
    """Return the file's vocabulary. Raises `ModelFileInvalid` where the library could not run the file."""
    if file.architecture not in ARCHITECTURES:
        raise ModelFileInvalid(WRONG_ARCHITECTURE.format(name=file.architecture))
    if any(tensor.kind not in KINDS for tensor in file.tensors):
        raise ModelFileInvalid(WRONG_KIND)
    if file.text("tokenizer.ggml.model") != "gpt2":
        raise ModelFileInvalid(WRONG_TOKENIZER)
    return Vocabulary.of(file)
