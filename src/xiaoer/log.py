"""How is what happens written down, without anybody's personal data?"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

from xiaoer.core.language.redact import redact

Form = Literal["json", "text"]


def configure(level: str, form: Form) -> None:
    """Send structured log lines to stderr; whatever is in them is redacted, exceptions too."""
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _for_eyes()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _redacted,
            renderer,
        ],
    )
    sink = logging.StreamHandler(sys.stderr)
    sink.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [sink]
    root.setLevel(level.upper())
    for chatty in ("uvicorn", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _for_eyes() -> structlog.dev.ConsoleRenderer:
    # The traceback is text by then, so that it can be redacted.
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _redacted(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401  # structlog's processor signature
    for key, value in event.items():
        if key != "timestamp":
            event[key] = _without_private_details(value)
    return event


def _without_private_details(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return redact(value)
        case list() | tuple():
            return [_without_private_details(item) for item in value]
        case dict():
            return {redact(str(key)): _without_private_details(item) for key, item in value.items()}
        case _:
            return redact(str(value))
