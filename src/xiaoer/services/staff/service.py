"""Who works here, and what may become of their accounts?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from xiaoer.core.language.normalize import clean
from xiaoer.core.staff import AuditEntry, Role, StaffAccount, Staffer, is_weak, plain_login
from xiaoer.errors import LoginFailed, NoSuchAccount, WeakPassword, WrongPassword
from xiaoer.ports import Clock, Ids
from xiaoer.services.staff import wording
from xiaoer.services.staff.keyring import KeyRing
from xiaoer.services.staff.passwords import Passwords
from xiaoer.services.staff.ports import Accounts, ApiKeys, AuditLog, Secrets
from xiaoer.services.staff.sessions import Sessions, SignedIn

OWNER_TOKEN_USED = "owner_token_used"  # noqa: S105  # the name of a secret  # nosec B105
FIRST_LOGIN = "owner"


@dataclass(frozen=True, slots=True)
class StaffPorts:
    """The outside world, as the staff's affairs need it."""

    accounts: Accounts
    api_keys: ApiKeys
    audit: AuditLog
    secrets: Secrets
    clock: Clock
    ids: Ids


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What shall become different about an account; None leaves it as it is."""

    login: str | None = None
    display_name: str | None = None
    role: Role | None = None
    status: Literal["active", "off"] | None = None
    password: str | None = None

    def told(self) -> str:
        """Return the change in words, without the password."""
        parts = (
            ("登录名", self.login),
            ("显示名", self.display_name),
            ("角色", self.role),
            ("状态", self.status),
            ("密码", None if self.password is None else "已更换"),
        )
        return ";".join(f"{name}={value}" for name, value in parts if value is not None)


class StaffService:
    """Signing in and out, accounts, and the log of what was changed; keys of programs are in `keys`."""

    def __init__(self, ports: StaffPorts, *, shop_id: str, keyring: KeyRing, passwords: Passwords) -> None:
        self.keyring = keyring
        self.sessions = Sessions(ports.accounts, shop_id=shop_id, clock=ports.clock, ids=ports.ids)
        self._ports = ports
        self._shop_id = shop_id
        self._passwords = passwords

    async def refresh(self) -> None:
        """Know the keys that are in the store now, and whether the owner's token is used up."""
        self.keyring.replace_stored(await self._ports.api_keys.all(self._shop_id))
        self.keyring.void_if_used(await self._ports.secrets.find(self._shop_id, OWNER_TOKEN_USED))

    async def sign_in(self, login: str, password: str) -> SignedIn:
        """Open a session for whoever knows this password. Raises `LoginFailed`."""
        account = await self._ports.accounts.named(self._shop_id, plain_login(login))
        stored = account.password_hash if account is not None and account.status == "active" else ""
        if not await self._passwords.fits(password, stored) or account is None:
            raise LoginFailed
        return await self._open(account, "password")

    async def sign_in_with_token(self, token: str) -> SignedIn:
        """Open a session for the owner whose one-time token this is. Raises `LoginFailed`."""
        if not self.keyring.is_owner_token(token):
            raise LoginFailed
        return await self._open(await self._owner(), "token")

    async def _owner(self) -> StaffAccount:
        accounts = await self._ports.accounts.all(self._shop_id)
        owner = next((one for one in accounts if one.role is Role.OWNER and one.status == "active"), None)
        if owner is not None:
            return owner
        taken = {account.login for account in accounts}
        login = FIRST_LOGIN if FIRST_LOGIN not in taken else f"{FIRST_LOGIN}-{self._ports.ids.new()[:8]}"
        return await self._ports.accounts.add(self._account(login, wording.OWNER, Role.OWNER))

    async def _open(self, account: StaffAccount, by: Literal["password", "token"]) -> SignedIn:
        signed = await self.sessions.open(account, by=by)
        await self.note(signed.staffer, "staff.signed_in", account.login, detail=wording.SIGNED_IN[by])
        return signed

    async def accounts(self) -> tuple[StaffAccount, ...]:
        """Return every account, oldest first."""
        return await self._ports.accounts.all(self._shop_id)

    async def account(self, account_id: str) -> StaffAccount:
        """Return one account. Raises `NoSuchAccount`."""
        account = await self._ports.accounts.find(self._shop_id, account_id)
        if account is None:
            raise NoSuchAccount(account_id)
        return account

    async def add_account(
        self, actor: Staffer, *, login: str, display_name: str, role: Role, password: str
    ) -> StaffAccount:
        """Store a new account. Raises `NameTaken` and `WeakPassword`."""
        account = self._account(plain_login(login), clean(display_name) or login, role)
        hashed = await self._hashed(password, account.login)
        account = await self._ports.accounts.add(replace(account, password_hash=hashed))
        await self.note(actor, "staff.added", account.login, detail=f"显示名={account.display_name};角色={role}")
        return account

    async def change_account(self, actor: Staffer, account_id: str, change: AccountChange) -> StaffAccount:
        """Change somebody's account; one that is switched off or gets a new password is signed out everywhere.

        Raises `NoSuchAccount`, `NameTaken`, `LastOwner` and `WeakPassword`.
        """
        account = await self._changed(await self.account(account_id), change)
        if change.password is not None or account.status == "off":
            await self._ports.accounts.close_sessions(self._shop_id, account.id)
        await self.note(actor, "staff.changed", account.login, detail=change.told())
        return account

    async def change_own(self, token: str, change: AccountChange, *, password_now: str) -> StaffAccount:
        """Change one's own names and password; a new password signs one's other browsers out.

        A session that the owner's token opened needs no old password, and uses the token up by setting one.
        Raises `WrongPassword` for a wrong old password, `NameTaken` and `WeakPassword`.
        """
        opened = await self.sessions.find(token)
        if opened is None:
            raise LoginFailed
        session, account = opened
        by_token = session.by == "token"
        proven = by_token or change.password is None
        if not proven and not await self._passwords.fits(password_now, account.password_hash):
            raise WrongPassword
        account = await self._changed(account, replace(change, role=None, status=None))
        if change.password is not None:
            await self._ports.accounts.close_sessions(self._shop_id, account.id, but=session.token_hash)
            if by_token:
                used = self.keyring.void_owner_token()
                await self._ports.secrets.put(self._shop_id, OWNER_TOKEN_USED, used)
        actor = Staffer(account.id, account.display_name, account.role, "account")
        await self.note(actor, "staff.changed", account.login, detail=change.told())
        return account

    async def note(self, actor: Staffer, action: str, target: str, *, detail: str = "") -> AuditEntry:
        """Store who changed what."""
        at = self._ports.clock.now()
        return await self._ports.audit.append(
            AuditEntry(self._shop_id, 0, at, actor.id, actor.name, action, target, detail)
        )

    async def entries(self, *, before: int, limit: int) -> tuple[AuditEntry, ...]:
        """Return what was changed before an entry, newest first."""
        return await self._ports.audit.entries(self._shop_id, before=before, limit=limit)

    async def _changed(self, account: StaffAccount, change: AccountChange) -> StaffAccount:
        login = account.login if change.login is None else plain_login(change.login)
        hashed = account.password_hash
        if change.password is not None:
            hashed = await self._hashed(change.password, login)
        return await self._ports.accounts.change(
            replace(
                account,
                login=login,
                display_name=account.display_name if change.display_name is None else clean(change.display_name),
                role=change.role or account.role,
                status=change.status or account.status,
                password_hash=hashed,
            )
        )

    async def _hashed(self, password: str, login: str) -> str:
        if is_weak(password, login):
            raise WeakPassword
        return await self._passwords.hash(password, salt=self._ports.ids.new())

    def _account(self, login: str, display_name: str, role: Role) -> StaffAccount:
        ids, clock = self._ports.ids, self._ports.clock
        return StaffAccount(ids.new(), self._shop_id, login, display_name, role, "", "active", clock.now())
