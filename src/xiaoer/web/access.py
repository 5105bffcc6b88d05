"""Which of the staff may do this?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request
from starlette.types import Scope

from xiaoer.core.staff import Role, Staffer
from xiaoer.errors import MissingError, NotSignedIn
from xiaoer.web.callers import Callers

STAFF_PATHS = ("/api/admin", "/api/desk", "/api/staff")
PARAMETER = re.compile(r"\\\{\w+\\\}")

# Every route below the staff's paths with the least role that may use it; None is for anybody. A route that is not
# listed here is open to nobody, and a test says so.
LEAST: tuple[tuple[str, str, Role | None], ...] = (
    ("POST", "/api/staff/session", None),
    ("GET", "/api/staff/session", Role.VIEWER),
    ("DELETE", "/api/staff/session", Role.VIEWER),
    ("PATCH", "/api/staff/me", Role.VIEWER),
    ("GET", "/api/admin/staff", Role.OWNER),
    ("POST", "/api/admin/staff", Role.OWNER),
    ("PATCH", "/api/admin/staff/{account_id}", Role.OWNER),
    ("GET", "/api/admin/keys", Role.OWNER),
    ("POST", "/api/admin/keys", Role.OWNER),
    ("DELETE", "/api/admin/keys/{key_id}", Role.OWNER),
    ("GET", "/api/admin/audit", Role.OWNER),
    ("GET", "/api/desk/events", Role.AGENT),
    ("GET", "/api/desk/board", Role.VIEWER),
    ("GET", "/api/desk/tickets", Role.VIEWER),
    ("POST", "/api/desk/tickets/{ticket_id}/claim", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/reply", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/note", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/transfer", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/resolve", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/reopen", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/read", Role.AGENT),
    ("POST", "/api/desk/tickets/{ticket_id}/typing", Role.AGENT),
    ("GET", "/api/desk/conversations/{conversation_id}", Role.AGENT),
    ("POST", "/api/desk/conversations/{conversation_id}/draft", Role.AGENT),
    ("PUT", "/api/desk/presence", Role.AGENT),
    ("GET", "/api/desk/colleagues", Role.AGENT),
    ("GET", "/api/desk/canned", Role.AGENT),
    ("POST", "/api/desk/canned", Role.AGENT),
    ("PUT", "/api/desk/canned/{reply_id}", Role.AGENT),
    ("DELETE", "/api/desk/canned/{reply_id}", Role.AGENT),
    ("GET", "/api/admin/messages/{message_id}/receipt", Role.VIEWER),
    ("GET", "/api/desk/attachments/{attachment_id}", Role.AGENT),
    ("GET", "/api/admin/knowledge/versions", Role.VIEWER),
    ("POST", "/api/admin/knowledge/import", Role.OWNER),
    ("POST", "/api/admin/knowledge/publish", Role.OWNER),
    ("POST", "/api/admin/knowledge/rollback", Role.OWNER),
    ("GET", "/api/admin/knowledge/working", Role.VIEWER),
    ("GET", "/api/admin/knowledge/rows/{kind}", Role.VIEWER),
    ("POST", "/api/admin/knowledge/rows/{kind}", Role.OWNER),
    ("POST", "/api/admin/knowledge/remove", Role.OWNER),
    ("POST", "/api/admin/knowledge/undo", Role.OWNER),
    ("GET", "/api/admin/knowledge/policies", Role.VIEWER),
    ("PUT", "/api/admin/knowledge/policies", Role.OWNER),
    ("GET", "/api/admin/knowledge/words", Role.VIEWER),
    ("POST", "/api/admin/knowledge/words", Role.OWNER),
    ("GET", "/api/admin/knowledge/profile", Role.VIEWER),
    ("PUT", "/api/admin/knowledge/profile", Role.OWNER),
    ("GET", "/api/admin/knowledge/diff", Role.VIEWER),
    ("POST", "/api/admin/knowledge/discard", Role.OWNER),
    ("GET", "/api/admin/knowledge/check", Role.VIEWER),
    ("GET", "/api/admin/knowledge/timeline", Role.VIEWER),
    ("POST", "/api/admin/knowledge/upload", Role.OWNER),
    ("GET", "/api/admin/knowledge/templates/{kind}", Role.VIEWER),
    ("GET", "/api/admin/knowledge/export", Role.OWNER),
    ("GET", "/api/admin/orders", Role.VIEWER),
    ("GET", "/api/admin/orders/{order_id}", Role.OWNER),
    ("POST", "/api/admin/orders", Role.OWNER),
    ("POST", "/api/admin/orders/remove", Role.OWNER),
    ("GET", "/api/admin/overview", Role.VIEWER),
    ("GET", "/api/admin/failures", Role.VIEWER),
    ("GET", "/api/admin/opinions", Role.VIEWER),
    ("GET", "/api/admin/conversations", Role.VIEWER),
    ("GET", "/api/admin/conversations/{conversation_id}", Role.VIEWER),
    ("POST", "/api/admin/conversations/{conversation_id}/unmask", Role.OWNER),
    ("POST", "/api/admin/try", Role.AGENT),
    ("GET", "/api/admin/system", Role.VIEWER),
    ("GET", "/api/admin/backups", Role.OWNER),
    ("POST", "/api/admin/backups", Role.OWNER),
    ("GET", "/api/admin/backups/{name}", Role.OWNER),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    method: str
    path: re.Pattern[str]
    least: Role | None


_TABLE = tuple(
    _Entry(method, re.compile(PARAMETER.sub("[^/]+", re.escape(path))), least) for method, path, least in LEAST
)


class Access:
    """Lets through to the staff's routes whoever may use them."""

    def __init__(self, callers: Callers) -> None:
        self._callers = callers

    async def admit(self, scope: Scope) -> None:
        """Note down in the request who of the staff asks.

        Raises `NotSignedIn` for strangers wherever they knock, and for those who are signed in the same
        `MissingError` for what is not theirs as for what does not exist.
        """
        entry = _entry(scope["method"], scope["path"])
        if entry is not None and entry.least is None:
            return
        staffer = await self._callers.staffer(HTTPConnection(scope))
        if staffer is None:
            raise NotSignedIn
        if entry is None or entry.least is None or not staffer.role.covers(entry.least):
            raise MissingError
        scope["state"]["staffer"] = staffer


def is_staff_path(path: str) -> bool:
    """Return whether a path is among the staff's."""
    return path.startswith(STAFF_PATHS)


def staffer_of(request: Request) -> Staffer:
    """Return who of the staff asks; only for routes that the table keeps to them."""
    staffer: Staffer = request.state.staffer
    return staffer


def _entry(method: str, path: str) -> _Entry | None:
    return next((entry for entry in _TABLE if entry.method == method and entry.path.fullmatch(path)), None)
