"""The API does what its description says: each route tried by Schemathesis, as a program would."""

from collections.abc import Iterator
from typing import Any, get_args
from uuid import uuid4

import pytest
import requests
import schemathesis
from hypothesis import given
from requests.adapters import HTTPAdapter
from schemathesis.checks import load_all_checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from services.gateway.app import create_app
from services.gateway.platform.api_tokens.model import Scope
from services.gateway.web.idempotency.model import HEADER
from services.gateway.web.openapi import described
from tests.fuzzing import sample
from tests.installation import Installation, Office, Visitor, furnish
from tests.integration.gateway.route_permissions import NEEDS, NOWHERE, filled
from tests.integration.gateway.test_api_tokens import make
from tests.integration.gateway.test_route_permissions import known

load_all_checks()
DESCRIPTION = described(create_app(NOWHERE).openapi_schema.to_schema(), NOWHERE)
API = schemathesis.openapi.from_dict(DESCRIPTION)
ROUTES = [
    (method.upper(), path) for path, found in DESCRIPTION["paths"].items() for method in found
]


UNSAID = frozenset({
    "email", "zone", "playing_age_to", "last_day", "firm_id", "readers", "production_id", "skills",
    "languages", "accents", "unions", "tags", "links", "tag",
})  # fmt: skip
"""Fields of which a schema does not say all: what is an address and what a place, what comes after
another, which things there are, and what is in a list."""


class At(HTTPAdapter):
    """Calls from an address of its own, as each office has one: the door counts by address."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self._address, 0), **kwargs)


@pytest.fixture
async def ids(installation: Installation, office: Office, mode: GenerationMode) -> dict[str, str]:
    """Return an id of each kind that the office has; what is wrong names none of them."""
    if mode is GenerationMode.NEGATIVE:
        return {}
    return (await known(installation, office)).ids


@pytest.fixture(scope="module")
async def ids_of_one(installation: Installation) -> dict[str, str]:
    """Return the ids of an office in which nothing is changed."""
    async with installation.browser() as owner:
        return (await known(installation, await furnish(owner))).ids


@pytest.fixture
def program(office: Office) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.mount("http://", At(office.owner.address))
        yield session


@pytest.fixture
async def carried(office: Office) -> dict[str, str]:
    """Return the headers of a program with a token."""
    token = await make(office, *get_args(Scope))
    return {"authorization": f"Bearer {token}"}


def test_every_route_of_the_api_is_described() -> None:
    assert set(ROUTES) == {route for route in NEEDS if route[1].startswith("/api/v1/")}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part.strip("/"))
def test_what_is_answered_is_described(
    method: str,
    path: str,
    mode: GenerationMode,
    installation: Installation,
    ids: dict[str, str],
    program: requests.Session,
    carried: dict[str, str],
) -> None:
    """Status, form, shape and headers; what is right is taken, and what is wrong refused."""
    right = mode is GenerationMode.POSITIVE
    if not right and "{" not in path and method == "GET":
        pytest.skip("there is nothing in it that could be wrong, or what is empty is left out")
    there = {name: value for name, value in ids.items() if f"{{{name}}}" in path} if right else {}

    @sample(12)
    @given(API[path][method].as_strategy(mode, path_parameters=there or None))
    def answered(case: Any) -> None:
        if right and HEADER in case.headers:  # of another call, it would be refused
            case.headers[HEADER] = uuid4().hex
        # Who is let in is tried below: this would send the token that it is to leave out.
        answer = case.call_and_validate(
            base_url=installation.url,
            session=program,
            headers=carried,
            excluded_checks=[ignored_auth, positive_data_acceptance],
        )
        if right and answer.status_code in {400, 422}:
            assert UNSAID.issuperset(answer.json().get("fields", {"body": ""}))

    answered()


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part.strip("/"))
async def test_who_carries_nothing_that_is_good_is_not_let_in(
    method: str, path: str, stranger: Visitor, ids_of_one: dict[str, str]
) -> None:
    received = DESCRIPTION["paths"][path][method.lower()]["responses"]["401"]
    for carried in ({}, {"authorization": "Bearer cb_made-up"}, {"cookie": "session=made-up"}):
        address = filled(path, ids_of_one)
        answer = await stranger.client.request(method, address, headers=carried, json={})
        assert answer.status_code == 401
        assert [answer.headers["content-type"]] == list(received["content"])
        assert answer.headers["www-authenticate"] == "Bearer"
