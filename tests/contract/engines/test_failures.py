"""What becomes of the program when the engine's own process fails?"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import aclosing
from hashlib import sha256
from pathlib import Path

import pytest
from tests.contract.engines.conftest import QUICK, running, until

from xiaoer.adapters.engines import launching
from xiaoer.adapters.engines.frames import Cancel, Count, Generate, Piece, Ping, Pong, ReadAhead, Ready, Setup
from xiaoer.adapters.engines.launching import Child, launch
from xiaoer.adapters.engines.life import Ears, Life, Means, ModelChoice
from xiaoer.adapters.engines.supervised import SupervisedEngine
from xiaoer.adapters.models.random_weights import write_tiny
from xiaoer.errors import EngineFailed, EngineNotReady, EngineTimeout
from xiaoer.ports import Sampling
from xiaoer.testing.engine_contract import a_generation, deltas_of, text_of

GRACE_S = 1.0
NETWORK = Path("/proc/net")


@pytest.fixture(params=["openvino", "llamacpp"])
async def engine(request, tiny):
    async with running(request.param, tiny) as engine:
        yield engine


async def test_a_killed_process_fails_its_generations_at_once_and_is_started_again(engine):
    before = engine.pid
    words = engine.generate(a_generation(max_tokens=2000))
    await anext(words)
    began = asyncio.get_running_loop().time()
    os.kill(before, signal.SIGKILL)
    with pytest.raises(EngineFailed):
        async for _ in words:
            pass
    assert asyncio.get_running_loop().time() - began < GRACE_S
    assert engine.state().live == 0
    with pytest.raises(EngineNotReady):
        await text_of(engine, a_generation())
    await until(engine, "ready")
    assert engine.pid != before
    assert await text_of(engine, a_generation()) != ""


async def test_a_frozen_process_costs_no_more_than_the_deadline_and_is_replaced(engine):
    before = engine.pid
    os.kill(before, signal.SIGSTOP)
    began = asyncio.get_running_loop().time()
    with pytest.raises(EngineTimeout):
        await text_of(engine, a_generation(deadline_s=0.3))
    assert asyncio.get_running_loop().time() - began < 0.3 + GRACE_S
    async with asyncio.timeout(30):
        while engine.pid in {before, None}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await until(engine, "ready")
    assert await text_of(engine, a_generation()) != ""


async def test_what_prompts_begin_with_is_read_now_and_after_each_start(engine):
    told, tell = [], engine._guardian.tell
    engine._guardian.tell = lambda order: (told.append(order), tell(order))
    engine.read_ahead(a_generation().prompt)
    before = engine.pid
    os.kill(before, signal.SIGKILL)
    async with asyncio.timeout(30):
        while engine.pid in {before, None}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await until(engine, "ready")
    assert [order.prompt for order in told if isinstance(order, ReadAhead)] == [a_generation().prompt] * 2


async def test_a_generation_that_is_given_up_has_told_what_was_read(engine):
    async with aclosing(engine.generate(a_generation(max_tokens=2000))) as words:
        first = await anext(words)
    assert first.prompt_tokens == (await deltas_of(engine, a_generation()))[-1].prompt_tokens > 0


CACHED = """
import os, sys, threading
from pathlib import Path
from xiaoer.adapters.engines.frames import Setup
from xiaoer.adapters.engines.llamacpp_backend import LlamaCppBackend
from xiaoer.adapters.models.gguf import read_gguf
from xiaoer.core.prompting import chatml
from xiaoer.testing.engine_contract import a_generation
path = Path(sys.argv[1])
backend = LlamaCppBackend(Setup("llamacpp", str(path), "", 1, 2, 1024, 64), read_gguf(path))
prompt = a_generation().prompt
backend.read_ahead(prompt)
[thread.join() for thread in threading.enumerate() if thread.name == "reads ahead"]
for slot in range(2):
    wish = {"prompt": chatml.render(prompt), "n_predict": 1, "id_slot": slot, "cache_prompt": True}
    usage = backend._server.handle_completions(wish)["usage"]
    print(usage["prompt_tokens"] - usage["prompt_tokens_details"]["cached_tokens"], flush=True)
