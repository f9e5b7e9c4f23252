"""A mail that comes back is said to be so in the office whose it was, and nowhere else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.model import WHY
from shared.ids import new_id
from tests.eventually import eventually
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.mail_server import mail_server, mailing, until
from tests.integration.gateway.test_mailing import queue, to
from tests.migrated import Founded
from tests.reports import delivery_report

MESSAGE = {"content-type": "message/rfc822"}
SENDER = "Callboard <post@callboard.test>"


def operator_of(installation: Installation) -> Operator:
    return Operator(
        mail_from=SENDER,
        public_url=installation.url,
        key=installation.plan.config.keys.csrf_key,
        bounce_address="bounce@callboard.example",
    )


async def path_of(installation: Installation, office: Office) -> str:
    """Return the return path of the invitation that an office has sent."""
    async with rows_of(installation, office) as rows:
        sent = "SELECT id FROM mail_record WHERE recipient = $1 AND status = 'sent'"
        mail = await eventually(lambda: rows.fetchval(sent, office.actor), bool)
    return operator_of(installation).return_path(UUID(str(mail))) or ""


async def post(
    installation: Installation,
    content: bytes,
    headers: Mapping[str, str] = MESSAGE,
    token: str | None = None,
) -> httpx.Response:
    known = installation.plan.config.keys.mail_reports_token
    carried = {"authorization": f"Bearer {known if token is None else token}".strip()}
    async with installation.browser() as server:
        return await server.client.post(
            "/webhooks/mail", content=content, headers={**headers, **carried}
        )


async def test_a_bounce_is_shown_where_the_guest_is(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    path = await path_of(installation, office)
    await path_of(installation, neighbour)
    report = delivery_report(path, diagnostic="smtp; 550 5.1.1 <b>No such user</b>")
    for _ in range(2):  # a server that is not sure sends it again
        assert (await post(installation, report)).status_code == 204
    assert WHY["bounced"] in (await office.owner.get(office.session)).text
    page = (await office.owner.get(f"{office.session}/mails")).text
    assert "550 5.1.1 &lt;b&gt;No such user" in page
    assert page.count("Came back") == 1
    assert "undelivered" not in (await neighbour.owner.get(neighbour.session)).text


async def test_a_provider_may_say_it_as_json(installation: Installation, office: Office) -> None:
    path = await path_of(installation, office)
    said = {
        "return_path": path,
        "action": "failed",
        "status": "5.2.2",
        "diagnostic": "mailbox full",
    }
    async with installation.browser() as provider:
        token = installation.plan.config.keys.mail_reports_token
        answer = await provider.client.post(
            "/webhooks/mail", json=said, headers={"authorization": f"Bearer {token}"}
        )
    assert answer.status_code == 204
    assert "5.2.2 mailbox full" in (await office.owner.get(f"{office.session}/mails")).text


async def test_who_is_late_or_away_has_not_bounced(
    installation: Installation, office: Office
) -> None:
    path = await path_of(installation, office)
    late = delivery_report(path, action="delayed", status="4.4.1")
    assert (await post(installation, late)).status_code == 204
    away = f"To: {path}\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n".encode()
    assert (await post(installation, away)).status_code == 204
    assert "undelivered" not in (await office.owner.get(office.session)).text


async def test_what_is_forged_or_forgotten_changes_nothing(
    installation: Installation, office: Office
) -> None:
    path = await path_of(installation, office)
    forged = path.replace("bounce+", "bounce+aa").replace("aa@", "@")
    assert (await post(installation, delivery_report(forged))).status_code == 422
    gone = operator_of(installation).return_path(new_id()) or ""
    assert (await post(installation, delivery_report(gone))).status_code == 410
    for token in ("", "wrong"):
        refused = await post(installation, delivery_report(path), token=token)
        assert refused.status_code == 401
    assert (await post(installation, b"x" * 300_000)).status_code in {413, 422}
    wrong = await post(installation, b"{}", {"content-type": "application/json"})
    assert wrong.status_code == 422
    assert "undelivered" not in (await office.owner.get(office.session)).text


@pytest.mark.parametrize("bounces", ["", "bounce@mail.callboard.test"])
async def test_each_mail_has_a_return_path_of_its_own_where_one_is_wanted(
    bounces: str, founded: Founded
) -> None:
    async with mail_server() as (server, url), mailing(founded, url, SENDER, bounces) as owner:
        mail = await queue(owner, to("ana@actors.test"))
        await until(lambda: came(server))
    (sender,) = server.senders
    own = Operator(mail_from=SENDER, public_url="", key="k" * 32, bounce_address=bounces)
    assert sender == (own.return_path(mail) or "post@callboard.test")


async def came(server: Any) -> bool:
    return bool(server.came)
