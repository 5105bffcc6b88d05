"""How does what went wrong look over HTTP?"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Scope

from xiaoer import errors
from xiaoer.errors import BadHistory, BadRequest, BusyError, EmptyQuestion, QuestionTooLong, XiaoerError

STATUS: dict[type[XiaoerError], int] = {
    errors.EmptyQuestion: 400,
    errors.QuestionTooLong: 413,
    errors.BadHistory: 400,
    errors.BadRequest: 400,
    errors.BadAttachment: 415,
    errors.WeakPassword: 422,
    errors.WrongPassword: 422,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.LoginFailed: 401,
    errors.NoSuchConversation: 404,
    errors.NoSuchMessage: 404,
    errors.NoSuchTicket: 404,
    errors.NoSuchVersion: 404,
    errors.NoSuchAccount: 404,
    errors.NoSuchKey: 404,
    errors.NoSuchCannedReply: 404,
    errors.NoSuchRow: 404,
    errors.ClientIdReused: 409,
    errors.ConversationClosed: 409,
    errors.RowMoved: 409,
    errors.DraftMoved: 409,
    errors.NameTaken: 409,
    errors.LastOwner: 409,
    errors.TicketTaken: 409,
    errors.TicketMoved: 409,
    errors.ShortcutTaken: 409,
    errors.RateLimited: 429,
    errors.QueueFull: 503,
    errors.EngineNotReady: 503,
    errors.EngineBusy: 503,
    errors.EngineTimeout: 504,
    errors.CircuitOpen: 503,
    errors.EngineFailed: 503,
    errors.NoSuchModel: 404,
    errors.ModelFileInvalid: 503,
    errors.DownloadFailed: 503,
    errors.StoreDown: 503,
    errors.StoreInUse: 503,
    errors.MigrationNeeded: 503,
    errors.BackupInvalid: 422,
    errors.CatalogDown: 503,
    errors.ImportRejected: 422,
    errors.NoShopData: 503,
    errors.ConfigInvalid: 500,
    errors.PluginMissing: 500,
    errors.MissingError: 404,
}
UNPROCESSABLE = 422
RETRY_AFTER_S = 1.0  # where an error that passes does not say when
TEXT_FIELDS = {"query", "text"}
HUNG_UP = 499  # what logs call it when the caller has left
HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 415: "unsupported_media_type"}
HTTP_TEXTS = {
    404: "没有找到",
    405: "不支持这种请求方法",
    408: "请求发送得太慢",
    413: "请求内容过大",
    415: "请使用 UTF-8 编码的 application/json",
}
WRONG_FIELDS = (
    ("extra_forbidden", " 是未知字段,请去掉"),
    ("missing", " 必填,请补上"),
    ("string_too_long", " 太长"),
    ("string_too_short", " 太短"),
    ("string_pattern", " 写法不对"),
    ("string", " 应为文字"),
    ("int", " 应为整数"),
    ("bool", " 应为 true 或 false"),
    ("list_type", " 应为数组"),
    ("too_long", " 太长"),
    ("enum", " 不在允许的取值里"),
    ("literal_error", " 不在允许的取值里"),
)
"""What to do about a field, by the beginning of the kind of fault."""
OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}

log = logging.getLogger(__name__)


def status_of(error: XiaoerError) -> int:
    """Return the HTTP status of an error; 500 for one that should never have reached the web."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def error_response(scope: Scope, error: XiaoerError) -> Response:
    """Return an error in the shape that callers of this path expect."""
    status = status_of(error)
    passing = status in {429, 503}
    retry_s = (error.retry_after_s or RETRY_AFTER_S) if passing else None
    return shaped(scope, status, error.code, error.user_message, retry_after_s=retry_s)


def shaped(scope: Scope, status: int, code: str, message: str, *, retry_after_s: float | None = None) -> Response:
    """Return an error response in the shape of the path: problem+json, OpenAI's, or that of `/ai-reply`."""
    path, request_id = str(scope.get("path", "")), request_id_of(scope)
    headers = {} if retry_after_s is None else {"Retry-After": str(max(1, math.ceil(retry_after_s)))}
    media_type = "application/json"
    content: dict[str, object]
    if path.startswith("/v1/"):
        kind = OPENAI_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
        content = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    elif path == "/ai-reply":
        content = {"success": False, "error": message, "code": code}
    else:
        media_type = "application/problem+json"
        content = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": message,
            "code": code,
            "request_id": request_id,
        }
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(body, status_code=status, headers=headers, media_type=media_type)


def request_id_of(scope: Scope) -> str:
    """Return the id that this request was given."""
    return str(scope.get("state", {}).get("request_id", ""))


def install(app: FastAPI) -> None:
    """Give every kind of error its shape."""

    @app.exception_handler(XiaoerError)
    async def on_xiaoer_error(request: Request, exc: XiaoerError) -> Response:
        if status_of(exc) >= 500 and not isinstance(exc, BusyError):
            log.error("request failed", extra={"code": exc.code, "request_id": request_id_of(request.scope)})
        return error_response(request.scope, exc)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, exc: RequestValidationError) -> Response:
        return _invalid(request.scope, exc.errors())

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, exc: HTTPException) -> Response:
        code = HTTP_CODES.get(exc.status_code, "http_error")
        response = shaped(request.scope, exc.status_code, code, HTTP_TEXTS.get(exc.status_code, "请求有误"))
        response.headers.update(exc.headers or {})
        return response

    @app.exception_handler(ClientDisconnect)
    async def on_hang_up(request: Request, exc: ClientDisconnect) -> Response:
        return Response(status_code=HUNG_UP)  # nobody reads it; a hang-up is no fault of ours


def _invalid(scope: Scope, found: Sequence[dict[str, object]]) -> Response:
    first = found[0] if found else {}
    kind, loc = str(first.get("type", "")), first.get("loc", ())
    place = [str(part) for part in loc if part != "body"] if isinstance(loc, tuple) else []
    if kind == "json_invalid":
        return error_response(scope, BadRequest())
    if kind == "string_too_long" and place and place[-1] in TEXT_FIELDS:
        return error_response(scope, QuestionTooLong())
    if kind == "string_too_short" and place and place[-1] in TEXT_FIELDS:
        return error_response(scope, EmptyQuestion())
    error: XiaoerError = BadHistory() if place[:1] == ["history"] else BadRequest()
    where = "".join(c for c in ".".join(place)[:100] if c.isprintable())
    advice = next((text for start, text in WRONG_FIELDS if kind.startswith(start)), "")
    message = f"{error.user_message}: {where}{advice}" if where else error.user_message
    return shaped(scope, UNPROCESSABLE, error.code, message)
