"""A production's money, over the gateway: plan, preview, pause, end, wrap, invoices, portal."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.billing.dunning import actions as dunning
from services.billing.dunning import repairs
from services.billing.subscriptions.model import Subject
from shared import tenancy
from shared.ids import AgencyId, ProductionId
from tests.eventually import eventually
from tests.installation import CARD, Installation, Office, Visitor
from tests.integration.gateway.arrivals import came
from tests.integration.gateway.candidates import answer


async def subscribed(office: Office) -> str:
    """Pay for an office's production; return the address of its money."""
    await office.owner.pay(office.production)
    return f"{office.production}/money"


async def act(owner: Visitor, money: str, what: str) -> None:
    answer = await owner.post(f"{money}/act", money, data={"act": what})
    assert (answer.status_code, answer.headers.get("location")) == (303, money), answer.text


async def figures(office: Office) -> dict[str, object]:
    found = await office.owner.get(f"/api/v1{office.production}/money")
    received: dict[str, object] = found.json()
    return received


async def test_a_plan_is_changed_for_what_was_shown(office: Office) -> None:
    money = await subscribed(office)
    shown = await office.owner.get(f"{money}/plan", params={"plan": "studio"})
    assert "Remaining time on Callboard Studio" in shown.text
    at = re.search(r'name="at" value="(\d+)"', shown.text)
    assert at
    data = {"plan": "studio", "at": at[1]}
    changed = await office.owner.post(f"{money}/plan", f"{money}/plan?plan=studio", data=data)
    assert changed.status_code == 303, changed.text
    page = (await office.owner.get(money)).text
    assert "200 recorded hours" in page
    assert len(re.findall(r'href="[^"]+/pdf"', page)) == 2
    assert (await figures(office))["plan"] == "studio"


async def test_a_pause_makes_it_read_only_until_it_is_resumed(office: Office) -> None:
    money = await subscribed(office)
    await act(office.owner, money, "pause")
    assert (await figures(office))["status"] == "paused"
    await office.owner.until(
        office.production, lambda page: "This production is paused" in page.text
    )
    refused = await office.owner.add_role(office.production, "Ariel", b"")
    assert refused.status_code == 402
    assert "only read now" in refused.text
    await act(office.owner, money, "resume")
    assert (await figures(office))["status"] == "active"


async def test_it_is_cancelled_and_kept(office: Office) -> None:
    money = await subscribed(office)
    await act(office.owner, money, "cancel")
    assert "is not renewed" in (await office.owner.get(money)).text
    await act(office.owner, money, "keep")
    assert "It is renewed on" in (await office.owner.get(money)).text


async def test_a_wrap_ends_and_puts_away(office: Office) -> None:
    money = await subscribed(office)
    for _ in range(2):
        await act(office.owner, money, "wrap")
    assert (await figures(office))["status"] == "canceled"
    page = (await office.owner.get(office.production)).text
    assert "This production is wrapped" in page
    refused = await office.owner.post(f"{office.session}/open", office.production)
    assert refused.status_code in {402, 404}


async def test_what_was_never_paid_for_is_wrapped_too(office: Office) -> None:
    money = f"{office.production}/money"
    assert "not subscribed for" in (await office.owner.get(money)).text
    await act(office.owner, money, "wrap")
    assert "wrapped" in (await office.owner.get(office.production)).text


async def test_the_portal_leads_back(office: Office) -> None:
    money = await subscribed(office)
    led = await office.owner.get(f"{money}/portal")
    assert led.status_code == 303
    assert money in (await office.owner.get(led.headers["location"])).text


async def test_what_was_repaired_is_shown_and_mailed_to_those_who_pay(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    money = await subscribed(office)
    assert "Put right by us" not in (await office.owner.get(money)).text
    billing = await tenancy.connect(
        installation.plan.config.database_url("billing"), "billing", size=1
    )
    async with billing.platform() as connection:
        agency = await connection.fetchval(
            "SELECT agency_id FROM platform.subscription WHERE production_id = $1",
            UUID(office.production.rsplit("/", 1)[-1]),
        )
        production = ProductionId(UUID(office.production.rsplit("/", 1)[-1]))
        await repairs.add(connection, Subject(AgencyId(agency), production), "hours <billed>")
        await dunning.report(connection, datetime.now(UTC) + timedelta(hours=7))
    await billing.close()
    page = (await office.owner.get(money)).text
    assert "Put right by us" in page
    assert "hours &lt;billed&gt;" in page
    name = office.actor.removeprefix("ana-").removesuffix("@actors.test")
    mail = await eventually(
        lambda: installation.mails.newest(f"owner-{name}@office.test"),
        lambda mail: "put something right" in mail.subject,
    )
    assert "The Tempest" in mail.text
    assert "Put right" not in (await neighbour.owner.get(f"{neighbour.production}/money")).text


async def test_a_trial_is_for_the_first_production(office: Office) -> None:
    data = {"plan": "short", "trial": "true"}
    order = await office.owner.post(f"{office.production}/subscribe", office.production, data=data)
    paid = await office.owner.client.post(
        order.headers["location"], data=CARD | {"email": "owner@office.test"}
    )
    assert paid.status_code == 303
    await office.owner.until(
        f"{office.production}/subscribed", lambda page: page.status_code == 303
    )
    assert (await figures(office))["status"] == "trialing"
    second = await office.owner.start_production("Hamlet")
    refused = await office.owner.post(f"{second}/subscribe", second, data=data)
    assert refused.status_code == 409
    assert "had its trial" in refused.text


@pytest.mark.one_office
@pytest.mark.parametrize("data", [{}, {"act": "explode"}, {"act": "change"}])
async def test_an_unknown_wish_is_refused_in_words(office: Office, data: dict[str, str]) -> None:
    money = f"{office.production}/money"
    answer = await office.owner.post(f"{money}/act", money, data=data)
    assert answer.status_code == 422


async def test_wrapping_and_cancelling_say_what_is_owed(
    installation: Installation, office: Office
) -> None:
    money = await subscribed(office)
    assert "waits for an answer" not in (await office.owner.get(money)).text
    await came(installation, office)
    page = (await office.owner.get(money)).text
    assert "One person who came waits for an answer" in page
    assert page.count("One answer is owed") == 2, "where it is cancelled, and where it is wrapped"
    assert f'href="{office.production}/answers"' in page
    await act(office.owner, money, "wrap")
    assert "Answers can still be written" in (await office.owner.get(money)).text
    assert (await answer(office, "release")).status_code == 303
    assert "owed" not in (await office.owner.get(money)).text


async def test_who_pays_has_all_subscriptions_in_one_list(office: Office) -> None:
    owner = office.owner
    assert "Nothing is subscribed for yet" in (await owner.get("/billing")).text
    money = await subscribed(office)
    page = (await owner.get("/billing")).text
    assert f'href="{money}"' in page
    assert "29 USD a month" in page
    assert "No subscription matches" in (await owner.get("/billing?owing=true")).text
    listed = (await owner.get("/api/v1/subscriptions?sort=title")).json()["items"]
    assert [(each["plan"], each["subscription"]) for each in listed] == [("short", "active")]
    await act(owner, money, "cancel")
    assert "Ends " in (await owner.get("/billing")).text
