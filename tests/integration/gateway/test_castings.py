"""What somebody was considered for: over all productions, and after one was deleted."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import came, rows_of
from tests.integration.gateway.candidates import answer, candidate_of
from tests.integration.gateway.test_company import invite


async def history(office: Office) -> tuple[str, str]:
    """Return the address of somebody's history, and the page."""
    talent = (await candidate_of(office))["talent_id"]
    path = f"/talent/{talent}/history"
    return path, (await office.owner.get(path)).text


async def take_of(installation: Installation, office: Office) -> UUID:
    take = uuid4()
    async with rows_of(installation, office) as rows:
        await rows.execute(
            f"""INSERT INTO take (id, session_id, production_id, role_id, role_name, scene, number,
                phase, started_by, started_at, fence)
            SELECT '{take}', s.id, s.production_id, l.role_id, 'Miranda', 'Scene 1', 1, 'finished',
                'person:x', now(), 1
            FROM slot l JOIN session s ON s.id = l.session_id ORDER BY l.position LIMIT 1;
            INSERT INTO recording (id, take_id, who, name, started_at)
            SELECT gen_random_uuid(), '{take}', 'guest:' || id, name, now() FROM guest"""
        )
    return take


async def test_takes_are_watched_elsewhere_only_where_the_person_chose_so(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    take = await take_of(installation, office)
    path, page = await history(office)
    assert "Miranda" in page
    assert "1 take, for this part alone" in page
    assert str(take) not in page
    assert (await neighbour.owner.get(path)).status_code == 404
    for until, shown in (("1 day", True), ("-1 day", False)):
        async with rows_of(installation, office) as rows:
            await rows.execute(f"UPDATE talent SET kept_until = now() + interval '{until}'")
        assert (f"/takes/{take}" in (await office.owner.get(path)).text) is shown


async def test_who_auditions_chooses_that_takes_are_watched_for_other_parts(
    installation: Installation, office: Office, neighbour: Office, stranger: Visitor
) -> None:
    take, link = await take_of(installation, office), office.actor_link
    path, _ = await history(office)
    other, _ = await history(neighbour)
    assert "watched for this part alone" in (await stranger.get(link)).text
    today = datetime.now(UTC).date()
    for day in (today, today + timedelta(days=3000)):
        refused = await stranger.post(f"{link}/keep", link, data={"until": str(day)})
        assert refused.status_code == 422
    until = {"until": str(today + timedelta(days=90))}
    assert (await stranger.post(f"{link}/keep", link, data=until)).status_code == 303
    assert f"/takes/{take}" in (await office.owner.get(path)).text
    assert "watched for other parts until" in (await office.owner.get("/audit")).text
    assert "Kept for other parts" not in (await neighbour.owner.get(other)).text
    assert (await stranger.post(f"{link}/keep-no-longer", link)).status_code == 303
    assert f"/takes/{take}" not in (await office.owner.get(path)).text
    watcher = await invite(installation, office, "reader")
    assert "For other parts" not in (await stranger.get(watcher)).text
    assert (await stranger.post(f"{watcher}/keep", watcher, data=until)).status_code == 409


async def test_what_was_decided_stays_when_a_production_goes(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    await answer(office, "choose", message="Told in confidence")
    path, _ = await history(office)
    async with rows_of(installation, office) as rows:
        await rows.execute("UPDATE answer SET status = 'sent'")
        await rows.execute("SELECT forget_casting(id) FROM production")
        await rows.execute("SELECT forget_casting(id) FROM production")
        kept = await rows.fetchval("SELECT to_jsonb(r)::text FROM casting_record r")
    assert "Told in confidence" not in kept
    page = (await office.owner.get(path)).text
    assert "<bdi>Miranda</bdi>, <bdi>The Tempest</bdi>" in page
    (record,) = (await office.owner.get(f"/api/v1{path}")).json()["records"]
    assert [step["kind"] for step in record["decisions"]] == ["audition", "choose"]
    assert [step["kind"] for step in record["answers"]] == ["choose"]
    async with rows_of(installation, office) as rows:
        await rows.execute("SELECT forget_talent(id) FROM talent")
        left = await rows.fetch(
            "SELECT t.name, r.role FROM casting_record r JOIN talent t ON t.id = r.talent_id"
        )
    assert [tuple(row) for row in left] == [("Removed", "Miranda")]
