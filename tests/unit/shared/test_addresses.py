"""Addresses as they are typed, compared and put on the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import addresses
from shared.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "key", "wire"),
    [
        ("Ana@Straße.test", "ana@straße.test", "Ana@xn--strae-oqa.test"),
        ("ana@strasse.test", "ana@strasse.test", "ana@strasse.test"),
        ("ana@xn--strae-oqa.test", "ana@straße.test", "ana@xn--strae-oqa.test"),
        ("JOSÉ@Example.TEST", "josé@example.test", "JOSÉ@example.test"),
        ("Jose\u0301@example.test", "josé@example.test", "Jose\u0301@example.test"),
        ("strauß@example.test", "strauß@example.test", "strauß@example.test"),
        ("ana@例え.test", "ana@例え.test", "ana@xn--r8jz45g.test"),
        ("ana@FAß.test", "ana@faß.test", "ana@xn--fa-hia.test"),
        ("A.B+c@actors.test", "a.b+c@actors.test", "A.B+c@actors.test"),
    ],
)
def test_typed_compared_and_on_the_wire(typed: str, key: str, wire: str) -> None:
    read = addresses.read(f" {typed} ")
    assert (read.typed, read.key) == (typed, key)
    assert addresses.on_wire(typed) == wire


@pytest.mark.parametrize(
    "pair", [("ana@straße.test", "ana@strasse.test"), ("ß@a.test", "ss@a.test")]
)
def test_two_addresses_stay_two(pair: tuple[str, str]) -> None:
    assert len({addresses.read(each).key for each in pair}) == 2


@pytest.mark.parametrize(
    "typed", ["nobody", "a@b@c.test", "a@-b.test", "\u202eana@a.test", "a b@c.test"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        addresses.read(typed)


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_was_kept_can_be_compared_again_and_again(local: str, domain: str) -> None:
    once = addresses.comparable(f"{local}@{domain}")
    assert addresses.comparable(once) == once
    addresses.on_wire(once)


def test_which_addresses_need_smtputf8() -> None:
    assert addresses.is_ascii_before_at("ana@straße.test")
    assert not addresses.is_ascii_before_at("josé@example.test")
