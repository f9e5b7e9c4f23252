"""The API does what its description says: each route tried by Schemathesis, as a program would."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, get_args
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
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_office import Known
from tests.integration.gateway.route_permissions import NEEDS, NOWHERE, filled
from tests.integration.gateway.test_api_tokens import make, way_to_revoke

load_all_checks()
DESCRIPTION = described(create_app(NOWHERE).openapi_schema.to_schema(), NOWHERE)
API = schemathesis.openapi.from_dict(DESCRIPTION)
ROUTES = [
    (method.upper(), path) for path, found in DESCRIPTION["paths"].items() for method in found
]

TRIED = [
    (method, path, mode)
    for method, path in ROUTES
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or method != "GET" or "{" in path
]
"""Where nothing could be wrong, or what is empty is left out, there is nothing wrong to send."""

UNSAID = frozenset({
    "email", "zone", "playing_age_to", "last_day", "firm_id", "readers", "production_id", "skills",
    "languages", "accents", "unions", "tags", "links", "tag", "week", "month", "first", "last",
    "begins", "ends", "person_id", "room",
    "signature",
})  # fmt: skip
"""Fields of which a schema does not say all: what is an address and what a place, what comes after
another, which things there are, and what is in a list. What is right by the schema may be refused
for these only, by their names."""


TAKES_AWAY = frozenset({"delete", "merge", "start", "take-back", "undo", "withdraw"})
"""Last parts of addresses behind which something is no longer what it was for the others."""


class At(HTTPAdapter):
    """Calls from an address of its own, as each office has one: the door counts by address."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self._address, 0), **kwargs)


class Program(NamedTuple):
    """Calls at an office's address with a token, and an id of each kind that the office has."""

    session: requests.Session
    headers: dict[str, str]
    ids: dict[str, str]


@pytest.fixture
async def beside_others(module_office: Office, module_things: Known) -> AsyncIterator[Program]:
    """Open a program in an office where nothing that has an id is changed.

    It has a token of its own, as each token is counted by itself.
    """
    token = await make(module_office, *get_args(Scope))
    with at_work(module_office, token, module_things.ids) as opened:
        yield opened
    revoked = await module_office.owner.post(await way_to_revoke(module_office), "/api-tokens")
    assert revoked.status_code == 303


@pytest.fixture
async def beside_changes(
    module_neighbour: Office, module_neighbour_things: Known
) -> AsyncIterator[Program]:
    """Open a program in an office where what has an id is changed, and never taken away."""
    token = await make(module_neighbour, *get_args(Scope))
    with at_work(module_neighbour, token, module_neighbour_things.ids) as opened:
        yield opened
    revoked = await module_neighbour.owner.post(
        await way_to_revoke(module_neighbour), "/api-tokens"
    )
    assert revoked.status_code == 303


@pytest.fixture
async def alone(own_office: Office, own_things: Known) -> AsyncIterator[Program]:
    token = await make(own_office, *get_args(Scope))
    with at_work(own_office, token, own_things.ids) as opened:
        yield opened


@contextmanager
def at_work(office: Office, token: str, ids: dict[str, str]) -> Iterator[Program]:
    with requests.Session() as session:
        session.mount("http://", At(office.owner.address))
        yield Program(session, {"authorization": f"Bearer {token}"}, ids)


@pytest.fixture
def program(
    method: str, path: str, mode: GenerationMode, request: pytest.FixtureRequest
) -> Program:
    """Return a program; what takes things away has an office for itself."""
    changes = mode is GenerationMode.POSITIVE and method != "GET" and "{" in path
    takes_away = method == "DELETE" or path.rsplit("/", 1)[-1] in TAKES_AWAY
    beside = "beside_others" if not changes else "alone" if takes_away else "beside_changes"
    opened: Program = request.getfixturevalue(beside)
    return opened


def _named(part: str | GenerationMode) -> str:
    return part.value if isinstance(part, GenerationMode) else part.strip("/")


def test_every_route_of_the_api_is_described() -> None:
    assert set(ROUTES) == {route for route in NEEDS if route[1].startswith("/api/v1/")}


@pytest.mark.parametrize(("method", "path", "mode"), TRIED, ids=_named)
def test_what_is_answered_is_described(
    method: str,
    path: str,
    mode: GenerationMode,
    installation: Installation,
    program: Program,
) -> None:
    """Status, form, shape and headers; what is right is taken, and what is wrong refused.

    What is wrong names none of the things that there are.
    """
    right = mode is GenerationMode.POSITIVE
    there = {name: value for name, value in program.ids.items() if right and f"{{{name}}}" in path}

    @sample(6)
    @given(API[path][method].as_strategy(mode, path_parameters=there or None))
    def answered(case: Any) -> None:
        if right and HEADER in case.headers:  # of another call, it would be refused
            case.headers[HEADER] = uuid4().hex
        # Who is let in is tried below: this would send the token that it is to leave out.
        answer = case.call_and_validate(
            base_url=installation.url,
            session=program.session,
            headers=program.headers,
            excluded_checks=[ignored_auth, positive_data_acceptance],
        )
        assert answer.status_code != 429, "too much at once is described, and says nothing of this"
        if right and answer.status_code in {400, 422}:
            refused = answer.json().get("fields")
            assert refused, "it says in which field"
            assert refused.keys() <= UNSAID

    answered()


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part.strip("/"))
async def test_who_carries_nothing_that_is_good_is_not_let_in(
    method: str, path: str, stranger: Visitor, module_things: Known
) -> None:
    received = DESCRIPTION["paths"][path][method.lower()]["responses"]["401"]
    for carried in ({}, {"authorization": "Bearer cb_made-up"}, {"cookie": "session=made-up"}):
        address = filled(path, module_things.ids)
        answer = await stranger.client.request(method, address, headers=carried, json={})
        assert answer.status_code == 401
        assert [answer.headers["content-type"]] == list(received["content"])
        assert answer.headers["www-authenticate"] == "Bearer"
