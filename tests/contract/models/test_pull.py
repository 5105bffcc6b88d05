"""Does a model come whole and right, whatever the hub and the line do?"""

from __future__ import annotations

from hashlib import sha256

import httpx2
import pytest
from tests.contract.models.hub_server import HubServer

from xiaoer.adapters.models.catalog import CATALOG, Hub
from xiaoer.adapters.models.fetch import FetchPatience
from xiaoer.adapters.models.folder import ModelFolder, record_of
from xiaoer.adapters.models.pull import Pull, Puller
from xiaoer.adapters.models.random_weights import write_tiny
from xiaoer.errors import DownloadFailed, ModelFileInvalid, NoSuchModel

MODEL = CATALOG[0]


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    path = tmp_path_factory.mktemp("hub") / "tiny.gguf"
    write_tiny(path, kind="q4_0")
    return path.read_bytes()


@pytest.fixture
def hub(content):
    with HubServer(MODEL.file, content).serving() as hub:
        yield hub


@pytest.fixture
def folder(tmp_path):
    return ModelFolder(tmp_path / "models")


@pytest.fixture
def seen():
    return []


@pytest.fixture
def puller(folder, seen):
    patience = FetchPatience(attempts=3, pause_s=0.0, sleep=lambda _: None)
    with httpx2.Client() as client:
        progress = lambda done, total: seen.append((done, total))  # noqa: E731
        yield Puller(folder, client, progress=progress, say=lambda _: None, patience=patience)


def from_hub(hub, kind="modelscope", **more):
    return Pull(MODEL.name, (Hub("mirror", kind, hub.url),), **more)


def names(folder):
    return sorted(path.name for path in folder.folder.iterdir())


@pytest.mark.parametrize("kind", ["modelscope", "huggingface"])
def test_a_model_comes_from_a_hub_with_its_record(kind, hub, puller, folder, seen):
    pulled = puller.pull(from_hub(hub, kind))
    assert pulled.vouched
    assert pulled.model.path.read_bytes() == hub.content
    assert record_of(pulled.model.path) == pulled.model.sha256 == hub.digest
    assert names(folder) == [MODEL.file, f"{MODEL.file}.sha256"]
    assert seen[-1] == (len(hub.content), len(hub.content))
    assert folder.choose("").name == MODEL.name


@pytest.mark.parametrize("kind", ["modelscope", "huggingface"])
def test_a_line_that_is_cut_again_and_again_loses_nothing(kind, hub, puller):
    hub.faults = ["cut 20000", "cut 1000", "503", "cut 10000"]
    assert puller.pull(from_hub(hub, kind)).model.path.read_bytes() == hub.content
    assert hub.ranges == ["", "bytes=20000-", "bytes=21000-", "bytes=21000-", "bytes=31000-"]
    assert hub.served == len(hub.content)


def test_what_an_earlier_call_fetched_is_taken_up_again(hub, puller, folder):
    hub.faults = ["cut 30000", "503", "503", "503"]
    with pytest.raises(DownloadFailed, match="续传"):
        puller.pull(from_hub(hub))
    assert folder.all() == ()
    puller.pull(from_hub(hub))
    assert hub.ranges[-1] == "bytes=30000-"
    assert hub.served == len(hub.content)


def test_a_server_that_ignores_ranges_begins_anew(hub, puller):
    hub.faults = ["cut 30000", "whole"]
    assert puller.pull(from_hub(hub)).model.path.read_bytes() == hub.content


def test_wrong_bytes_are_thrown_away_and_never_seen(hub, puller, folder):
    hub.faults = ["wrong"]
    with pytest.raises(DownloadFailed, match="SHA-256"):
        puller.pull(from_hub(hub))
    assert names(folder) == []
    assert puller.pull(from_hub(hub)).model.path.read_bytes() == hub.content


def test_wrong_bytes_at_the_beginning_do_not_poison_what_follows(hub, puller, folder):
    right = hub.content
    hub.content = bytes(len(right))
    hub.faults = ["cut 30000"]
    hub.digest = sha256(right).hexdigest()
    hub.faults += ["503", "503", "503"]
    with pytest.raises(DownloadFailed):
        puller.pull(from_hub(hub))
    hub.content = right
    with pytest.raises(DownloadFailed, match="SHA-256"):
        puller.pull(from_hub(hub))
    assert puller.pull(from_hub(hub)).model.path.read_bytes() == right
    assert names(folder) == [MODEL.file, f"{MODEL.file}.sha256"]


def test_another_hub_is_tried_when_one_fails(hub, puller):
    nobody = Hub("nobody", "modelscope", "http://127.0.0.1:9")
    pulled = puller.pull(Pull(MODEL.name, (nobody, Hub("mirror", "huggingface", hub.url))))
    assert pulled.model.sha256 == hub.digest


def test_a_digest_that_is_asked_for_holds_against_the_hub(hub, puller, folder):
    with pytest.raises(DownloadFailed, match="不符"):
        puller.pull(from_hub(hub, sha256="0" * 64))
    assert names(folder) == [] if folder.folder.exists() else True


def test_without_a_published_digest_the_first_one_seen_is_recorded(hub, puller):
    hub.publishes = False
    pulled = puller.pull(from_hub(hub, "huggingface"))
    assert (pulled.vouched, pulled.model.sha256) == (False, hub.digest)


def test_a_file_that_is_no_model_is_refused_though_its_bytes_are_right(puller, folder):
    with HubServer(MODEL.file, b"<html>please sign in</html>").serving() as hub, pytest.raises(ModelFileInvalid):
        puller.pull(from_hub(hub))
    assert names(folder) == []


def test_a_model_comes_from_a_url_and_from_a_file(hub, puller, folder, tmp_path, content):
    by_url = puller.pull(Pull(f"{hub.url}/cdn/{MODEL.file}"))
    assert (by_url.vouched, by_url.model.sha256) == (False, hub.digest)
    other = tmp_path / "mine.gguf"
    other.write_bytes(content)
    by_file = puller.pull(Pull(str(other), sha256=hub.digest))
    assert (by_file.vouched, by_file.model.path.read_bytes()) == (True, content)
    assert [model.name for model in folder.all()] == sorted([MODEL.name, "mine"], key=lambda name: "q4" not in name)


def test_a_file_that_lies_there_already_is_recorded(puller, folder, content):
    target = folder.place("mine.gguf")
    target.write_bytes(content)
    assert folder.choose("") is None
    puller.pull(Pull(str(target)))
    assert folder.choose("").sha256 == sha256(content).hexdigest()


@pytest.mark.parametrize("source", ["qwen9", "http://127.0.0.1:9/x.gguf", "http://127.0.0.1:9/readme"])
def test_what_cannot_be_had_is_told_plainly(source, puller):
    with pytest.raises((NoSuchModel, DownloadFailed)) as told:
        puller.pull(Pull(source))
    assert told.value.detail


def test_a_hub_that_has_no_such_file_says_so(hub, puller):
    hub.name = "another.gguf"
    for kind in ("modelscope", "huggingface"):
        with pytest.raises(DownloadFailed, match="没有"):
            puller.pull(from_hub(hub, kind))
