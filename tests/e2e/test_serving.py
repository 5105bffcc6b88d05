"""Does the server start, say what it must, take what commands hand it, and stop as it should?"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from tests.e2e.programs import DEMO, ROOT, WIDE, done, xiaoer

pytestmark = pytest.mark.e2e

READY_S, STOP_S = 30, 15
TOKEN = re.compile(r"店主令牌\s+(\S{20,})")


@dataclass
class Server:
    """The real program, serving on a free port."""

    process: subprocess.Popen
    told: Path

    @property
    def said(self) -> str:
        return self.told.read_text(encoding="utf-8")

    @property
    def base(self) -> str:
        return re.search(r"接口\s+(http://\S+)/ai-reply", self.said)[1]

    def ask(self, text: str) -> dict:
        return httpx2.post(f"{self.base}/ai-reply", json={"query": text}, timeout=10).raise_for_status().json()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_S)


@pytest.fixture
def serve(tmp_path):
    """Return what starts a server on this test's data folder and waits until it is ready."""
    started: list[Server] = []

    def start(*more: object, **environ: str) -> Server:
        told = tmp_path / f"told-{len(started)}"
        command = [sys.executable, "-m", "xiaoer", "serve", "--port", "0", "--data", str(tmp_path / "data")]
        with told.open("wb") as out:
            process = subprocess.Popen(
                [*command, *map(str, more)], cwd=ROOT, env={**os.environ, **WIDE, **environ}, stdout=out, stderr=out
            )
        server = Server(process, told)
        started.append(server)
        until = time.monotonic() + READY_S
        while "\n  模型  " not in server.said:
            assert process.poll() is None, server.said
            assert time.monotonic() < until, server.said
            time.sleep(0.05)
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def test_the_first_start_tells_addresses_the_token_once_and_that_no_model_is_there(serve, tmp_path):
    first = serve("--shop", DEMO)
    assert "桃桃数码旗舰店(资料版本 1)" in first.said
    assert "没有模型" in first.said or "尚未安装,全部回答来自店铺资料" in first.said
    assert "目前只接受本机访问" in first.said
    assert all(f"{first.base}{path}" in first.said for path in ("/", "/ai-reply", "/v1", "/readyz"))
    (token,) = TOKEN.findall(first.said)
    staff = {"Authorization": f"Bearer {token}"}
    versions = f"{first.base}/api/admin/knowledge/versions"
    assert httpx2.get(versions, headers=staff).json()["versions"][0]["live"] is True
    assert httpx2.get(versions).status_code == 401

    reply = first.ask("桃桃X1 黑色 256G多少钱")
    assert (reply["success"], reply["route"], reply["handoff"]) == (True, "direct", False)
    assert "现价3999元" in reply["reply"]
    assert first.stop() == 0
    assert "Traceback" not in first.said
    assert not (tmp_path / "data" / "control.json").exists()

    second = serve()
    assert TOKEN.findall(second.said) == []
    assert token not in second.said
    assert httpx2.get(f"{second.base}/api/admin/knowledge/versions", headers=staff).status_code == 200
    assert second.ask("桃桃X1 黑色 256G多少钱")["reply"] == reply["reply"]
    assert second.stop() == 0


def test_a_data_folder_and_a_port_have_one_server_and_commands_reach_the_shop_through_it(serve, tmp_path):
    data = tmp_path / "data"
    server = serve("--shop", DEMO)
    other = xiaoer("serve", "--port", "0", "--data", data)
    assert (other.code, "数据目录正被另一个进程使用" in other.err) == (7, True)
    assert "Traceback" not in other.err

    port = server.base.rpartition(":")[2]
    taken = xiaoer("serve", "--port", port, "--data", tmp_path / "other", "--shop", DEMO)
    assert (taken.code != 0, port in taken.err, "Traceback" in taken.err) == (True, True, False)

    control = data / "control.json"
    assert stat.S_IMODE(control.stat().st_mode) == 0o600
    assert json.loads(control.read_text(encoding="utf-8"))["token"] not in server.said

    dearer = tmp_path / "dearer"
    shutil.copytree(DEMO, dearer)
    table = dearer / "products.csv"
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace("容量=256G,3999,4299", "容量=256G,4111,4299"), encoding="utf-8")
    question = "桃桃X1 黑色 256G多少钱"
    assert "现价3999元" in server.ask(question)["reply"]
    assert "已导入为版本 2" in done("import", dearer, "--data", data)
    assert "现价3999元" in server.ask(question)["reply"]
    assert "已发布版本 2" in done("publish", "--data", data)
    assert "现价4111元" in server.ask(question)["reply"]
    assert "已退回版本 1" in done("rollback", "--data", data)
    assert "现价3999元" in server.ask(question)["reply"]
    assert server.stop() == 0


def test_a_reply_in_hand_is_finished_before_the_server_stops(serve):
    server = serve("--shop", DEMO, XIAOER_LOG__FORM="json")
    with httpx2.Client(base_url=server.base, timeout=STOP_S) as client:
        talk = client.post("/api/conversations", json={}).json()
        accepted = client.post(
            f"/api/conversations/{talk['id']}/messages",
            json={"client_message_id": "c-1", "text": "满多少包邮"},
            headers={"Authorization": f"Bearer {talk['token']}"},
        )
    assert accepted.status_code == 202
    assert server.stop() == 0
    again = serve()
    answered = httpx2.get(
        f"{again.base}/api/conversations/{talk['id']}/messages", headers={"Authorization": f"Bearer {talk['token']}"}
    ).json()
    assert "包邮" in json.dumps(answered, ensure_ascii=False)
    assert [event["role"] for event in answered["messages"]] == ["shopper", "assistant"]
    assert again.stop() == 0
