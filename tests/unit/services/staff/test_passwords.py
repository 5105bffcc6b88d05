"""Is a password known again, and nothing else taken for it?"""

from __future__ import annotations

import pytest

from xiaoer.services.staff.passwords import Cost, Passwords

CHEAP = Cost(n=2, r=1, p=1)


@pytest.fixture
def passwords():
    return Passwords(CHEAP)


async def test_only_the_password_fits(passwords):
    stored = await passwords.hash("桃桃", salt="s")
    assert await passwords.fits("桃桃", stored)
    assert not await passwords.fits("桃", stored)
    assert not await passwords.fits("", stored)
    assert "桃" not in stored


async def test_nothing_fits_where_no_password_is_stored(passwords):
    assert not await passwords.fits("", "")
    assert not await passwords.fits("nobody", "")


async def test_the_same_password_is_stored_differently_with_another_salt(passwords):
    assert await passwords.hash("x", salt="a") != await passwords.hash("x", salt="b")


async def test_an_old_hash_fits_after_the_cost_was_raised(passwords):
    stored = await passwords.hash("x", salt="a")
    assert await Passwords(Cost(n=4, r=1, p=1)).fits("x", stored)


async def test_a_guess_costs_as_much_as_it_should():
    assert (await Passwords().hash("x", salt="a")).startswith("scrypt$16384$8$5$a$")
