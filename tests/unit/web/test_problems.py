"""Has every error one status, and every path its own shape?"""

from __future__ import annotations

import json

import pytest

from xiaoer import errors
from xiaoer.web.problems import error_response, status_of


def leaves(kind=errors.XiaoerError):
    below = kind.__subclasses__()
    return [kind] if not below else [leaf for child in below for leaf in leaves(child)]


NEVER_OVER_HTTP = set(leaves(errors.SetupError))
LEAVES = leaves()


def shown(error, path):
    return error_response({"type": "http", "path": path, "state": {"request_id": "r-1"}}, error)


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_error_has_a_status(leaf):
    status = status_of(leaf())
    assert (status == 500) == (leaf in NEVER_OVER_HTTP)
    assert 400 <= status < 600


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
@pytest.mark.parametrize("path", ["/ai-reply", "/v1/chat/completions", "/api/me"])
def test_every_error_is_told_without_its_cause(leaf, path):
    response = shown(leaf("the cause: /etc/secret"), path)
    assert "secret" not in bytes(response.body).decode()
    told = json.loads(response.body)
    error = told["error"] if path.startswith("/v1") else told
    assert error["code"] == leaf.code
    assert leaf.user_message in bytes(response.body).decode()


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
@pytest.mark.parametrize(("given", "told"), [(None, "1"), (0.2, "1"), (3.01, "4"), (60.0, "60")])
def test_429_and_503_always_say_when_to_come_back(leaf, given, told):
    response = shown(leaf(retry_after_s=given), "/api/me")
    passing = response.status_code in {429, 503}
    assert response.headers.get("retry-after") == (told if passing else None)


def test_the_status_table_is_as_the_architecture_lays_down():
    by_status = {}
    for leaf in LEAVES:
        by_status.setdefault(status_of(leaf()), set()).add(leaf.__name__)
    assert by_status[429] == {"RateLimited"}
    assert by_status[401] == {"NotSignedIn", "LoginFailed"}
    talks, desk, staff = {"ClientIdReused", "ConversationClosed"}, {"TicketTaken", "TicketMoved"}, {"LastOwner"}
    assert by_status[409] == {*talks, *desk, *staff, "RowMoved", "DraftMoved", "NameTaken", "ShortcutTaken"}
    assert by_status[413] == {"QuestionTooLong"}
