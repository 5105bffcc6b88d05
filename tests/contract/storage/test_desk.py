"""Does the store keep the desk as it promised, on both engines?"""

from __future__ import annotations

import pytest

from xiaoer.adapters.storage.store import Store
from xiaoer.testing.desk_contract import DeskStoreContract, TicketBookContract


@pytest.fixture
def conversations(store: Store):
    return store.conversations


@pytest.fixture
def tickets(store: Store):
    return store.tickets


@pytest.fixture
def ticket_book(store: Store):
    return store.ticket_book


@pytest.fixture
def desk_store(store: Store):
    return store.desk


class TestTicketBook(TicketBookContract):
    pass


class TestDeskStore(DeskStoreContract):
    pass
