"""Does the table of least roles give each role what it may do, and no more?

The walk over every route and role reads this table; what stands in it is held here by rules of its own.
"""

import pytest

from xiaoer.core.staff import Role
from xiaoer.web.access import LEAST

READS = "GET"
TRIED_BY_AGENTS = ("POST", "/api/admin/try")  # asks without storing anything
OWNERS_ALONE = {
    "/api/admin/staff",
    "/api/admin/keys",
    "/api/admin/audit",
    "/api/admin/knowledge/export",
    "/api/admin/orders/{order_id}",
    "/api/admin/backups",
    "/api/admin/backups/{name}",
}
OPEN = ("POST", "/api/staff/session")  # signing in


@pytest.mark.parametrize(("method", "path", "least"), LEAST)
def test_a_route_asks_for_the_role_that_its_kind_demands(method, path, least):
    if (method, path) == OPEN:
        assert least is None
    elif (method, path) == TRIED_BY_AGENTS:
        assert least is Role.AGENT
    elif path.startswith("/api/admin/"):
        assert least is (Role.OWNER if method != READS or path in OWNERS_ALONE else Role.VIEWER)
    elif path.startswith("/api/desk/"):
        assert least is Role.AGENT or (method == READS and least is Role.VIEWER)
    else:
        assert path.startswith("/api/staff/")
        assert least is Role.VIEWER


def test_no_route_stands_twice():
    routes = [(method, path) for method, path, _ in LEAST]
    assert len(routes) == len(set(routes))
