"""Does the staff's store in memory keep the promises of a real one?"""

from __future__ import annotations

import pytest

from xiaoer.testing.staff import MemoryAccounts, MemoryApiKeys, MemoryAuditLog
from xiaoer.testing.staff_contract import AccountsContract, ApiKeysContract, AuditContract, SessionsContract


@pytest.fixture
def accounts():
    return MemoryAccounts()


@pytest.fixture
def api_keys():
    return MemoryApiKeys()


@pytest.fixture
def audit_log():
    return MemoryAuditLog()


class TestAccounts(AccountsContract):
    pass


class TestSessions(SessionsContract):
    pass


class TestApiKeys(ApiKeysContract):
    pass


class TestAudit(AuditContract):
    pass
