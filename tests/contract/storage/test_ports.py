"""Does the store keep every promise of its ports, on both engines?"""

from __future__ import annotations

import pytest

from xiaoer.adapters.storage.attachments import SqlAttachments
from xiaoer.adapters.storage.conversations import SqlConversations
from xiaoer.adapters.storage.knowledge import SqlKnowledge
from xiaoer.adapters.storage.orders import SqlOrders
from xiaoer.adapters.storage.store import Store
from xiaoer.adapters.storage.tickets import SqlTickets
from xiaoer.testing.attachments_contract import AttachmentsContract
from xiaoer.testing.conversations_contract import (
    AcceptingContract,
    FinishingContract,
    OpeningContract,
    UnfinishedContract,
)
from xiaoer.testing.history_contract import ErasingContract, HistoryContract, OpinionContract, TicketsContract
from xiaoer.testing.shop_data_contract import OrdersContract, VersionsContract


@pytest.fixture
def conversations(store: Store) -> SqlConversations:
    return store.conversations


@pytest.fixture
def attachments(store: Store) -> SqlAttachments:
    return store.attachments


@pytest.fixture
def tickets(store: Store) -> SqlTickets:
    return store.tickets


@pytest.fixture
def knowledge(store: Store) -> SqlKnowledge:
    return store.knowledge


@pytest.fixture
def order_book(store: Store) -> SqlOrders:
    return store.orders


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


class TestVersions(VersionsContract):
    pass


class TestOrders(OrdersContract):
    pass


class TestAttachments(AttachmentsContract):
    pass
