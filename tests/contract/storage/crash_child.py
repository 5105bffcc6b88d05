"""A process that writes as fast as it can and says what was acknowledged, until it is killed."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import sys
import uuid

from xiaoer.adapters.storage.store import Store, open_store
from xiaoer.testing.talks import a_conversation, a_message, an_outcome

CLIENTS = 50
LAST_ACK = int(sys.argv[2])  # after this one it kills itself; 0: it waits to be killed


_acks = itertools.count(1)


def say(*words: str) -> None:
    os.write(1, (" ".join(words) + "\n").encode())
    if next(_acks) == LAST_ACK:
        os.kill(os.getpid(), signal.SIGKILL)  # the worst moment: acknowledged this instant


async def finish_what_was_left(store: Store) -> None:
    for turn in await store.conversations.unfinished("default", limit=100_000):
        await answer(store, turn.conversation.id, turn.message.message_id)


async def answer(store: Store, talk: str, message_id: str) -> None:
    outcome = an_outcome(uuid.uuid4().hex, in_reply_to=message_id, conversation_id=talk, text=f"re {message_id}")
    kept = await store.conversations.finish(outcome)
    say("answered", message_id, kept[0].message_id)


async def chat(store: Store) -> None:
    talk = uuid.uuid4().hex
    await store.conversations.open(a_conversation(talk))
    for n in itertools.count(1):
        message_id = uuid.uuid4().hex
        message = a_message(message_id, conversation_id=talk, client_message_id=f"c{n}", text=f"text of {message_id}")
        await store.conversations.accept(message)
        say("accepted", message_id, talk)
        await answer(store, talk, message_id)


async def main() -> None:
    store = await open_store(sys.argv[1])
    await store.upgrade()
    await finish_what_was_left(store)
    await asyncio.gather(*(chat(store) for _ in range(CLIENTS)))


asyncio.run(main())
