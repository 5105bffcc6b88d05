"""Where are the staff's accounts, sessions, keys and changes kept?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from xiaoer.adapters.storage import staff_tables
from xiaoer.adapters.storage.rows import columns_of, values_of
from xiaoer.adapters.storage.session import Change, Database, Query, Session
from xiaoer.core.staff import ApiKey, AuditEntry, Role, StaffAccount, StaffSession, sealed
from xiaoer.errors import LastOwner, NameTaken, NoSuchAccount, NoSuchKey

_accounts = staff_tables.accounts
_sessions = staff_tables.sessions
_keys = staff_tables.api_keys
_audit = staff_tables.audit
_heads = staff_tables.audit_heads
_ACCOUNT = columns_of(_accounts, StaffAccount)
_SESSION = columns_of(_sessions, StaffSession)
_KEY = columns_of(_keys, ApiKey)
_ENTRY = columns_of(_audit, AuditEntry)


def _session_and_account(*columns: object) -> tuple[StaffSession, StaffAccount]:
    split = len(_SESSION)
    return StaffSession(*columns[:split]), StaffAccount(*columns[split:])  # type: ignore[arg-type]  # the columns of the select below


_ALL_ACCOUNTS = Query(
    select(*_ACCOUNT)
    .where(_accounts.c.shop_id == bindparam("shop_id"))
    .order_by(_accounts.c.created_at, _accounts.c.id),
    StaffAccount,
)
_ACCOUNT_BY_ID = Query(
    select(*_ACCOUNT).where(_accounts.c.shop_id == bindparam("shop_id"), _accounts.c.id == bindparam("id")),
    StaffAccount,
)
_ACCOUNT_NAMED = Query(
    select(*_ACCOUNT).where(_accounts.c.shop_id == bindparam("shop_id"), _accounts.c.login == bindparam("login")),
    StaffAccount,
)
_ADD_ACCOUNT = Change(insert(_accounts))
_DROP_ACCOUNT = Change(delete(_accounts).where(_accounts.c.id == bindparam("account")))
# Every owner's row is locked, so that two of them cannot retire each other at once.
_OWNERS = Query(
    select(_accounts.c.id)
    .where(
        _accounts.c.shop_id == bindparam("shop_id"),
        _accounts.c.role == bindparam("role"),
        _accounts.c.status == "active",
    )
    .order_by(_accounts.c.id)
    .with_for_update(),
    str,
)
_ADD_SESSION = Change(insert(_sessions))
_DROP_STALE = Change(
    delete(_sessions).where(_sessions.c.shop_id == bindparam("shop"), _sessions.c.expires_at <= bindparam("now"))
)
_FIND_SESSION = Query(
    select(*_SESSION, *_ACCOUNT)
    .select_from(_sessions)
    .join(_accounts, _accounts.c.id == _sessions.c.account_id)
    .where(_sessions.c.shop_id == bindparam("shop_id"), _sessions.c.token_hash == bindparam("token_hash")),
    _session_and_account,
)
_TOUCH = Change(
    update(_sessions)
    .where(_sessions.c.token_hash == bindparam("session"))
    .values(seen_at=bindparam("at"), expires_at=bindparam("until"))
)
_DROP_SESSION = Change(
    delete(_sessions).where(_sessions.c.shop_id == bindparam("shop"), _sessions.c.token_hash == bindparam("session"))
)
_DROP_SESSIONS = Change(
    delete(_sessions).where(
        _sessions.c.shop_id == bindparam("shop"),
        _sessions.c.account_id == bindparam("account"),
        _sessions.c.token_hash != bindparam("but"),
    )
)
_ALL_KEYS = Query(
    select(*_KEY).where(_keys.c.shop_id == bindparam("shop_id")).order_by(_keys.c.created_at.desc(), _keys.c.id),
    ApiKey,
)
_KEY_BY_ID = Query(select(*_KEY).where(_keys.c.shop_id == bindparam("shop_id"), _keys.c.id == bindparam("id")), ApiKey)
_ADD_KEY = Change(insert(_keys))
_REVOKE = Change(
    update(_keys).where(_keys.c.id == bindparam("key"), _keys.c.revoked_at.is_(None)).values(revoked_at=bindparam("at"))
)
_HEAD = Query(
    select(_heads.c.seq, _heads.c.digest).where(_heads.c.shop_id == bindparam("shop_id")).with_for_update(),
    lambda seq, digest: (int(seq), str(digest)),
)
_ADD_HEAD = Change(insert(_heads))
_MOVE_HEAD = Change(
    update(_heads).where(_heads.c.shop_id == bindparam("shop")).values(seq=bindparam("new"), digest=bindparam("sum"))
)
_ADD_ENTRY = Change(insert(_audit))
_ENTRIES = Query(
    select(*_ENTRY)
    .where(_audit.c.shop_id == bindparam("shop_id"), _audit.c.seq < bindparam("before"))
    .order_by(_audit.c.seq.desc())
    .limit(bindparam("limit")),
    AuditEntry,
)


class SqlAccounts:
    """The `Accounts` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, shop_id: str) -> tuple[StaffAccount, ...]:
        """Return every account, oldest first."""
        return await self._database.scan(lambda session: session.all(_ALL_ACCOUNTS, shop_id=shop_id))

    async def find(self, shop_id: str, account_id: str) -> StaffAccount | None:
        """Return an account by its id."""
        return await self._database.read(lambda session: session.one(_ACCOUNT_BY_ID, shop_id=shop_id, id=account_id))

    async def named(self, shop_id: str, login: str) -> StaffAccount | None:
        """Return an account by the plain form of its login name."""
        return await self._database.read(lambda session: session.one(_ACCOUNT_NAMED, shop_id=shop_id, login=login))

    async def add(self, account: StaffAccount) -> StaffAccount:
        """Store a new account. Raises `NameTaken`."""
        return await self._database.write(lambda session: _add_account(session, account))

    async def change(self, account: StaffAccount) -> StaffAccount:
        """Store an account in place of the one with its id. Raises `NoSuchAccount`, `NameTaken`, `LastOwner`."""
        return await self._database.write(lambda session: _change_account(session, account))

    async def open_session(self, session: StaffSession) -> None:
        """Store a session; those of the shop that have expired are forgotten."""
        await self._database.write(lambda connection: _open_session(connection, session))

    async def session(self, shop_id: str, token_hash: str) -> tuple[StaffSession, StaffAccount] | None:
        """Return a session with its account."""
        return await self._database.read(
            lambda session: session.one(_FIND_SESSION, shop_id=shop_id, token_hash=token_hash)
        )

    async def touch(self, session: StaffSession) -> None:
        """Store when a session was last seen."""
        values = {"session": session.token_hash, "at": session.seen_at, "until": session.expires_at}
        await self._database.write(lambda connection: connection.run(_TOUCH, **values))

    async def close_session(self, shop_id: str, token_hash: str) -> None:
        """Forget one session."""
        await self._database.write(lambda session: session.run(_DROP_SESSION, shop=shop_id, session=token_hash))

    async def close_sessions(self, shop_id: str, account_id: str, *, but: str = "") -> None:
        """Forget the sessions of an account, except one."""
        await self._database.write(
            lambda session: session.run(_DROP_SESSIONS, shop=shop_id, account=account_id, but=but)
        )


