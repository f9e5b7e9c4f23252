"""What webhooks are told, under whose signature, and that nobody else's are."""

from pathlib import Path

import asyncpg
import msgspec
import pytest

from services.gateway.platform.webhooks import actions, enqueue, store
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.model import Delivery
from services.gateway.platform.webhooks.event_types import KINDS
from services.gateway.platform.webhooks.model import KindName, WebhookNotFound
from shared import log
from shared.events.gateway import ProductionStarted
from shared.ids import new_id
from tests.integration.gateway.webhook_desk import SEAL, WebhookDesk


async def test_a_fact_becomes_one_message_for_each_that_wants_it(
    desk: WebhookDesk,
) -> None:
    await desk.add("production.wrapped")
    await desk.add(agency=desk.neighbour)
    first = await desk.add()
    await desk.add()
    event = await desk.happens()
    async with desk.database.tenant(desk.agency) as tx:  # and again, as after a dead letter
        await enqueue.HANDLERS[ProductionStarted](tx, event)
    async with desk.running():
        one, two = await desk.receiver.next(), await desk.receiver.next()
        assert one.body == two.body
        assert one.headers["webhook-id"] != two.headers["webhook-id"]
        assert one.is_signed_with(desk.secret) != two.is_signed_with(desk.secret)
        delivered = await desk.become("delivered", 1)
    assert desk.receiver.taken.empty()
    assert (delivered.code, len(await desk.log(first))) == (204, 1)
    assert msgspec.json.decode(one.body) == {
        "type": "production.started",
        "version": 1,
        "id": str(event.id),
        "timestamp": event.at.isoformat().replace("+00:00", "Z"),
        "agency_id": str(desk.agency),
        "data": {"production_id": str(event.production_id)},
    }


async def test_the_log_names_the_request_that_led_to_a_delivery(desk: WebhookDesk) -> None:
    webhook = await desk.add()
    with log.caused_by("0af7651916cd43dd8448eb211c80319c"):
        await desk.happens()
    await desk.happens()
    found = {each.correlation for each in await desk.log(webhook)}
    assert found == {"0af7651916cd43dd8448eb211c80319c", None}


async def test_a_new_secret_signs_and_the_one_before_for_a_day(desk: WebhookDesk) -> None:
    webhook = await desk.add()
    before = desk.secret
    async with desk.database.platform() as tx:
        after = await actions.rotate(tx, SEAL, desk.agency, webhook)
    async with desk.running():
        await desk.happens()
        taken = await desk.receiver.next()
        assert taken.is_signed_with(before)
        assert taken.is_signed_with(after)
        await desk.owner.execute("UPDATE gateway.webhook SET old_secret_until = now()")
        await desk.happens()
        taken = await desk.receiver.next()
        assert not taken.is_signed_with(before)
        assert taken.is_signed_with(after)


async def test_a_secret_that_another_house_sealed_is_said_to_be_so(desk: WebhookDesk) -> None:
    await desk.add()
    await desk.owner.execute("UPDATE gateway.webhook SET secret = $1", b"x" * 60)
    await desk.happens()
    async with desk.running():
        tried = await desk.become("waiting", 1)
    assert (tried.code, "new one" in tried.answer) == (None, True)


async def test_a_neighbours_webhook_is_out_of_reach(desk: WebhookDesk) -> None:
    webhook = await desk.add()
    async with desk.database.platform() as tx:
        for act in (
            actions.rotate(tx, SEAL, desk.neighbour, webhook),
            actions.switch(tx, desk.neighbour, webhook, on=False),
            actions.delete(tx, desk.neighbour, webhook),
        ):
            with pytest.raises(WebhookNotFound):
                await act
        assert await store.webhooks(tx, desk.neighbour) == []
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with desk.database.tenant(desk.neighbour) as tx:
            await deliveries.add(tx, [webhook], "production.started", new_id(), "{}")  # type: ignore[arg-type]
    for statement in (
        "SELECT secret FROM gateway.webhook",
        "SELECT body FROM gateway.webhook_delivery",
        f"""INSERT INTO gateway.webhook_delivery (id, agency_id, webhook_id, event_id, kind, body)
        VALUES (gen_random_uuid(), '{desk.agency}', '{webhook}', gen_random_uuid(), '', '')""",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with desk.database.tenant(desk.neighbour) as tx:
                await tx.execute(statement)


def fields(name: KindName) -> tuple[str, ...]:
    return KINDS[name].data.__struct_fields__


SAMPLES = Path(__file__).parents[2] / "contracts"
_CAST = """
INSERT INTO production (id, title, started_by) VALUES ('{0}99', 'Twelfth Night', '{0}90');
INSERT INTO session (id, production_id, title, local_date, zone)
    VALUES ('{0}03', '{0}99', 'First', '2027-01-15', 'UTC');
INSERT INTO slot (id, session_id, position, kind, local_start, starts_at, minutes)
    VALUES ('{0}04', '{0}03', 1, 'audition', '2027-01-15 10:00', '2027-01-15 10:00Z', 10);
INSERT INTO guest (id, session_id, slot_id, role, name, email, invited_by)
    VALUES ('{0}91', '{0}03', '{0}04', 'actor', 'Ana', 'ana@actors.test', '{0}90');
INSERT INTO role (id, production_id, name) VALUES ('{0}93', '{0}99', 'Viola');
INSERT INTO talent (id, name) VALUES ('{0}94', 'Ana');
INSERT INTO candidate (id, production_id, role_id, talent_id)
    VALUES ('{0}92', '{0}99', '{0}93', '{0}94');
INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
    VALUES ('{0}03', '{0}92', '{0}99', 'callback', '{0}90');
INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status, written_by)
    VALUES ('{0}03', '{0}92', '{0}99', '{0}03', 'Told in confidence', 'sent', '{0}90')
"""


async def taken_in(desk: WebhookDesk, name: KindName, cast: str = "SELECT 1") -> list[Delivery]:
    """Let a webhook be told the sample of a fact, with some rows in the agency."""
    await desk.add(name)
    kind = KINDS[name].fact
    event = msgspec.json.decode((SAMPLES / f"samples/{kind.tag()}.json").read_bytes(), type=kind)
    async with desk.database.tenant(desk.agency) as tx:
        await tx.execute(cast.format(str(event.agency_id)[:-2]))
        await enqueue.HANDLERS[kind](tx, event)
    return await desk.log()


@pytest.mark.parametrize("name", KINDS)
async def test_the_sample_of_a_fact_is_told_as_its_own_sample_says(
    name: KindName, desk: WebhookDesk
) -> None:
    (received,) = await taken_in(desk, name, _CAST)
    sample = msgspec.json.decode((SAMPLES / f"webhooks/{name}.v1.json").read_bytes())
    assert msgspec.json.decode(received.body) == sample


@pytest.mark.parametrize("name", [name for name in KINDS if "session_id" in fields(name)])
async def test_what_is_gone_meanwhile_is_told_to_nobody(name: KindName, desk: WebhookDesk) -> None:
    assert await taken_in(desk, name) == []
