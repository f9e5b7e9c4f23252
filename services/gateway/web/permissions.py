"""What each role in an agency permits: the one table that every check asks, and a page shows."""

from enum import Enum
from typing import get_args

from shared.errors import Forbidden
from shared.texts import gettext_noop
from shared.vocabulary.member_roles import MemberRole


class Permission(Enum):
    """Something to do in an agency, in the words of the page "Who may do what"."""

    SEE = gettext_noop("See productions, their roles, and who is in the team")
    START = gettext_noop("Start, edit, duplicate, archive and delete productions")
    RUN = gettext_noop("See sessions and sides, and be in the rooms of a session")
    CAST = gettext_noop(
        "Add, edit and delete roles, lay out sessions, invite people, open rooms and host them"
    )
    REVIEW = gettext_noop("Watch takes, score them, answer actors")
    PEOPLE = gettext_noop("See talent, reps and contacts, and edit them")
    CURATE = gettext_noop("Add, import, export, merge and delete talent, reps and contacts")
    PAY = gettext_noop("Choose and change plans, pay")
    LEAD = gettext_noop("Invite members, change their parts, remove them")
    AUDIT = gettext_noop("Read the audit log, and export it")
    TOKENS = gettext_noop("Make and revoke API tokens")
    WEBHOOKS = gettext_noop("Add outgoing webhooks, read their logs, switch them off, delete them")


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
    "owner": gettext_noop("Owner"),
    "casting_director": gettext_noop("Casting director"),
    "associate": gettext_noop("Associate"),
    "runner": gettext_noop("Runner"),
    "freelancer": gettext_noop("Freelancer"),
    "finance": gettext_noop("Finance"),
}
