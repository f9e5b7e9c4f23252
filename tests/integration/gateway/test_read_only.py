"""What is not paid for is read and exported, and nothing in it changes.

Generated from the routes: an unsafe one that is neither refused nor in `UNGATED` fails.
"""

from typing import Any

import pytest

from services.gateway.casting.auditions.admission import ClosedForNow
from services.gateway.casting.productions.model import ReadOnly
from services.gateway.web.permissions import Permission
from shared.tenancy import schema_of
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.known_office import Known, known, owner_of
from tests.integration.gateway.route_permissions import LINK, NEEDS, Route, filled, form
from tests.integration.gateway.trying_routes import tried

READS = {"GET", "HEAD"}
OWED = "this is owed to people, and never depends on a payment"
AGENCYS = "about the agency, and not about one production"
MEMBERS = "when a member is away belongs to no production"
PAYS = "this is how it comes to be paid for again, or is put away"
PUT_AWAY = "what is no longer paid for is put away, deleted, or fetched back"
PEOPLES = "people belong to no production, and what is kept of them is looked after at all times"
UPLOADED = "a file that was announced in time may come, or be taken back; nothing is made of it"
UNGATED: dict[Route, str] = {
    **{
        route: PEOPLES
        for route, need in NEEDS.items()
        if route[0] not in READS
        and (
            need in {Permission.PEOPLE, Permission.CURATE}
            or {"hold", "birth-readers"} & set(route[1].split("/"))
        )
    },
    ("POST", "/productions"): "another production owes nothing",
    ("POST", "/api/v1/productions"): "another production owes nothing",
    **dict.fromkeys(
        (
            ("POST", "/productions/{production_id}/archive"),
            ("POST", "/productions/{production_id}/delete"),
            ("POST", "/bin/{kind}/{thing_id}/restore"),
            ("POST", "/api/v1/productions/{production_id}/archive"),
            ("DELETE", "/api/v1/productions/{production_id}"),
            ("POST", "/api/v1/bin/{kind}/{thing_id}/restore"),
        ),
        PUT_AWAY,
    ),
    ("POST", "/productions/{production_id}/duplicate"): "another production owes nothing",
    ("POST", "/api/v1/productions/{production_id}/duplicate"): "another production owes nothing",
    ("POST", "/productions/{production_id}/subscribe"): PAYS,
    ("POST", "/productions/{production_id}/money/act"): PAYS,
    ("POST", "/productions/{production_id}/money/plan"): PAYS,
    ("POST", "/guests/{guest_id}/withdraw"): "a link can be ended at any time: it protects people",
    ("POST", "/join/{link}/opened"): "that somebody has looked costs nothing",
    ("POST", "/join/{link}/ask"): OWED,
    ("POST", "/join/{link}/reply"): OWED,
    ("POST", "/join/{link}/withdraw-consent"): OWED,
    ("POST", "/join/{link}/keep"): OWED,
    ("POST", "/join/{link}/keep-no-longer"): OWED,
    ("POST", "/agree/{agreement}"): OWED,
    ("POST", "/agree/{agreement}/opened"): OWED,
    ("POST", "/agree/{agreement}/withdraw"): OWED,
    **{
        ("POST", api + path): why
        for api in ("", "/api/v1")
        for path, why in (
            ("/notifications/{notification_id}/take-back", "nothing is sent"),
            ("/sessions/{session_id}/list/preview", "nothing is changed"),
        )
    },
    **{
        ("POST", api + path): OWED
        for api in ("", "/api/v1")
        for path in (
            "/roles/{role_id}/candidates/decisions",
            "/candidates/{candidate_id}/decisions",
            "/candidates/{candidate_id}/told-through",
            "/candidates/{candidate_id}/answers",
            "/candidates/{candidate_id}/answers/preview",
            "/candidates/{candidate_id}/answers/words",
            "/productions/{production_id}/answers",
            "/productions/{production_id}/answers/words",
            "/answers/{answer_id}/take-back",
        )
    },
    ("PATCH", "/uploads/{upload_id}"): UPLOADED,
    ("DELETE", "/uploads/{upload_id}"): UPLOADED,
    ("POST", "/settings"): AGENCYS,
    ("POST", "/settings/name"): AGENCYS,
    ("POST", "/settings/logo"): AGENCYS,
    ("POST", "/settings/logo/remove"): AGENCYS,
    ("POST", "/settings/logo/uploads"): AGENCYS,
    ("DELETE", "/api/v1/settings/logo"): AGENCYS,
    ("POST", "/settings/reply-address"): AGENCYS,
    ("POST", "/settings/reply-address/{token}"): AGENCYS,
    ("PATCH", "/api/v1/settings"): AGENCYS,
    ("POST", "/team/invitations"): AGENCYS,
    ("POST", "/team/invitations/{invitation_id}/send-again"): AGENCYS,
    ("POST", "/team/invitations/{invitation_id}/withdraw"): AGENCYS,
    ("POST", "/team/members/{person_id}/part"): AGENCYS,
    ("POST", "/team/members/{person_id}/remove"): AGENCYS,
    ("POST", "/calendar/blocked-times"): MEMBERS,
    ("POST", "/calendar/blocked-times/{blocked_id}"): MEMBERS,
    ("POST", "/calendar/blocked-times/{blocked_id}/delete"): MEMBERS,
    ("POST", "/api/v1/blocked-times"): MEMBERS,
    ("PATCH", "/api/v1/blocked-times/{blocked_id}"): MEMBERS,
    ("DELETE", "/api/v1/blocked-times/{blocked_id}"): MEMBERS,
    ("POST", "/calendar/feed"): MEMBERS,
    ("POST", "/calendar/feed/end"): MEMBERS,
    ("POST", "/api/v1/calendar/feed"): MEMBERS,
    ("DELETE", "/api/v1/calendar/feed"): MEMBERS,
    ("POST", "/api-tokens"): AGENCYS,
    ("POST", "/api-tokens/{token_id}/revoke"): AGENCYS,
    ("POST", "/outgoing-webhooks"): AGENCYS,
    ("POST", "/outgoing-webhooks/{webhook_id}/secret"): AGENCYS,
    ("POST", "/outgoing-webhooks/{webhook_id}/switch"): AGENCYS,
    ("POST", "/outgoing-webhooks/{webhook_id}/delete"): AGENCYS,
    ("POST", "/outgoing-webhooks/{webhook_id}/deliveries/{delivery_id}/send-again"): AGENCYS,
}
ROOMS = "/room"
"""Rooms are for work: their pages are closed, and not only read."""
CONFIRM = 'name="confirm"'
SAID = {ReadOnly().message, ClosedForNow().message}

