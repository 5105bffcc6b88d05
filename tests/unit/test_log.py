"""Is what happens written down without anybody's private details?"""

from __future__ import annotations

import json
import logging

import pytest

from xiaoer import log

PHONE, MASKED = "13800138000", "138****8000"


@pytest.fixture(autouse=True)
def the_old_log():
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level


@pytest.fixture
def written(capsys):
    """Return what a log line looks like on stderr."""

    def write(form, *args, level="info", **kwargs):
        log.configure("info", form)
        getattr(logging.getLogger("xiaoer.test"), level)(*args, **kwargs)
        return capsys.readouterr().err

    return write


def test_a_json_line_holds_the_facts(written):
    line = json.loads(written("json", "answered", extra={"plan": "direct", "ttft_s": 0.12}))
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "answered", "plan": "direct", "ttft_s": 0.12, "level": "info", "logger": "xiaoer.test"}


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_private_detail_in_the_message_is_masked(written, form):
    line = written(form, "order of %s", PHONE)
    assert MASKED in line
    assert PHONE not in line


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_private_detail_in_a_field_is_masked(written, form):
    line = written(form, "asked", extra={"text": f"我的手机是{PHONE}"})
    assert MASKED in line
    assert PHONE not in line


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("value", [[PHONE], {"phone": PHONE}, (1, {"deep": [PHONE]}), ValueError(PHONE)], ids=repr)
def test_a_private_detail_deep_in_a_field_is_masked(written, form, value):
    assert PHONE not in written(form, "asked", extra={"said": value})


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_private_detail_in_an_exception_is_masked_and_the_trace_kept(written, form):
    try:
        raise ValueError(f"no order of {PHONE}")
    except ValueError:
        line = written(form, "failed", level="exception")
    assert MASKED in line
    assert PHONE not in line
    assert "Traceback" in line
    assert "test_log.py" in line
    assert "Logging error" not in line


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_time_and_plain_numbers_are_left_alone(written, form):
    line = written(form, "imported", extra={"rows": 100_000, "price": "1299元"})
    assert "100000" in line
    assert "1299元" in line


def test_text_is_not_coloured_where_nobody_can_see_colours(written):
    assert "\x1b" not in written("text", "answered", extra={"plan": "direct"})


def test_on_a_terminal_text_is_coloured(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    log.configure("info", "text")
    logging.getLogger("xiaoer.test").info("answered")
    assert "\x1b" in capsys.readouterr().err


def test_what_is_below_the_level_is_not_written(written):
    assert written("json", "detail", level="debug") == ""


def test_configuring_again_writes_each_line_once(written):
    written("json", "first")
    assert len(written("json", "second").splitlines()) == 1


def test_chatty_libraries_are_kept_quiet(capsys):
    log.configure("info", "json")
    logging.getLogger("uvicorn.access").info("GET /")
    logging.getLogger("alembic.runtime").info("running")
    assert capsys.readouterr().err == ""
