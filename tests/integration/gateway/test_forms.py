"""What people type wrongly or send twice: said in words, in place; nothing lost or doubled."""

import asyncio
import re

import pytest

from tests.installation import CARD, SIDES, Installation, Office
from tests.integration.gateway.arrivals import came
from tests.integration.gateway.candidates import answer

pytestmark = pytest.mark.one_office

HTMX = {"hx-request": "true"}


@pytest.mark.parametrize(
    ("pdf", "word"),
    [
        (b"<html>not a pdf</html>", "not a PDF"),
        (b"%PDF-1.7 cut off", "not a PDF"),
        (SIDES.read_bytes()[:3000], "not a PDF"),
        (b"%PDF-" + b"0" * (20 * 1024 * 1024), "too large"),
    ],
    ids=["no pdf", "only a head", "half", "too large"],
)
async def test_a_file_that_is_no_pdf_or_too_large_is_refused_by_field(
    office: Office, pdf: bytes, word: str
) -> None:
    before = len((await office.owner.get(f"/api/v1{office.production}/roles")).json())
    refused = await office.owner.post(
        f"{office.production}/roles",
        office.production,
        headers=HTMX,
        data={"name": "Caliban"},
        files={"sides": ("sides.pdf", pdf, "application/pdf")},
    )
    assert refused.status_code == 422
    assert 'data-field="sides"' in refused.text
    assert word in refused.text
    assert "<html" not in refused.text, "a fragment beside the form leaves what was typed alone"
    after = len((await office.owner.get(f"/api/v1{office.production}/roles")).json())
    assert after == before, "the role was not half added"


@pytest.mark.own_office
@pytest.mark.with_sides
async def test_the_words_of_sides_are_read_for_the_prompter(office: Office) -> None:
    page = (await office.owner.get(office.production)).text
    sides = re.search(r"/sides/[0-9a-f-]{36}", page)
    assert sides
    answer = await office.owner.get(f"{sides[0]}/text")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Viola" in answer.text or "VIOLA" in answer.text


async def test_a_file_beyond_every_limit_is_refused_before_it_is_read(office: Office) -> None:
    huge = b"%PDF-" + b"0" * (33 * 1024 * 1024)
    assert (await office.owner.add_role(office.production, "Caliban", huge)).status_code == 422


async def test_each_missing_field_is_named(office: Office) -> None:
    answer = await office.owner.post(
        f"{office.production}/sessions", office.production, headers=HTMX, data={"title": "x"}
    )
    assert answer.status_code == 422
    missing = set(re.findall(r'data-field="(\w+)"', answer.text))
    assert missing == {"local_date", "zone", "first_slot", "role_id"}


async def test_what_is_typed_is_escaped(office: Office) -> None:
    title = "<script>alert(1)</script>"
    production = await office.owner.start_production(title)
    page = (await office.owner.get(production)).text
    assert title not in page
    assert "&lt;script&gt;" in page


@pytest.mark.own_office
async def test_a_slot_is_given_once(office: Office) -> None:
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    people = [{"name": f"P{n}", "email": f"p{n}@forms.test"} for n in range(4)]
    answers = await asyncio.gather(
        *(
            office.owner.post(f"/slots/{slots[1]['id']}/invitations", office.session, data=person)
            for person in people
        )
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]


@pytest.mark.own_office
async def test_a_double_click_on_pay_is_one_subscription(
    office: Office, installation: Installation
) -> None:
    subscribe = f"{office.production}/subscribe"
    asked = await asyncio.gather(
        *(office.owner.post(subscribe, office.production, data={"plan": "short"}) for _ in range(3))
    )
    (checkout,) = {answer.headers["location"] for answer in asked}
    card = CARD | {"email": "owner@office.test"}
    paid = await asyncio.gather(*(office.owner.client.post(checkout, data=card) for _ in range(3)))
    assert {answer.status_code for answer in paid} == {303}
    await office.owner.until(f"{office.production}/subscribed", lambda page: page.is_redirect)
    await office.owner.until(office.production, lambda page: "Active" in page.text)
    again = await office.owner.post(subscribe, office.production, data={"plan": "short"})
    assert again.status_code == 409


async def test_an_unpaid_room_does_not_open_and_says_how_to_pay(office: Office) -> None:
    answer = await office.owner.post(f"{office.session}/open", office.session)
    assert answer.status_code == 402
    assert f'href="{office.production}"' in answer.text
    assert (await office.owner.get(f"{office.session}/room")).status_code == 402


@pytest.mark.own_office
async def test_an_answer_is_given_once(office: Office, installation: Installation) -> None:
    await came(installation, office)
    assert (await answer(office, "release")).status_code == 303
    assert (await answer(office, "release")).status_code == 409
