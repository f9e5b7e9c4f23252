"""Each page of help has its own address, and the operator's addresses are addresses."""

import msgspec
import pytest

from services.gateway.platform.help.topics import TOPICS
from tests.integration.gateway.route_permissions import NOWHERE


def test_topics_have_addresses_of_their_own() -> None:
    assert len({topic.key for topic in TOPICS}) == len(TOPICS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"privacy_url": "javascript:alert(1)"},
        {"status_url": "status.test"},
        {"security_contact": "mailto:a@b.test\nExpires: never"},
        {"security_contact": "security@office.test"},
    ],
)
def test_an_operators_address_is_one(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"begins with|is one line"):
        msgspec.structs.replace(NOWHERE, **wrong)
