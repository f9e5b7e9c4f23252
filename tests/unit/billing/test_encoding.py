"""Stripe's request encoding, as the sandbox reads it."""

import contextlib
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.embedded.stripe_sandbox.encoding import MAX_FIELDS, convert, parse
from infra.embedded.stripe_sandbox.errors import StripeError
from infra.embedded.stripe_sandbox.params import PriceCreate, SessionCreate

names = st.text("abcdefgh_", min_size=1, max_size=6)
leaves = st.text(max_size=8)
trees = st.recursive(
    st.dictionaries(names, leaves, min_size=1, max_size=4),
    lambda inner: st.dictionaries(
        names, st.one_of(leaves, inner, st.lists(leaves, min_size=1, max_size=3)), min_size=1
    ),
    max_leaves=8,
)


def pairs(value: Any, at: str) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(at, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [pair for key, inner in items for pair in pairs(inner, f"{at}[{key}]")]


def depth(value: Any) -> int:
    if isinstance(value, str):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inner))


@given(trees.filter(lambda tree: depth(tree) <= 6))
def test_what_was_encoded_comes_back(tree: dict[str, Any]) -> None:
    encoded = urlencode([pair for key, value in tree.items() for pair in pairs(value, key)])
    assert parse(encoded) == tree


@given(st.text(max_size=200))
def test_garbage_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(StripeError):
        parse(text)


@pytest.mark.parametrize(
    "encoded",
    ["a=1&a[b]=2", "a[b[c]]=1", "[a]=1", "a[b][c][d][e][f][g]=1", "a=1&" * MAX_FIELDS + "b=1"],
)
def test_what_cannot_be_meant_is_refused(encoded: str) -> None:
    with pytest.raises(StripeError):
        parse(encoded)


def test_so_many_fields_are_read() -> None:
    assert len(parse("&".join(f"a{n}=1" for n in range(MAX_FIELDS)))) == MAX_FIELDS


def test_lists_are_read_in_the_order_of_their_numbers_or_of_their_coming() -> None:
    assert parse("a[1]=y&a[0]=x&b[]=1&b[]=2") == {"a": ["x", "y"], "b": ["1", "2"]}


def refusal(encoded: str, kind: Any) -> dict[str, str]:
    with pytest.raises(StripeError) as caught:
        convert(parse(encoded), kind)
    error: dict[str, str] = caught.value.body["error"]
    return error


PRICE = "currency=usd&recurring[interval]=month"
SESSION = "mode=subscription&success_url=http://a/"


@pytest.mark.parametrize(
    ("encoded", "kind", "code", "param"),
    [
        (PRICE, PriceCreate, "parameter_missing", "unit_amount"),
        (PRICE + "&unit_amount=ten", PriceCreate, "parameter_invalid_integer", "unit_amount"),
        (PRICE + "&unit_amount=5&colour=red", PriceCreate, "parameter_unknown", "colour"),
        (
            PRICE + "&unit_amount=5&recurring[speed]=1",
            PriceCreate,
            "parameter_unknown",
            "recurring[speed]",
        ),
        (
            SESSION + "&line_items[0][quantity]=1",
            SessionCreate,
            "parameter_missing",
            "line_items[0][price]",
        ),
        (
            SESSION + "&line_items[0][price]=p&line_items[0][quantity]=0",
            SessionCreate,
            "parameter_invalid_integer",
            "line_items[0][quantity]",
        ),
    ],
)
def test_a_refusal_names_the_parameter_as_stripe_does(
    encoded: str, kind: Any, code: str, param: str
) -> None:
    error = refusal(encoded, kind)
    assert (error["type"], error["code"], error["param"]) == (
        "invalid_request_error",
        code,
        param,
    )
