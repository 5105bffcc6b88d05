"""A local server that speaks the hubs' protocols, and misbehaves on demand."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

REPOSITORY = "Qwen/Qwen2.5-0.5B-Instruct-GGUF"


class HubServer:
    """Keeps one file under the names of both protocols.

    Each answer that carries bytes takes the next of `faults`: `cut N` breaks off after N bytes, `wrong` flips a bit,
    `whole` ignores the range, a number is a status; nothing is well.
    """

    def __init__(self, name, content):
        self.name = name
        self.content = content
        self.digest = sha256(content).hexdigest()
        self.faults: list[str] = []
        self.ranges: list[str] = []
        self.served = 0
        self.publishes = True
        self.url = ""

    def listing(self):
        found = {"Path": self.name, "Size": len(self.content), "Type": "blob"}
        files = [{"Path": "README.md", "Sha256": "", "Size": 3}, found | {"Sha256": self.told()}]
        return {"Code": 200, "Success": True, "Data": {"Files": files}}

    def told(self):
        return self.digest if self.publishes else ""

    @contextmanager
    def serving(self):
        hub = self

        class Handler(_Handler):
            server_hub = hub

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            server.daemon_threads = True
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            self.url = f"http://127.0.0.1:{server.server_port}"
            yield self
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_hub: HubServer

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self._hugging_face()

    def do_GET(self):
        hub, path = self.server_hub, urlsplit(self.path).path
        if path == f"/api/v1/models/{REPOSITORY}/repo/files":
            self._say(200, json.dumps(hub.listing()).encode(), {"Content-Type": "application/json"})
        elif path == f"/{REPOSITORY}/resolve/main/{hub.name}":
            self._hugging_face()
        elif path in {f"/models/{REPOSITORY}/resolve/master/{hub.name}", f"/cdn/{hub.name}"}:
            self._bytes()
        else:
            self._say(404, b"")

    def _hugging_face(self):
        hub = self.server_hub
        if urlsplit(self.path).path != f"/{REPOSITORY}/resolve/main/{hub.name}":
            self._say(404, b"")
            return
        linked = {"X-Linked-Etag": f'"{hub.told()}"', "X-Linked-Size": str(len(hub.content))} if hub.publishes else {}
        self._say(302, b"", {"Location": f"/cdn/{hub.name}", **linked})

    def _bytes(self):
        hub = self.server_hub
        fault = hub.faults.pop(0) if hub.faults else ""
        asked = self.headers.get("Range", "")
        hub.ranges.append(asked)
        if fault.isdigit():
            self._say(int(fault), b"")
            return
        found = re.match(r"bytes=(\d+)-", asked) if fault != "whole" else None
        start = int(found[1]) if found else 0
        body = hub.content[start:]
        if fault == "wrong":
            body = body[:-1] + bytes([body[-1] ^ 1])
        headers = {"Content-Length": str(len(body))}
        if found:
            headers["Content-Range"] = f"bytes {start}-{len(hub.content) - 1}/{len(hub.content)}"
        self.send_response(206 if found else 200)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        sent = body[: int(fault.split()[1])] if fault.startswith("cut") else body
        hub.served += len(sent)  # before the bytes are out: who has them all may ask at once
        self.wfile.write(sent)
        if len(sent) < len(body):
            self.close_connection = True

    def _say(self, status, body, headers=()):
        self.send_response(status)
        for key, value in dict(headers).items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
