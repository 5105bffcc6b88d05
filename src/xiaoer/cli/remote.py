"""How does a command ask the running server to do what it cannot do beside it?"""

from __future__ import annotations

import httpx2

from xiaoer.adapters.storage.control import Control
from xiaoer.errors import ImportRejected, KnowledgeError, NoSuchVersion, StoreInUse
from xiaoer.services.knowledge.control import Told

LONGEST_S = 600.0  # an import of 100,000 goods takes about a minute


def ask_server(control: Control, verb: str, body: dict[str, object], *, otherwise: StoreInUse) -> Told:
    """Let the server carry out a wish and return what it tells.

    Raises `otherwise` when no server answers there, `NoSuchVersion` and `KnowledgeError` as the server does.
    """
    try:
        answer = httpx2.post(
            f"{control.url}/api/admin/knowledge/{verb}",
            json={key: value for key, value in body.items() if value is not None},
            headers={"Authorization": f"Bearer {control.token}"},
            timeout=LONGEST_S,
        )
    except httpx2.HTTPError as exc:
        raise otherwise from exc
    if answer.status_code == 200:
        told = answer.json()
        return Told(tuple(told["lines"]), rejected=told["rejected"])
    if answer.status_code == 404:
        raise NoSuchVersion
    if answer.status_code == 422:
        raise ImportRejected(answer.json().get("detail", ""))
    raise KnowledgeError(answer.text)
