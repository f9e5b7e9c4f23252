"""What each role in an agency permits: the one table that every check asks, and a page shows."""

from enum import Enum
from typing import get_args

from shared.errors import Forbidden
from shared.vocabulary.member_roles import MemberRole


class Permission(Enum):
    """Something to do in an agency, in the words of the page "Who may do what"."""

    SEE = "See productions, their roles, and who is in the team"
    START = "Start, edit, duplicate, archive and delete productions"
    RUN = "See sessions and sides, and be in the rooms of a session"
    CAST = "Add, edit and delete roles, lay out sessions, invite people, open rooms and host them"
    REVIEW = "Watch takes, score them, answer actors"
    PEOPLE = "See talent, reps and contacts, and edit them"
    CURATE = "Add, import, export, merge and delete talent, reps and contacts"
    PAY = "Choose and change plans, pay"
    LEAD = "Invite members, change their parts, remove them"
    AUDIT = "Read the audit log, and export it"
    TOKENS = "Make and revoke API tokens"
    WEBHOOKS = "Add outgoing webhooks, read their logs, switch them off, delete them"


class PermissionDenied(Forbidden):
    """Your part in this agency does not include this."""


_ALL: frozenset[MemberRole] = frozenset(get_args(MemberRole))
_OFFICE: frozenset[MemberRole] = frozenset({"owner", "casting_director", "associate"})

# A freelancer reaches only what belongs to the productions named to them: row-level security sees
# to it (infra/decisions/0042).
ROLE_PERMISSIONS: dict[Permission, frozenset[MemberRole]] = {
    Permission.SEE: _ALL,
    Permission.START: _OFFICE,
    Permission.RUN: _OFFICE | {"freelancer", "runner"},
    Permission.CAST: _OFFICE | {"freelancer"},
    Permission.REVIEW: _OFFICE | {"freelancer"},
    Permission.PEOPLE: _OFFICE | {"freelancer"},
    Permission.CURATE: _OFFICE,
    Permission.PAY: frozenset({"owner", "finance"}),
    Permission.LEAD: frozenset({"owner"}),
    Permission.AUDIT: frozenset({"owner"}),
    Permission.TOKENS: frozenset({"owner"}),
    Permission.WEBHOOKS: frozenset({"owner"}),
}

ROLE_NAMES: dict[MemberRole, str] = {
    "owner": "Owner",
    "casting_director": "Casting director",
    "associate": "Associate",
    "runner": "Runner",
    "freelancer": "Freelancer",
    "finance": "Finance",
}
