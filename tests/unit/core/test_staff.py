"""Are roles, names and passwords told apart as they should be?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.staff import Role, is_weak, plain_login


def test_each_role_covers_those_before_it():
    covered = {role: [least for least in Role if role.covers(least)] for role in Role}
    assert covered == {
        Role.CALLER: [Role.CALLER],
        Role.VIEWER: [Role.CALLER, Role.VIEWER],
        Role.AGENT: [Role.CALLER, Role.VIEWER, Role.AGENT],
        Role.OWNER: [Role.CALLER, Role.VIEWER, Role.AGENT, Role.OWNER],
    }


@pytest.mark.parametrize(
    "password",
    ["short", "12345678", "0123456789", "aaaaaaaaaa", "password", "Password123", "admin123", "aqiang2026", "AQiang!!"],
)
def test_what_anybody_would_try_first_is_weak(password):
    assert is_weak(password, "aqiang")


@pytest.mark.parametrize("password", ["correct horse 12", "桃桃的店开了三年", "xK9#vQ2p", "aqiang 爱吃火锅"])
def test_what_nobody_would_try_first_is_not(password):
    assert not is_weak(password, "aqiang")


@given(st.text(max_size=128), st.text(max_size=64))
def test_any_password_is_judged(password, login):
    assert is_weak(password, login) in {True, False}


@given(st.text(max_size=64))
def test_the_plain_form_of_a_name_is_its_own_plain_form(login):
    assert plain_login(plain_login(login)) == plain_login(login)


def test_names_that_look_the_same_are_the_same():
    assert plain_login(" ＡQiang ") == plain_login("aqiang\u200b")
