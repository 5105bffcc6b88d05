"""Does an adapter keep the staff as the ports of `services/staff` say?

Subclass these in a test module and provide the fixtures `accounts`, `api_keys` and `audit_log`, on an empty store each.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from xiaoer.core.staff import Role, sealed
from xiaoer.errors import LastOwner, NameTaken, NoSuchAccount, NoSuchKey
from xiaoer.services.staff.ports import Accounts, ApiKeys, AuditLog
from xiaoer.testing.factories import EVE_OF_NOV_11
from xiaoer.testing.staff import a_key, a_session, an_account, an_entry

CROWD = 40
LATER = EVE_OF_NOV_11 + timedelta(hours=1)


class AccountsContract:
    """Login names are taken once, and a shop never loses its last owner."""

    async def test_an_account_is_found_as_it_was_added(self, accounts: Accounts) -> None:
        await accounts.add(an_account())
        assert await accounts.find("default", "阿强") == an_account()
        assert await accounts.named("default", "阿强") == an_account()
        assert await accounts.all("default") == (an_account(),)

    async def test_another_shop_does_not_see_it(self, accounts: Accounts) -> None:
        await accounts.add(an_account())
        assert await accounts.find("other", "阿强") is None
        assert await accounts.named("other", "阿强") is None
        assert await accounts.all("other") == ()

    async def test_a_login_name_is_taken_once(self, accounts: Accounts) -> None:
        await accounts.add(an_account("a", login="aqiang"))
        with pytest.raises(NameTaken):
            await accounts.add(an_account("b", login="aqiang"))
        await accounts.add(an_account("b"))
        with pytest.raises(NameTaken):
            await accounts.change(an_account("b", login="aqiang"))

    async def test_an_account_is_changed_as_a_whole(self, accounts: Accounts) -> None:
        await accounts.add(an_account())
        other = replace(an_account(), role=Role.VIEWER, display_name="强哥", password_hash="x", status="off")  # noqa: S106  # no password  # nosec B106
        assert await accounts.change(other) == other
        assert await accounts.all("default") == (other,)

    async def test_an_absent_account_cannot_be_changed(self, accounts: Accounts) -> None:
        await accounts.add(an_account("a", role=Role.OWNER))
        with pytest.raises(NoSuchAccount):
            await accounts.change(an_account("b"))
        with pytest.raises(NoSuchAccount):
            await accounts.change(an_account("a", shop_id="other"))

    async def test_the_last_owner_stays_one(self, accounts: Accounts) -> None:
        await accounts.add(an_account("a", role=Role.OWNER))
        await accounts.add(an_account("b", role=Role.OWNER, status="off"))
        for change in (an_account("a", role=Role.AGENT), an_account("a", role=Role.OWNER, status="off")):
            with pytest.raises(LastOwner):
                await accounts.change(change)

    async def test_two_owners_cannot_retire_each_other_at_once(self, accounts: Accounts) -> None:
        for name in ("a", "b"):
            await accounts.add(an_account(name, role=Role.OWNER))
        results = await asyncio.gather(
            *(accounts.change(an_account(name, role=Role.AGENT)) for name in ("a", "b")), return_exceptions=True
        )
        assert sorted(type(result).__name__ for result in results) == ["LastOwner", "StaffAccount"]


class SessionsContract:
    """A session is found by the hash of its token until it is closed."""

    async def test_a_session_is_found_with_its_account(self, accounts: Accounts) -> None:
        session = a_session(at=EVE_OF_NOV_11, until=LATER)
        await accounts.add(an_account())
        await accounts.open_session(session)
        assert await accounts.session("default", session.token_hash) == (session, an_account())
        assert await accounts.session("other", session.token_hash) is None
        assert await accounts.session("default", "x") is None

    async def test_a_session_that_is_seen_lives_longer(self, accounts: Accounts) -> None:
        session = a_session(at=EVE_OF_NOV_11, until=LATER)
        await accounts.add(an_account())
        await accounts.open_session(session)
        seen = replace(session, seen_at=LATER, expires_at=LATER + timedelta(hours=1))
        await accounts.touch(seen)
        assert await accounts.session("default", session.token_hash) == (seen, an_account())

    async def test_closed_sessions_are_gone(self, accounts: Accounts) -> None:
        await accounts.add(an_account())
        opened = [a_session(token, at=EVE_OF_NOV_11, until=LATER) for token in "abc"]
        for session in opened:
            await accounts.open_session(session)
        await accounts.close_session("default", opened[0].token_hash)
        await accounts.close_sessions("default", "阿强", but=opened[1].token_hash)
        left = [await accounts.session("default", session.token_hash) is not None for session in opened]
        assert left == [False, True, False]

    async def test_a_new_session_sweeps_the_expired_ones_out(self, accounts: Accounts) -> None:
        await accounts.add(an_account())
        old = a_session("old", at=EVE_OF_NOV_11, until=LATER)
        await accounts.open_session(old)
        await accounts.open_session(a_session("new", at=LATER, until=LATER + timedelta(hours=1)))
        assert await accounts.session("default", old.token_hash) is None


class ApiKeysContract:
    """Keys are listed newest first and revoked once."""

    async def test_keys_come_newest_first(self, api_keys: ApiKeys) -> None:
        first, second = a_key("k-1"), a_key("k-2", role=Role.AGENT, created_at=LATER)
        await api_keys.add(first)
        await api_keys.add(second)
        assert await api_keys.all("default") == (second, first)
        assert await api_keys.all("other") == ()

    async def test_a_revoked_key_stays_revoked_at_the_first_time(self, api_keys: ApiKeys) -> None:
        await api_keys.add(a_key())
        assert (await api_keys.revoke("default", "k-1", at=LATER)).revoked_at == LATER
        again = await api_keys.revoke("default", "k-1", at=LATER + timedelta(hours=1))
        assert again.revoked_at == LATER

    async def test_an_absent_key_cannot_be_revoked(self, api_keys: ApiKeys) -> None:
        await api_keys.add(a_key())
        with pytest.raises(NoSuchKey):
            await api_keys.revoke("other", "k-1", at=LATER)
        assert (await api_keys.all("default"))[0].revoked_at is None


class AuditContract:
    """Entries are numbered without gaps, each tied to the one before."""

    async def test_entries_come_newest_first_in_a_chain(self, audit_log: AuditLog) -> None:
        for n in range(3):
            await audit_log.append(an_entry(target=f"t{n}"))
        await audit_log.append(an_entry(shop_id="other"))
        entries = await audit_log.entries("default", before=99, limit=2)
        assert [(entry.seq, entry.target) for entry in entries] == [(3, "t2"), (2, "t1")]
        assert entries[0] == sealed(replace(entries[0], digest=""), entries[1].digest)
        rest = await audit_log.entries("default", before=2, limit=9)
        assert [entry.seq for entry in rest] == [1]

    async def test_a_crowd_leaves_no_gap(self, audit_log: AuditLog) -> None:
        await asyncio.gather(*(audit_log.append(an_entry(target=f"t{n}")) for n in range(CROWD)))
        entries = (await audit_log.entries("default", before=999, limit=CROWD))[::-1]
        assert [entry.seq for entry in entries] == list(range(1, CROWD + 1))
        digests = ["", *(entry.digest for entry in entries)]
        assert all(entry == sealed(entry, before) for entry, before in zip(entries, digests, strict=False))
