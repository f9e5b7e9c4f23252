"""The sheet "Tell them": who is owed an answer, in which words, all or some, and taken back."""

import re
from typing import Any

from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import came, mails_leave, rows_of
from tests.integration.gateway.candidates import (
    answer,
    candidate_of,
    candidates_of,
    invite_again,
)


async def owed(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        await office.owner.get(f"/api/v1{office.production}/answers")
    ).json()
    return found


async def two_came(installation: Installation, office: Office, kind: str = "pin") -> list[str]:
    """Have two actors been seen and decided on; return them as candidates."""
    await office.owner.invite(office.session, f"second-{office.actor}", slot=1)
    ids = []
    for candidate in await candidates_of(office):
        await office.owner.client.post(
            f"/api/v1/candidates/{candidate['id']}/decisions",
            json={"kind": kind, "version": candidate["version"]},
        )
        ids.append(candidate["id"])
    for email in (office.actor, f"second-{office.actor}"):
        await came(installation, office, email)
    return ids


async def act(office: Office, path: str, **form: Any) -> int:
    posted = await office.owner.post(path, office.production, data=form)
    return posted.status_code


async def bodies(installation: Installation, office: Office) -> list[str]:
    async with rows_of(installation, office) as rows:
        found = await rows.fetch(
            """SELECT m.body FROM mail_record r JOIN gateway.mail m ON m.id = r.id
            WHERE r.kind = 'answer' AND r.status = 'waiting' ORDER BY m.queued_at, m.id"""
        )
    return [row["body"] for row in found]


async def test_who_came_is_owed_and_who_did_not_is_not(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    await office.owner.invite(office.session, f"second-{office.actor}", slot=1)
    assert await owed(office) == []
    await came(installation, neighbour)
    counted = f'href="{office.production}/answers"'
    for path in ("/today", "/productions"):
        assert counted not in (await office.owner.get(path)).text
    await came(installation, office)
    for path in ("/today", "/productions"):
        assert counted in (await office.owner.get(path)).text
    (standing,) = await owed(office)
    assert (standing["decided"], standing["seen"], standing["answer"]) == ("audition", True, None)
    page = (await office.owner.get(f"{office.production}/answers")).text
    assert "nothing is decided yet" in page
    form = {"candidate_ids": [standing["candidate_id"]]}
    assert await act(office, f"{office.production}/answers", **form) == 409
    assert (await office.owner.get(f"{neighbour.production}/answers")).status_code == 404
    (theirs,) = await owed(neighbour)
    form = {"candidate_ids": [theirs["candidate_id"]]}
    assert await act(office, f"{office.production}/answers", **form) == 404


async def test_words_for_all_of_a_kind_and_for_one(
    installation: Installation, office: Office
) -> None:
    one, other = await two_came(installation, office)
    sheet = f"{office.production}/answers"
    assert await act(office, f"{sheet}/words", kind="pin", message="To everybody") == 303
    assert await act(office, f"/candidates/{other}/answers/words", message="To you") == 303
    assert await bodies(installation, office) == []
    page = (await office.owner.get(sheet)).text
    assert page.count("To everybody") == 3
    assert await act(office, sheet, candidate_ids=[one, other]) == 303
    first, second = await bodies(installation, office)
    assert "To everybody" in first
    assert "To you" in second
    assert await owed(office) == []
    assert (await office.owner.get(sheet)).text.count("Take it back") == 2


async def test_some_are_told_and_the_others_stay_owed(
    installation: Installation, office: Office
) -> None:
    one, other = await two_came(installation, office, "release")
    assert await act(office, f"{office.production}/answers", candidate_ids=[one]) == 303
    assert [each["candidate_id"] for each in await owed(office)] == [other]
    assert await act(office, f"{office.production}/answers", candidate_ids=[one]) == 404


async def test_an_answer_that_is_taken_back_keeps_its_words(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    await answer(office, "choose", message="Bravo!")
    sheet = (await office.owner.get(f"{office.production}/answers")).text
    back = re.search(r'action="(/answers/[^"]+/take-back)"', sheet)
    assert back
    assert await act(office, back[1]) == 200
    (standing,) = await owed(office)
    assert (standing["decided"], standing["answer"], standing["message"]) == (
        "choose", "draft", "Bravo!",
    )  # fmt: skip
    assert (
        await act(office, f"{office.production}/answers", candidate_ids=[standing["candidate_id"]])
        == 303
    )
    (body,) = await bodies(installation, office)
    assert "Bravo!" in body
    assert "Until then nothing is binding" in body


async def test_an_answer_follows_its_mail(installation: Installation, office: Office) -> None:
    await came(installation, office)
    await answer(office, "pin")
    candidate = await candidate_of(office)
    path = f"/api/v1/candidates/{candidate['id']}/answers"
    await mails_leave(installation)
    sent = await office.owner.until(path, lambda page: page.json()[0]["status"] == "sent")
    async with rows_of(installation, office) as rows:
        await rows.execute(
            "UPDATE mail_record SET status = 'bounced' WHERE id = $1", sent.json()[0]["mail_id"]
        )
        await rows.execute(
            """INSERT INTO platform.outbox (id, service, agency_id, type, body)
            SELECT id, 'gateway', agency, 'mail.undelivered.v1', jsonb_build_object(
                'type', 'mail.undelivered.v1', 'id', id, 'agency_id', agency,
                'at', now(), 'mail_id', $1::uuid)
            FROM (SELECT gen_random_uuid() AS id,
                substring(current_schema() FROM 8)::uuid AS agency) AS fact""",
            sent.json()[0]["mail_id"],
        )
    await office.owner.until(path, lambda page: page.json()[0]["status"] == "failed")
    (standing,) = await owed(office)
    assert standing["answer"] == "failed"
    assert (await answer(office, "pin", message="Again")).status_code == 303
    statuses = [each["status"] for each in (await office.owner.get(path)).json()]
    assert statuses == ["waiting", "failed"]


async def test_a_callback_is_answered_again(installation: Installation, office: Office) -> None:
    await came(installation, office)
    assert (await answer(office, "callback")).status_code == 303
    assert await owed(office) == []
    await invite_again(office)
    assert await owed(office) == [], "they have not come to it yet"
    await came(installation, office)
    (standing,) = await owed(office)
    assert standing["decided"] == "callback"
    assert (await answer(office, "release")).status_code == 303
    assert await owed(office) == []
