"""Which error answers does `/openapi.json` promise?"""

from __future__ import annotations

from xiaoer.web.schemas import FailureView, ProblemView

Responses = dict[int | str, dict[str, object]]

_TEXTS = {
    400: "The body is malformed or holds nothing to answer",
    401: "No valid token came along",
    403: "Not permitted",
    404: "Absent, or not yours",
    408: "The body came too slowly",
    409: "Contradicts what is stored",
    413: "Over the limit",
    415: "Not application/json in UTF-8",
    422: "A field is unknown or out of bounds",
    429: "Too many messages; see Retry-After",
    503: "Busy or out of order; see Retry-After",
}
_PROBLEM = {"application/problem+json": {"schema": ProblemView.model_json_schema()}}
_FAILURE = {"application/json": {"schema": FailureView.model_json_schema()}}
_OPENAI = {
    "application/json": {
        "schema": {
            "type": "object",
            "required": ["error"],
            "properties": {
                "error": {
                    "type": "object",
                    "required": ["message", "type", "param", "code"],
                    "properties": {
                        "message": {"type": "string"},
                        "type": {"type": "string"},
                        "param": {"type": "null"},
                        "code": {"type": "string"},
                    },
                }
            },
        }
    }
}


def _answers(content: dict[str, object], codes: tuple[int, ...]) -> Responses:
    return {code: {"description": _TEXTS[code], "content": content} for code in codes}


FAILURES = _answers(dict(_FAILURE), (400, 408, 409, 413, 415, 422, 429, 503))
OPENAI_FAILURES = _answers(dict(_OPENAI), (400, 404, 408, 413, 415, 422, 429, 503))
PROBLEMS = _answers(dict(_PROBLEM), tuple(_TEXTS))
