"""Is every acknowledged message there, once, after kill -9 at any moment?

`XIAOER_CRASH_ROUNDS=200` runs the long campaign.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

from xiaoer.adapters.storage.store import DATABASE_NAME, sqlite_url

ROUNDS = int(os.environ.get("XIAOER_CRASH_ROUNDS", "4"))
MAX_ACKS = 3000
CHILD = Path(__file__).with_name("crash_child.py")


def _one_round(folder: Path, acks: int, *, itself: bool) -> list[list[str]]:
    """Run the writing process until it is killed after so many acknowledgements; return all that it acknowledged.

    Killed by us it dies in the middle of anything; killed by itself, right after an acknowledgement.
    """
    command = [sys.executable, str(CHILD), sqlite_url(folder), str(acks if itself else 0)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        said = []
        for line in child.stdout:
            said.append(line.split())
            if len(said) == acks:
                child.kill()
        assert len(said) >= acks, "the process ended by itself"
    return [words for words in said if len(words) == 3]


def _check(database: Path, accepted: dict[str, str], answers: dict[str, str]) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute(
            "SELECT conversation_id, seq, message_id, text, in_reply_to FROM events ORDER BY conversation_id, seq"
        ).fetchall()
        pending = {row[0] for row in connection.execute("SELECT message_id FROM pending_turns")}
        receipts = {row[0] for row in connection.execute("SELECT message_id FROM receipts")}
    connection.close()
    asked = {message_id: talk for talk, _, message_id, _, reply_to in rows if reply_to is None}
    replies = Counter(reply_to for *_, reply_to in rows if reply_to is not None)
    assert accepted.items() <= asked.items(), "an acknowledged message is lost"
    assert all(text.endswith(message_id) for _, _, message_id, text, reply_to in rows if reply_to is None)
    replied = {reply_to: message_id for _, _, message_id, _, reply_to in rows if reply_to is not None}
    assert answers.items() <= replied.items(), "an acknowledged reply is lost or another one"
    assert set(replies.values()) <= {1}, "a message is answered twice"
    assert pending == asked.keys() - replies.keys(), "a turn hangs between"
    assert receipts == set(replied.values())
    seqs: dict[str, list[int]] = {}
    for talk, seq, *_ in rows:
        seqs.setdefault(talk, []).append(seq)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seqs.values()), "a gap in a talk"


def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path):
    chance = random.Random(20261111)
    accepted: dict[str, str] = {}
    answers: dict[str, str] = {}
    for n in range(ROUNDS):
        for verb, message_id, other in _one_round(tmp_path, chance.randrange(1, MAX_ACKS), itself=n % 2 == 0):
            if verb == "accepted":
                accepted[message_id] = other
            else:
                assert answers.setdefault(message_id, other) == other
        _check(tmp_path / DATABASE_NAME, accepted, answers)
    assert accepted
