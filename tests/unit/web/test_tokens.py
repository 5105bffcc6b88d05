"""Can anybody but the server make or change a token?"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.errors import NotSignedIn
from xiaoer.web.tokens import Bearer, same_secret, sign, verify

NOW = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
KEY = b"k" * 32
BEARER = Bearer("visitor:1", "default", int((NOW + timedelta(days=1)).timestamp()), "13800138000")
TEXT = st.text(max_size=40).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@given(owner=TEXT, phone=TEXT)
def test_a_signed_token_tells_its_bearer(owner, phone):
    bearer = Bearer(owner, "default", BEARER.expires_at, phone)
    assert verify(sign(bearer, KEY), KEY, shop_id="default", now=NOW) == bearer


@given(place=st.integers(0, 400), character=st.characters())
def test_a_token_with_one_changed_character_is_none(place, character):
    token = sign(BEARER, KEY)
    place %= len(token)
    changed = token[:place] + character + token[place + 1 :]
    if changed == token:
        return
    with pytest.raises(NotSignedIn):
        verify(changed, KEY, shop_id="default", now=NOW)


@given(st.text())
def test_any_other_text_is_no_token(text):
    with pytest.raises(NotSignedIn):
        verify(text, KEY, shop_id="default", now=NOW)


@pytest.mark.parametrize(
    ("key", "shop_id", "after"),
    [(b"other" * 8, "default", 0), (KEY, "other", 0), (KEY, "default", 86_400), (KEY, "default", 10**7)],
)
def test_another_key_or_shop_or_a_later_time_makes_it_worthless(key, shop_id, after):
    with pytest.raises(NotSignedIn):
        verify(sign(BEARER, KEY), key, shop_id=shop_id, now=NOW + timedelta(seconds=after))


def test_a_token_that_names_its_own_algorithm_is_none():
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).decode().rstrip("=")
    payload = sign(BEARER, KEY).partition(".")[0]
    for token in (f"{header}.{payload}.", f"{payload}.", payload, f"{payload}.{payload}", "a" * 9000):
        with pytest.raises(NotSignedIn):
            verify(token, KEY, shop_id="default", now=NOW)


@given(st.text())
def test_only_the_secret_itself_matches_its_hash(text):
    digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"  # of "secret"
    assert same_secret("secret", digest)
    assert same_secret(text, digest) == (text == "secret")
