"""Does the store in memory, which tests lean on, keep the promises of a real one?"""

from __future__ import annotations

import pytest

from xiaoer.testing.attachments_contract import AttachmentsContract
from xiaoer.testing.conversations_contract import (
    AcceptingContract,
    FinishingContract,
    OpeningContract,
    UnfinishedContract,
)
from xiaoer.testing.files import MemoryAttachments
from xiaoer.testing.history_contract import ErasingContract, HistoryContract, OpinionContract, TicketsContract
from xiaoer.testing.memory import MemoryConversations


@pytest.fixture
def conversations():
    return MemoryConversations()


@pytest.fixture
def attachments(conversations):
    return MemoryAttachments(conversations)


@pytest.fixture
def tickets(conversations):
    return conversations.tickets


class TestOpening(OpeningContract):
    pass


class TestAccepting(AcceptingContract):
    pass


class TestFinishing(FinishingContract):
    pass


class TestUnfinished(UnfinishedContract):
    pass


class TestHistory(HistoryContract):
    pass


class TestOpinions(OpinionContract):
    pass


class TestErasing(ErasingContract):
    pass


class TestTickets(TicketsContract):
    pass


class TestAttachments(AttachmentsContract):
    pass
