"""Does the desk's store in memory keep the promises of a real one?"""

from __future__ import annotations

import pytest

from xiaoer.testing.desk import MemoryDeskStore, MemoryTicketBook
from xiaoer.testing.desk_contract import DeskStoreContract, TicketBookContract
from xiaoer.testing.memory import MemoryConversations


@pytest.fixture
def conversations():
    return MemoryConversations()


@pytest.fixture
def tickets(conversations):
    return conversations.tickets


@pytest.fixture
def ticket_book(conversations):
    return MemoryTicketBook(conversations)


@pytest.fixture
def desk_store():
    return MemoryDeskStore()


class TestTicketBook(TicketBookContract):
    pass


class TestDeskStore(DeskStoreContract):
    pass
