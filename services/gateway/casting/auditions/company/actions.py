"""Who watches and reads in a production: who was invited to one session is picked for another."""

from collections.abc import Collection
from uuid import UUID

from services.gateway.casting.auditions import store
from services.gateway.casting.auditions.company.model import Picked
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.model import (
    CompanyRole,
    Guest,
    GuestNotFound,
    Session,
    WatcherInvitation,
)
from services.gateway.web.desk import Desk, Office


async def known(office: Office, session: Session) -> list[Guest]:
    """Return who watches or reads in other sessions of the production, and is not invited to this
    one: each address once, as they were invited last."""
    rows = await office.connection.fetch(
        """SELECT DISTINCT ON (g.email) g.id, g.session_id, g.slot_id, g.role, g.name, g.title,
            coalesce(g.email_as_typed, g.email) AS email, g.invited_at, l.opened_at, l.expires_at,
            l.revoked_at, g.client_id, g.talent_id
        FROM guest g JOIN access_link l ON l.guest_id = g.id AND l.revoked_at IS NULL
        WHERE g.production_id = $1 AND g.session_id <> $2 AND g.role IN ('decision_maker', 'reader')
            AND NOT EXISTS (SELECT FROM guest here
                JOIN access_link way ON way.guest_id = here.id AND way.revoked_at IS NULL
                WHERE here.session_id = $2 AND here.email = g.email
                    AND here.role IN ('decision_maker', 'reader'))
        ORDER BY g.email, g.invited_at DESC, g.id""",
        session.production_id,
        session.id,
    )
    return [Guest(**row) for row in rows]


async def pick(desk: Desk, session_id: UUID, picked: Picked) -> list[Guest]:
    """Invite some of them to this session too, by mail.

    Raises:
        SessionNotFound, ReadOnly, TooManyMails
        GuestNotFound: one of them is none of these, or is invited already.
    """
    session = await store.changeable(desk, session_id)
    chosen = _chosen(await known(desk, session), set(picked.guest_ids))
    return [
        (await invitations.invite_watcher(desk, session.id, _again(each))).guest for each in chosen
    ]


def _chosen(those: Collection[Guest], ids: Collection[UUID]) -> list[Guest]:
    found = [each for each in those if each.id in ids]
    if len(found) < len(ids):
        raise GuestNotFound
    return found


def _again(one: Guest) -> WatcherInvitation:
    role: CompanyRole = "reader" if one.role == "reader" else "decision_maker"
    return WatcherInvitation(one.name, one.title, one.email, role)