STANDINGS: dict[str, str] = {
    "unpaid": "subscription = 'unpaid'",
    "paused": "subscription = 'paused'",
    "ended": "subscription = 'canceled'",
    "wrapped": "subscription = 'active', wrapped_at = now()",
}


def unsafe() -> set[Route]:
    """Return the routes that may change something of an agency's."""
    asked = (LINK, *Permission)
    return {route for route, need in NEEDS.items() if need in asked and route[0] not in READS}


async def stand(installation: Installation, office: Office, how: str) -> Any:
    """Have a production stand as it does when it is not paid for; return what there is."""
    ours = await known(installation, office)
    async with owner_of(installation) as owner:
        await owner.execute(
            f"UPDATE \"{schema_of(ours.agency)}\".production SET {STANDINGS[how]}, plan = 'short';"
            f' UPDATE "{schema_of(ours.agency)}".session SET opened_at = now()'
        )
    return ours


async def _meant(owner: Visitor, route: Route, ours: Known) -> tuple[int, str]:
    """Post a form that is asked about first, and mean it."""
    path = route[1]
    answer = await owner.post_sure(filled(path, ours.ids), data=form(path, ours.ids))
    return answer.status_code, answer.text


def test_no_reason_is_left_over() -> None:
    assert UNGATED.keys() <= unsafe()


@pytest.mark.with_sides
@pytest.mark.parametrize("how", STANDINGS)
async def test_nothing_changes(how: str, installation: Installation, office: Office) -> None:
    ours = await stand(installation, office, how)
    wrong = []
    for route in sorted(unsafe() - UNGATED.keys()):
        status, said = await tried(office.owner, route, ours, office.production)
        if status == 409 and CONFIRM in said:
            status, said = await _meant(office.owner, route, ours)
        if status != 402 and said not in SAID:
            wrong.append((route, status, said[:120]))
    assert not wrong


async def test_everything_is_read(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    ours = await stand(installation, office, "unpaid")
    wrong = []
    for route, need in NEEDS.items():
        if route[0] == "GET" and isinstance(need, Permission) and ROOMS not in route[1]:
            status, said = await tried(office.owner, route, ours)
            if status == 402:
                wrong.append((route, said[:80]))
    assert not wrong
    assert (await stranger.get(office.actor_link)).status_code == 200
