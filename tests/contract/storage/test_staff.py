"""Does the store keep the staff as it promised, on both engines?"""

from __future__ import annotations

import pytest

from xiaoer.adapters.storage.store import Store
from xiaoer.testing.staff_contract import AccountsContract, ApiKeysContract, AuditContract, SessionsContract


@pytest.fixture
def accounts(store: Store):
    return store.accounts


@pytest.fixture
def api_keys(store: Store):
    return store.api_keys


@pytest.fixture
def audit_log(store: Store):
    return store.audit


class TestAccounts(AccountsContract):
    pass


class TestSessions(SessionsContract):
    pass


class TestApiKeys(ApiKeysContract):
    pass


class TestAudit(AuditContract):
    pass
