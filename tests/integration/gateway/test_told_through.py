"""Through whom a candidate is told: every mail about one asks the same place."""

from html import unescape
from uuid import uuid4

from services.gateway.casting.candidates.recipients import NobodyToTell
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import came, mails_leave, rows_of
from tests.integration.gateway.candidates import answer, candidate_of


async def represent(installation: Installation, office: Office, email: str) -> str:
    async with rows_of(installation, office) as rows:
        rep: str = str(
            await rows.fetchval(
                """WITH rep AS (INSERT INTO rep (id, name, email, email_as_typed)
                    VALUES (gen_random_uuid(), 'Rita Rep', $1, $1) RETURNING id)
                INSERT INTO representation (talent_id, rep_id)
                SELECT talent_id, rep.id FROM candidate, rep RETURNING rep_id""",
                email,
            )
        )
    return rep


async def tell_through(office: Office, through: str, rep: str | None = None) -> int:
    candidate = await candidate_of(office)
    form = {"told_through": through, "rep_id": rep, "version": candidate["version"]}
    changed = await office.owner.client.post(
        f"/api/v1/candidates/{candidate['id']}/told-through", json=form
    )
    return changed.status_code


async def recipients(installation: Installation, office: Office, kind: str) -> set[str]:
    async with rows_of(installation, office) as rows:
        found = await rows.fetch("SELECT recipient FROM mail_record WHERE kind = $1", kind)
    return {row["recipient"] for row in found}


async def test_through_their_rep_who_reads_whom_it_is_about(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    email = f"rita-{uuid4().hex}@reps.test"
    rep = await represent(installation, office, email)
    assert await tell_through(office, "rep") == 409, "a rep is named"
    assert await tell_through(office, "rep", str(uuid4())) == 409, "who is theirs"
    assert await tell_through(office, "rep", rep) == 201
    assert (await answer(office, "pin")).status_code == 303
    await mails_leave(installation)
    mail = await installation.mails.newest(email)
    assert mail.subject == "Ana Silva: about Miranda in The Tempest"
    assert "Hello Rita Rep" in mail.text
    assert await recipients(installation, office, "answer") == {email}


async def test_through_both_and_both_are_taken_back(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    email = f"rita-{uuid4().hex}@reps.test"
    assert await tell_through(office, "both", await represent(installation, office, email)) == 201
    assert (await answer(office, "callback", message="Splendid.")).status_code == 303
    assert await recipients(installation, office, "answer") == {email, office.actor}
    candidate = await candidate_of(office)
    path = f"/api/v1/candidates/{candidate['id']}/answers"
    (given,) = (await office.owner.get(path)).json()
    taken = await office.owner.client.post(f"/api/v1/answers/{given['id']}/take-back", json={})
    assert taken.status_code == 200
    async with rows_of(installation, office) as rows:
        left = await rows.fetch("SELECT status FROM mail_record WHERE kind = 'answer'")
    assert [row["status"] for row in left] == ["withdrawn"] * 2


async def test_a_childs_guardian_is_always_told(installation: Installation, office: Office) -> None:
    await came(installation, office)
    async with rows_of(installation, office) as rows:
        await rows.execute("UPDATE talent SET minor = true")
    refused = await answer(office, "pin")
    assert (refused.status_code, NobodyToTell().message in unescape(refused.text)) == (409, True)
    guardian = f"mum-{uuid4().hex}@home.test"
    async with rows_of(installation, office) as rows:
        await rows.execute(
            f"""INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
            SELECT gen_random_uuid(), id, 'Mum Silva', '{guardian}', '{guardian}' FROM talent"""
        )
    assert (await answer(office, "pin")).status_code == 303
    assert await recipients(installation, office, "answer") == {guardian}
    (guest,) = await office.owner.guests(office.session)
    again = await office.owner.post(f"/guests/{guest['id']}/send-again", office.session)
    assert again.status_code == 303
    mail = await installation.mails.newest(guardian)
    assert "This is the personal link of Ana Silva" in mail.text.replace("\n", " ")
    assert await recipients(installation, office, "invitation") == {office.actor, guardian}
