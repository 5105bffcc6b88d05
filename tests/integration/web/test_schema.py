"""Does the application do what its own document says, whatever is thrown at it?"""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from tests.integration.house import STAFF, House
from tests.integration.house import settings as house_settings

HOUSE = House(house_settings(messages=10**6))
APP = HOUSE.app


async def without_lifespan(scope, receive, send):
    """The test client would stop the application after every call."""
    if scope["type"] == "http":
        await APP(scope, receive, send)
        return
    for answer in ("lifespan.startup.complete", "lifespan.shutdown.complete"):
        await receive()
        await send({"type": answer})


schema = schemathesis.openapi.from_asgi("/openapi.json", without_lifespan)


@schema.exclude(path_regex="/events$").parametrize()
@settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_request_brings_the_server_down(case):
    case.headers.update(STAFF)
    response = case.call()
    case.validate_response(response, checks=(not_a_server_error, status_code_conformance, content_type_conformance))
