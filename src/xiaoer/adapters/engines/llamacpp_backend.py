"""How does llama.cpp run a model? Only the engine's own process imports this.

Its server opens a socket whether one wants it or not: here a Unix one in a folder of our own, with a key that nobody
knows, and taken away as soon as it is there. Nothing ever connects to it.
"""

from __future__ import annotations

import queue
import secrets
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import xllamacpp

from xiaoer.adapters.engines.frames import Failed, Generate, Piece, Setup
from xiaoer.adapters.models.bpe import TokenCounter
from xiaoer.adapters.models.gguf import GgufFile
from xiaoer.adapters.models.vocabulary import Vocabulary
from xiaoer.core.prompting import chatml
from xiaoer.core.prompting.prompt import Prompt
from xiaoer.errors import ModelFileInvalid
from xiaoer.ports import Sampling

LOOK_S = 0.05
LISTEN_S = 0.005  # how long a step waits for words before new orders are looked at
MARKS_PER_MESSAGE, MARKS_AT_END = 3, 3  # its start, its end and a line's end; then what opens the answer
CANNOT_LOAD = "llama.cpp 无法加载这个模型文件"
NO_CHATML = "这个模型不使用 ChatML 对话格式"


class LlamaCppBackend:
    """The slots of one llama.cpp server within this process."""

    def __init__(self, setup: Setup, file: GgufFile) -> None:
        if chatml.START not in file.texts("tokenizer.ggml.tokens"):
            raise ModelFileInvalid(NO_CHATML)
        with tempfile.TemporaryDirectory(prefix="xiaoer-") as folder:
            socket = Path(folder) / "unused.sock"
            self._server = _serve(setup, str(socket))
            socket.unlink(missing_ok=True)
        self._news: queue.SimpleQueue[tuple[int, Mapping[str, object]]] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._live: dict[int, int] = {}
        self._counter = TokenCounter(Vocabulary.of(file))
        self._slots = setup.live

    @property
    def live(self) -> int:
        """Return how many generations are in hand."""
        return len(self._live)

    def submit(self, order: Generate) -> None:
        """Begin a generation in a thread of its own; the library batches them."""
        self._live[order.number] = self._prompt_tokens(order.prompt)
        wish = _wish(chatml.render(order.prompt), order.sampling)
        threading.Thread(target=self._run, args=(order.number, wish), daemon=True).start()

    def read_ahead(self, prompt: Prompt) -> None:
        """Read a prompt in every slot while nobody waits: slots share nothing, and keep their beginning for good."""
        threading.Thread(target=self._fill, args=(chatml.render(prompt),), name="reads ahead", daemon=True).start()

    def cancel(self, number: int) -> None:
        """Drop a generation; the library lets go of it before its next token but one."""
        if self._live.pop(number, None) is not None:
            self._cancelled.add(number)

    def count(self, texts: tuple[str, ...]) -> tuple[int, ...]:
        """Count tokens; the library can only do so by reading, which would cost as much as an answer."""
        return tuple(self._counter.count(chatml.defuse(text)) for text in texts)

    def step(self) -> Iterable[Piece | Failed]:
        """Wait a moment for what the threads bring."""
        try:
            news = [self._news.get(timeout=LISTEN_S)]
        except queue.Empty:
            return []
        while not self._news.empty():
            news.append(self._news.get())
        return [piece for number, chunk in news if (piece := self._piece(number, chunk)) is not None]

    def _fill(self, told: str) -> None:
        for slot in range(self._slots):
            wish = {"prompt": told, "n_predict": 0, "id_slot": slot, "cache_prompt": True}
            while self._live:
                time.sleep(LOOK_S)
            with suppress(RuntimeError, ValueError):
                self._server.handle_completions(wish)

    def _run(self, number: int, wish: Mapping[str, object]) -> None:
        def take(chunk: Mapping[str, object]) -> bool:
            if number in self._cancelled:
                self._cancelled.discard(number)
                return True
            self._news.put((number, chunk))
            return False

        try:
            self._server.handle_completions(wish, take)
        except (RuntimeError, ValueError) as error:
            self._news.put((number, {"error": str(error)}))

    def _piece(self, number: int, chunk: Mapping[str, object]) -> Piece | Failed | None:
        if number not in self._live:
            return None
        choices = chunk.get("choices")
        if "error" in chunk or not isinstance(choices, list) or not choices:
            del self._live[number]
            return Failed(number, str(chunk.get("error", "no choices")))
        text, reason = str(choices[0].get("text", "")), choices[0].get("finish_reason")
        if reason is None:
            return Piece(number, text, 1, prompt_tokens=self._live[number])
        del self._live[number]
        usage = chunk.get("usage")
        counts: Mapping[str, int] = usage if isinstance(usage, dict) else {}
        cut = reason == "length"
        told, written = int(counts.get("prompt_tokens", 0)), int(counts.get("completion_tokens", 0))
        return Piece(number, text, 0, "length" if cut else "stop", told, written)

    def _prompt_tokens(self, prompt: Prompt) -> int:
        told = sum(self._counter.count(f"{each.role}\n{chatml.defuse(each.text)}") for each in prompt.messages)
        return told + MARKS_PER_MESSAGE * len(prompt.messages) + MARKS_AT_END


def _serve(setup: Setup, socket: str) -> xllamacpp.Server:
    params = xllamacpp.CommonParams()
    params.model.path = setup.model
    params.n_parallel = setup.live
    params.n_ctx = setup.kv_tokens
    params.n_batch = params.n_ubatch = setup.batched_tokens
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = setup.threads
    params.fit_params = params.use_jinja = params.warmup = params.ui = False
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.cache_ram_mib = params.verbosity = 0
    params.n_threads_http = 1
    params.hostnames, params.port = [socket], 0
    params.api_keys = [secrets.token_hex()]
    try:
        return xllamacpp.Server(params)
    except (RuntimeError, ValueError) as exc:
        raise ModelFileInvalid(CANNOT_LOAD) from exc


def _wish(prompt: str, sampling: Sampling) -> Mapping[str, object]:
    return {
        "prompt": prompt,
        "n_predict": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "repeat_penalty": sampling.repetition_penalty,
        "seed": sampling.seed,
        "stop": [*sampling.stop, *chatml.STOPS],
        "ignore_eos": sampling.min_tokens >= sampling.max_tokens,
        "stream": True,
        "cache_prompt": True,
    }
