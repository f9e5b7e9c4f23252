"""Writes answers, and follows their mails; two at once are told apart by each row's status."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from services.gateway.casting.candidates.answers.model import Answer, Drafts
from services.gateway.web.desk import Office
from shared.ids import AnswerId, CandidateId, PersonId, ProductionId, SlotId
from shared.tenancy import Connection


async def drafts_of(office: Office, decision_ids: Sequence[UUID]) -> dict[UUID, AnswerId]:
    """Return the drafts of what is told of some decisions, locked until the transaction ends."""
    rows = await office.connection.fetch(
        """SELECT id, decision_id FROM answer
        WHERE decision_id = ANY($1::uuid[]) AND status = 'draft' ORDER BY id FOR UPDATE""",
        decision_ids,
    )
    return {row["decision_id"]: row["id"] for row in rows}


async def put_draft(
    office: Office, new: AnswerId, decision_id: UUID, message: str, written_by: PersonId
) -> bool:
    """Keep words for what is decided, in the place of those before; false where it is told."""
    return bool(
        await office.connection.fetchval(
            """INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status,
                written_by, written_at)
            SELECT $1, candidate_id, production_id, id, $3, 'draft', $4, $5
            FROM decision WHERE id = $2
            ON CONFLICT (decision_id) WHERE status <> 'failed'
            DO UPDATE SET message = $3, written_by = $4, written_at = $5
            WHERE answer.status = 'draft' RETURNING true""",
            new,
            decision_id,
            message,
            written_by,
            office.now,
        )
    )


async def put_drafts(
    office: Office,
    production_id: UUID,
    drafts: Drafts,
    written_by: PersonId,
    decisions: Sequence[tuple[AnswerId, UUID]],
) -> None:
    """Keep the same words for several decisions of one kind; what is told stays as it is."""
    await office.connection.execute(
        """INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status,
            written_by, written_at)
        SELECT new.id, d.candidate_id, d.production_id, d.id, $3, 'draft', $4, $5
        FROM unnest($6::uuid[], $7::uuid[]) AS new (id, decision_id)
        JOIN decision d ON d.id = new.decision_id AND d.production_id = $1 AND d.kind = $2
        ON CONFLICT (decision_id) WHERE status <> 'failed'
        DO UPDATE SET message = $3, written_by = $4, written_at = $5
        WHERE answer.status = 'draft'""",
        production_id,
        drafts.kind,
        drafts.message,
        written_by,
        office.now,
        [answer for answer, _ in decisions],
        [decision for _, decision in decisions],
    )


async def put_waiting(office: Office, answers: Sequence[Answer], written_by: PersonId) -> bool:
    """Let answers wait for their mails to leave; false where one of the decisions is told
    already."""
    rows = await office.connection.fetch(
        """INSERT INTO answer (id, candidate_id, production_id, decision_id, message, status,
            mail_id, leaves_at, written_by, written_at)
        SELECT new.id, d.candidate_id, d.production_id, d.id, new.message, 'waiting', new.mail_id,
            new.leaves_at, $6, $7
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[])
            AS new (id, decision_id, message, mail_id, leaves_at)
        JOIN decision d ON d.id = new.decision_id
        ON CONFLICT (decision_id) WHERE status <> 'failed'
        DO UPDATE SET message = excluded.message, status = 'waiting', mail_id = excluded.mail_id,
            leaves_at = excluded.leaves_at, written_by = $6, written_at = $7
        WHERE answer.status = 'draft' RETURNING id""",
        [each.id for each in answers],
        [each.decision_id for each in answers],
        [each.message for each in answers],
        [each.mail_id for each in answers],
        [each.leaves_at for each in answers],
        written_by,
        office.now,
    )
    return len(rows) == len(answers)


async def take_back(office: Office, answer_id: UUID) -> bool:
    """Make an answer that waits a draft again; of two at once, one does."""
    return bool(
        await office.connection.fetchval(
            """UPDATE answer SET status = 'draft', mail_id = NULL, leaves_at = NULL
            WHERE id = $1 AND status = 'waiting' RETURNING true""",
            answer_id,
        )
    )


async def mails_of(office: Office, answer: Answer) -> list[UUID]:
    """Return the mails of an answer that have not left: one for each who is told."""
    rows = await office.connection.fetch(
        """SELECT id FROM mail_record WHERE status = 'waiting' AND kind = 'answer'
            AND (id = $2 OR thing_id = $1)""",
        answer.id,
        answer.mail_id,
    )
    return [row["id"] for row in rows]


class Sent(msgspec.Struct, frozen=True):
    """An answer that has left; `slot_id` is where the candidate was seen last."""

    id: AnswerId
    production_id: ProductionId
    candidate_id: CandidateId
    slot_id: SlotId | None


async def mark_sent(connection: Connection, answer_id: UUID) -> Sent | None:
    """Write down that an answer has left; None where that is known, or it is not there."""
    row = await connection.fetchrow(
        """UPDATE answer SET status = 'sent' WHERE id = $1 AND status = 'waiting'
        RETURNING id, production_id, candidate_id, (SELECT slot_id FROM slot_participant p
            WHERE p.candidate_id = answer.candidate_id ORDER BY p.added_at DESC LIMIT 1)
            AS slot_id""",
        answer_id,
    )
    return Sent(**row) if row else None


async def mark_failed(connection: Connection, mail_id: UUID) -> None:
    """Write down that an answer did not arrive, unless another of its mails may have, or has."""
    await connection.execute(
        """UPDATE answer SET status = 'failed' WHERE status IN ('waiting', 'sent')
            AND (mail_id = $1 OR id = (SELECT thing_id FROM mail_record
                WHERE id = $1 AND kind = 'answer'))
            AND NOT EXISTS (SELECT FROM mail_record m WHERE m.kind = 'answer'
                AND m.status IN ('waiting', 'put_off', 'sent')
                AND (m.id = answer.mail_id OR m.thing_id = answer.id))""",
        mail_id,
    )