class SqlApiKeys:
    """The `ApiKeys` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, shop_id: str) -> tuple[ApiKey, ...]:
        """Return every key, revoked ones too, newest first."""
        return await self._database.scan(lambda session: session.all(_ALL_KEYS, shop_id=shop_id))

    async def add(self, key: ApiKey) -> ApiKey:
        """Store a new key."""
        await self._database.write(lambda session: session.run(_ADD_KEY, **values_of(key)))
        return key

    async def revoke(self, shop_id: str, key_id: str, *, at: datetime) -> ApiKey:
        """Make a key void for good. Raises `NoSuchKey`."""
        return await self._database.write(lambda session: _revoke(session, shop_id, key_id, at))


class SqlAuditLog:
    """The `AuditLog` port on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, entry: AuditEntry) -> AuditEntry:
        """Store an entry behind the last one."""
        return await self._database.write(lambda session: _append(session, entry))

    async def entries(self, shop_id: str, *, before: int, limit: int) -> tuple[AuditEntry, ...]:
        """Return entries with a `seq` below `before`, newest first."""
        return await self._database.scan(
            lambda session: session.all(_ENTRIES, shop_id=shop_id, before=before, limit=limit)
        )


def _add_account(session: Session, account: StaffAccount) -> StaffAccount:
    there = session.one(_ACCOUNT_NAMED, shop_id=account.shop_id, login=account.login)
    if there is not None:
        raise NameTaken(account.login)
    session.run(_ADD_ACCOUNT, **values_of(account))
    return account


def _change_account(session: Session, account: StaffAccount) -> StaffAccount:
    owners = session.all(_OWNERS, shop_id=account.shop_id, role=Role.OWNER)
    before = session.one(_ACCOUNT_BY_ID, shop_id=account.shop_id, id=account.id)
    if before is None:
        raise NoSuchAccount(account.id)
    namesake = session.one(_ACCOUNT_NAMED, shop_id=account.shop_id, login=account.login)
    if namesake is not None and namesake.id != account.id:
        raise NameTaken(account.login)
    stays = account.role is Role.OWNER and account.status == "active"
    if owners == (account.id,) and not stays:
        raise LastOwner
    session.run(_DROP_ACCOUNT, account=account.id)
    session.run(_ADD_ACCOUNT, **values_of(account))
    return account


def _open_session(session: Session, opened: StaffSession) -> None:
    session.run(_DROP_STALE, shop=opened.shop_id, now=opened.created_at)
    session.run(_ADD_SESSION, **values_of(opened))


def _revoke(session: Session, shop_id: str, key_id: str, at: datetime) -> ApiKey:
    session.run(_REVOKE, key=key_id, at=at)
    key = session.one(_KEY_BY_ID, shop_id=shop_id, id=key_id)
    if key is None:
        raise NoSuchKey(key_id)
    return key


def _append(session: Session, entry: AuditEntry) -> AuditEntry:
    head = session.one(_HEAD, shop_id=entry.shop_id)
    last, before = head or (0, "")
    numbered = AuditEntry(
        entry.shop_id,
        last + 1,
        entry.at,
        entry.actor_id,
        entry.actor_name,
        entry.action,
        entry.target,
        entry.detail,
    )
    kept = sealed(numbered, before)
    session.run(_ADD_ENTRY, **values_of(kept))
    if head is None:
        session.run(_ADD_HEAD, shop_id=entry.shop_id, seq=kept.seq, digest=kept.digest)
    else:
        session.run(_MOVE_HEAD, shop=entry.shop_id, new=kept.seq, sum=kept.digest)
    return kept
