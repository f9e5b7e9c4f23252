"""What never gets into a log, wherever it stands in a line."""

import pytest

from shared import log
from tests.integration.gateway.route_permissions import NEEDS, Route, filled

SECRET = "s3cret-of-a-link"
SECRETS = ("token", "link", "agreement", "feed")
OPENING = [route for route in sorted(NEEDS) if any(f"{{{name}}}" in route[1] for name in SECRETS)]
OTHERS = dict.fromkeys(("sides_id", "number", "place"), "1")


@pytest.mark.parametrize("route", OPENING, ids=" ".join)
def test_no_address_that_lets_somebody_in(route: Route) -> None:
    path = filled(route[1], OTHERS | dict.fromkeys(SECRETS, SECRET))
    received = {
        "path": path,
        "error": f'no answer from "https://office.test{path}?x=1"',
        "deep": [{"line": (path, path.encode())}],
    }
    assert SECRET in str(received)
    assert SECRET not in str(log.redacted(received))


def test_other_addresses_are_told() -> None:
    for path in ("/productions/1/sessions", "/team/invitations", "/joined/abc", "/sign-in"):
        assert log.redacted(path) == path
