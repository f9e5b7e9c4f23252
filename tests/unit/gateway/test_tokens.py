"""Personal links: what is not of our making is refused, and never a traceback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.identity.access_links import tokens
from services.gateway.web.tokens import LinkUnknown
from shared.ids import AgencyId, new_id


def test_a_link_names_its_agency_and_only_its_hash_is_kept() -> None:
    agency = AgencyId(new_id())
    token = tokens.new(agency)
    read = tokens.read(token.text)
    assert read == token
    assert token.secret not in read.hash
    assert len(token.secret) * 8 >= 128


@given(st.text(max_size=44) | st.binary(max_size=90).map(lambda raw: raw.hex()))
def test_any_other_text_is_an_unknown_link(text: str) -> None:
    if len(text) == 46:
        return  # the length of a real one: its secret would be looked up, in vain
    with pytest.raises(LinkUnknown):
        tokens.read(text)