os._exit(0)
"""


async def test_every_slot_has_read_what_prompts_begin_with(tiny):
    out, _ = await (
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", CACHED, str(tiny), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
    ).communicate()
    assert out.split() == [b"1", b"1"]  # the last token is always read: it brings forth the next


async def test_both_engines_count_alike(tiny):
    texts = ("您好,这款有黑色的。", "a b  c\n\n二", "12元!!", " the the's", "  \n x", "龘😀", "店" * 70)
    counts = [await counted(backend, tiny, texts) for backend in ("openvino", "llamacpp")]
    assert counts[0] == counts[1]
    assert len(counts[0]) == len(texts)


async def counted(backend, path, texts):
    """Return what a process counts, however long it takes."""
    child = await launch(Setup(backend, str(path), "", 1, 1, 1024, 64))
    news = child.hear()
    assert isinstance(await anext(news), Ready)
    child.tell(Count(1, texts))
    told = await anext(news)
    await child.end()
    return told.counts


def sockets_of(pid):
    targets = (os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir())
    return {target[8:-1] for target in targets if target.startswith("socket:[")}


def reachable_unix_sockets(inodes):
    rows = [line.split() for line in (NETWORK / "unix").read_text().splitlines()[1:]]
    return [row[7] for row in rows if row[6] in inodes and len(row) > 7 and Path(row[7]).exists()]


async def test_the_process_listens_nowhere_and_holds_no_network_socket(engine):
    inodes = sockets_of(engine.pid)
    for table in ("tcp", "tcp6", "udp", "udp6"):
        lines = (NETWORK / table).read_text().splitlines()[1:]
        assert inodes.isdisjoint(line.split()[9] for line in lines), table
    assert reachable_unix_sockets(inodes) == []


def environment_of(pid):
    return Path(f"/proc/{pid}/environ").read_bytes()


async def test_the_process_is_given_no_setting_and_no_secret(tiny, monkeypatch):
    monkeypatch.setenv("XIAOER_ENGINE__API_KEY", "sk-canary")
    monkeypatch.setenv("SOME_SECRET", "sk-canary")
    async with running("openvino", tiny) as engine:
        assert b"sk-canary" not in environment_of(engine.pid)


async def test_when_memory_is_short_the_model_goes_before_the_shop(tiny):
    async with running("llamacpp", tiny) as engine:
        assert int(await asyncio.to_thread(Path(f"/proc/{engine.pid}/oom_score_adj").read_text)) == 900


async def test_the_process_ends_when_the_program_is_gone(tiny):
    child = await launch(Setup("openvino", str(tiny), "", 1, 2, 1024, 64))
    assert await anext(child.hear()) == Ready("tiny-q8_0")
    child._process.stdin.close()
    assert await asyncio.wait_for(child._process.wait(), 10) == 0
    await child.end()


@pytest.mark.parametrize("backend", ["openvino", "llamacpp"])
async def test_a_cancelled_generation_is_dropped_before_the_next_step(backend, tiny):
    child = await launch(Setup(backend, str(tiny), "", 1, 1, 4096, 64))
    news = child.hear()
    assert isinstance(await anext(news), Ready)
    prompt = a_generation().prompt
    child.tell(Generate(1, prompt, Sampling(max_tokens=3000)))
    for _ in range(5):
        assert isinstance(await anext(news), Piece)
    child.tell(Cancel(1))
    child.tell(Ping())
    while isinstance(told := await anext(news), Piece):
        assert told.number == 1
    assert isinstance(told, Pong)
    assert told.live == 0
    child.tell(Generate(2, prompt, Sampling(max_tokens=3)))
    pieces = [await anext(news)]
    while pieces[-1].finish_reason is None:
        pieces.append(await anext(news))
    assert {piece.number for piece in pieces} == {2}  # with one place in all: the first generation has left it
    await child.end()


def damaged(path, kind):
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut short": whole[: len(whole) // 2],
            "empty": b"",
            "foreign": b"PK\x03\x04" + whole[4:],
            "cut within the head": whole[:200],
            "of another family": whole.replace(b"\x05\0\0\0\0\0\0\0qwen2", b"\x05\0\0\0\0\0\0\0mamba", 1),
            "altered": whole[:-100] + b"\x01" + whole[-99:],
        }[kind]
    )


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("cut short", "文件不完整"),
        ("empty", "不是 GGUF"),
        ("foreign", "不是 GGUF"),
        ("cut within the head", "文件头已损坏"),
        ("of another family", "mamba"),
        ("altered", "SHA-256 不符"),
    ],
)
async def test_a_file_that_is_not_right_is_refused_plainly(kind, told, tmp_path):
    path = tmp_path / "model.gguf"
    write_tiny(path)
    digest = sha256(path.read_bytes()).hexdigest() if kind == "altered" else ""
    damaged(path, kind)
    engine = SupervisedEngine("openvino", lambda: ModelChoice(path, digest), means=Means(1, 2), patience=QUICK)
    await engine.warm_up()
    await until(engine, "broken")
    assert told in engine.state().detail
    with pytest.raises(EngineNotReady):
        await text_of(engine, a_generation())
    await engine.close()


async def test_a_refused_file_is_tried_again_once_it_is_another(tmp_path):
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    engine = SupervisedEngine("llamacpp", lambda: ModelChoice(path), means=Means(1, 2), patience=QUICK)
    await engine.warm_up()
    await until(engine, "broken")
    write_tiny(path)
    async with asyncio.timeout(30):
        while engine.state().status != "ready":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert await text_of(engine, a_generation()) != ""
    await engine.close()


async def test_a_model_that_arrives_later_is_picked_up(tmp_path):
    path = tmp_path / "model.gguf"
    engine = SupervisedEngine(
        "openvino", lambda: ModelChoice(path) if path.exists() else None, means=Means(1, 2), patience=QUICK
    )
    await engine.warm_up()
    await asyncio.sleep(0.1)
    assert engine.state().status == "not_ready"
    assert "xiaoer model pull" in engine.state().detail
    write_tiny(path)
    await until(engine, "ready")
    assert await text_of(engine, a_generation()) != ""
    await engine.close()


SAYS_GARBAGE = """
import sys
sys.stdin.readline()
print({said!r}, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("said", ["not json", "[]", '{"kind": "Ready"}', '{"kind": "Piece", "number": "x"}', "x" * 99])
async def test_a_process_that_speaks_garbage_is_ended(said):
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        SAYS_GARBAGE.format(said=said),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    child, lost = Child(process), []
    child.tell(Setup("openvino", "", "", 1, 1, 1, 1))
    life = Life(child, Ears(lambda _: None, lost.append, lambda _: None), means=Means(), patience=QUICK)
    assert "意外退出" in await asyncio.wait_for(life.attend(), 10)
    assert len(lost) == 1
    assert process.returncode is not None


WATCHED = """
import sys
calls = []
sys.addaudithook(lambda event, args: calls.append(event) if event.startswith(("socket.connect", "socket.getaddrinfo",
    "socket.sendto", "urllib", "http")) else None)
from xiaoer.adapters.engines import child
import atexit, os
real = os._exit
def leave(code):
    print("CALLS", calls, "TELEMETRY", sys.modules.get("openvino_telemetry"), file=sys.stderr, flush=True)
    real(code)
os._exit = leave
child.main()
"""


async def test_no_usage_figures_are_ever_sent(tiny, monkeypatch):
    original = asyncio.create_subprocess_exec

    async def watched(program, *_, **more):
        return await original(program, "-c", WATCHED, **more)

    monkeypatch.setattr(launching.asyncio, "create_subprocess_exec", watched)
    murmur = []
    monkeypatch.setattr(launching.log, "debug", lambda _, extra: murmur.append(extra["line"]))
    child = await launch(Setup("openvino", str(tiny), "", 1, 2, 1024, 64))
    assert await anext(child.hear()) == Ready("tiny-q8_0")
    child._process.stdin.close()
    await asyncio.wait_for(child._process.wait(), 10)
    await child._murmur
    await child.end()
    assert [line for line in murmur if line.startswith("CALLS")] == ["CALLS [] TELEMETRY None"]


async def test_a_process_that_outgrew_its_bounds_is_started_again(tiny):
    engine = SupervisedEngine(
        "llamacpp", lambda: ModelChoice(tiny), means=Means(1, 2, most_memory_bytes=1), patience=QUICK
    )
    await engine.warm_up()
    await until(engine, "ready")
    before = engine.pid
    assert await text_of(engine, a_generation()) != ""
    engine._guardian._life._first_memory_bytes = 1
    async with asyncio.timeout(30):
        while engine.pid in {before, None}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await until(engine, "ready")
    assert len(await deltas_of(engine, a_generation())) > 1
    await engine.close()
