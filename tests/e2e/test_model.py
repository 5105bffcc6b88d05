"""Does the program go on answering whatever becomes of its model?"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import httpx2
import pytest

from tests.e2e.programs import DEMO, done
from tests.e2e.test_serving import serve  # noqa: F401 - the fixture
from xiaoer.adapters.models.random_weights import write_tiny

pytestmark = pytest.mark.e2e

PATIENCE_S, PROMPTLY_S = 40, 1.5
PRICE, ANSWER = "桃桃X1 黑色 256G多少钱", "现价3999元"
ENGINE = {"XIAOER_ENGINE__THREADS": "1", "XIAOER_ENGINE__LIVE": "2", "XIAOER_ENGINE__HANG_S": "2"}


def part(server, name="model"):
    parts = httpx2.get(f"{server.base}/readyz", timeout=10).json()["parts"]
    return next(part for part in parts if part["name"] == name)


def until(server, status):
    limit = time.monotonic() + PATIENCE_S
    while part(server)["status"] != status:
        assert time.monotonic() < limit, (part(server), server.said)
        time.sleep(0.05)


def engine_processes(server):
    """Return the processes that the server has started."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(pid) for pid in children]


def timed_answer(server):
    began = time.monotonic()
    reply = server.ask(PRICE)
    assert ANSWER in reply["reply"]
    return time.monotonic() - began


def test_a_model_that_is_pulled_while_serving_is_picked_up_killed_frozen_and_comes_back(serve, tmp_path):  # noqa: F811
    server = serve("--shop", DEMO, **ENGINE)
    assert (part(server)["status"], "xiaoer model pull" in part(server)["detail"]) == ("degraded", True)
    assert timed_answer(server) < PROMPTLY_S

    write_tiny(tmp_path / "tiny.gguf")
    assert "已就绪" in done("model", "pull", tmp_path / "tiny.gguf", "--data", tmp_path / "data")
    until(server, "ok")
    assert part(server)["detail"].startswith("tiny")
    assert 'xiaoer_engine_status{status="ready"} 1.0' in httpx2.get(f"{server.base}/metrics").text

    for blow in (signal.SIGKILL, signal.SIGSTOP):
        (pid,) = engine_processes(server)
        os.kill(pid, blow)
        assert timed_answer(server) < PROMPTLY_S
        until(server, "degraded")
        assert timed_answer(server) < PROMPTLY_S
        until(server, "ok")
        assert engine_processes(server) != [pid]

    maps = Path(f"/proc/{server.process.pid}/maps").read_text()
    assert "openvino" not in maps
    assert server.stop() == 0
    assert "Traceback" not in server.said


def test_the_model_ends_with_a_server_that_is_killed(serve, tmp_path):  # noqa: F811
    (tmp_path / "data" / "models").mkdir(parents=True)
    write_tiny(tmp_path / "data" / "models" / "tiny.gguf")
    server = serve("--shop", DEMO, **ENGINE, XIAOER_ENGINE__MODEL="tiny")
    until(server, "ok")
    (pid,) = engine_processes(server)
    server.process.kill()
    server.process.wait()
    limit = time.monotonic() + PATIENCE_S
    while Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_a_damaged_model_is_refused_plainly_and_the_shop_stays_open(serve, tmp_path):  # noqa: F811
    path = tmp_path / "tiny.gguf"
    write_tiny(path)
    done("model", "pull", path, "--data", tmp_path / "data")
    stored = tmp_path / "data" / "models" / "tiny.gguf"
    stored.write_bytes(stored.read_bytes()[:-1] + b"\0")
    server = serve("--shop", DEMO, **ENGINE)
    limit = time.monotonic() + PATIENCE_S
    while "SHA-256" not in part(server)["detail"]:
        assert time.monotonic() < limit, part(server)
        time.sleep(0.05)
    assert timed_answer(server) < PROMPTLY_S
    done("model", "pull", path, "--data", tmp_path / "data")
    until(server, "ok")
    assert server.stop() == 0


def test_without_any_engine_everything_is_answered_and_nothing_is_degraded(serve):  # noqa: F811
    server = serve("--shop", DEMO, XIAOER_ENGINE__NAME="none")
    assert part(server)["status"] == "ok"
    assert engine_processes(server) == []
    assert timed_answer(server) < PROMPTLY_S
    assert server.stop() == 0
