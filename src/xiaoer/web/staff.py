"""How do the staff sign in, and how does the owner keep accounts and keys?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from xiaoer.core.staff import StaffAccount, Staffer, plain_login
from xiaoer.errors import LoginFailed, NotSignedIn
from xiaoer.services.staff.service import AccountChange, StaffService
from xiaoer.services.staff.sessions import LONGEST, SignedIn
from xiaoer.web.access import staffer_of
from xiaoer.web.callers import STAFF_COOKIE
from xiaoer.web.documents import PROBLEMS
from xiaoer.web.door import Door
from xiaoer.web.render import as_json
from xiaoer.web.staff_schemas import (
    AccountBody,
    AccountChangeBody,
    AccountsView,
    AccountView,
    AuditsView,
    KeyBody,
    KeysView,
    KeyView,
    MadeKeyView,
    OwnBody,
    SessionView,
    SignInBody,
    account_view,
    audit_view,
    key_view,
)

Id = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Before = Annotated[int, Query(ge=1, le=2**31 - 1)]
Limit = Annotated[int, Query(ge=1, le=200)]
NO_BODY: dict[str, object] = {"description": "Done"}
COOKIE_PATH = "/api"


def staff_routes(door: Door) -> APIRouter:
    """Return the routes under `/api/staff`, and those of accounts, keys and the audit log under `/api/admin`."""
    router = APIRouter(prefix="/api", tags=["staff"], responses=PROBLEMS)
    router.include_router(_session_routes(door))
    router.include_router(_account_routes(door))
    router.include_router(_key_routes(door))
    return router


def _session_routes(door: Door) -> APIRouter:
    router, staff = APIRouter(prefix="/staff"), door.runtime.staff

    @router.post("/session", response_model=SessionView, summary="Sign in")
    async def sign_in(request: Request, body: SignInBody) -> Response:
        caller = door.callers.of(request)
        if request.headers.get("origin") and not door.callers.from_own_page(request):
            raise NotSignedIn
        await door.turnstile.admit_login(caller, plain_login(body.login or ""))
        signed = await _signed_in(staff, body)
        response = as_json(_session_view(signed.account, signed.by).model_dump())
        _keep(response, signed, is_secure=_is_secure(request, door))
        return response

    @router.get("/session", response_model=SessionView, summary="Who is signed in?")
    async def session(request: Request) -> SessionView:
        staffer = staffer_of(request)
        if staffer.kind != "account":
            return _key_session_view(staffer)
        found = await staff.sessions.find(door.callers.session_token(request))
        if found is None:
            raise NotSignedIn
        return _session_view(found[1], found[0].by)

    @router.delete("/session", status_code=204, responses={204: NO_BODY}, summary="Sign out")
    async def sign_out(request: Request) -> Response:
        await staff.sessions.close(door.callers.session_token(request))
        response = Response(status_code=204)
        response.delete_cookie(STAFF_COOKIE, path=COOKIE_PATH, httponly=True, samesite="strict")
        return response

    @router.patch("/me", response_model=AccountView, summary="Change my name or password")
    async def change_own(request: Request, body: OwnBody) -> AccountView:
        if staffer_of(request).kind != "account":
            raise LoginFailed
        await door.turnstile.admit_login(door.callers.of(request), staffer_of(request).id)
        change = AccountChange(login=body.login, display_name=body.display_name, password=body.password)
        token = door.callers.session_token(request)
        return account_view(await staff.change_own(token, change, password_now=body.password_now or ""))

    return router


def _account_routes(door: Door) -> APIRouter:
    router, staff = APIRouter(prefix="/admin"), door.runtime.staff

    @router.get("/staff", response_model=AccountsView, summary="List the accounts")
    async def accounts() -> AccountsView:
        return AccountsView(accounts=[account_view(account) for account in await staff.accounts()])

    @router.post("/staff", status_code=201, response_model=AccountView, summary="Add an account")
    async def add_account(request: Request, body: AccountBody) -> AccountView:
        account = await staff.add_account(
            staffer_of(request),
            login=body.login,
            display_name=body.display_name,
            role=body.role,
            password=body.password,
        )
        return account_view(account)

    @router.patch("/staff/{account_id}", response_model=AccountView, summary="Change an account")
    async def change_account(request: Request, account_id: Id, body: AccountChangeBody) -> AccountView:
        change = AccountChange(**body.model_dump())
        return account_view(await staff.change_account(staffer_of(request), account_id, change))

    @router.get("/audit", response_model=AuditsView, summary="What was changed, newest first")
    async def audit(before: Before = 2**31 - 1, limit: Limit = 50) -> AuditsView:
        entries = await staff.entries(before=before, limit=limit)
        following = entries[-1].seq if len(entries) == limit and entries[-1].seq > 1 else None
        return AuditsView(entries=[audit_view(entry) for entry in entries], next=following)

    return router


def _key_routes(door: Door) -> APIRouter:
    router, keys = APIRouter(prefix="/admin/keys"), door.runtime.staff_keys

    @router.get("", response_model=KeysView, summary="List the keys of programs")
    async def all_keys() -> KeysView:
        return KeysView(keys=[key_view(key) for key in await keys.all()])

    @router.post("", status_code=201, response_model=MadeKeyView, summary="Make a key; its secret is told once")
    async def make_key(request: Request, body: KeyBody) -> MadeKeyView:
        made = await keys.make(staffer_of(request), name=body.name, role=body.role)
        return MadeKeyView(**key_view(made.key).model_dump(), secret=made.secret)

    @router.delete("/{key_id}", response_model=KeyView, summary="Make a key void")
    async def revoke_key(request: Request, key_id: Id) -> KeyView:
        return key_view(await keys.revoke(staffer_of(request), key_id))

    return router


async def _signed_in(staff: StaffService, body: SignInBody) -> SignedIn:
    if body.token is not None:
        return await staff.sign_in_with_token(body.token)
    if body.login is not None and body.password is not None:
        return await staff.sign_in(body.login, body.password)
    raise LoginFailed


def _session_view(account: StaffAccount, by: str) -> SessionView:
    return SessionView(
        id=account.id,
        login=account.login,
        display_name=account.display_name,
        role=account.role,
        needs_password=not account.password_hash,
        by="token" if by == "token" else "password",
    )


def _key_session_view(staffer: Staffer) -> SessionView:
    return SessionView(
        id=staffer.id,
        login="",
        display_name=staffer.name,
        role=staffer.role,
        needs_password=False,
        by="command" if staffer.kind == "command" else "key",
    )


def _keep(response: Response, signed: SignedIn, *, is_secure: bool) -> None:
    life_s = int(LONGEST.total_seconds())
    response.set_cookie(
        STAFF_COOKIE,
        signed.token,
        max_age=life_s,
        path=COOKIE_PATH,
        secure=is_secure,
        httponly=True,
        samesite="strict",
    )


def _is_secure(request: Request, door: Door) -> bool:
    return request.url.scheme == "https" or door.runtime.settings.server.public_url.startswith("https://")
