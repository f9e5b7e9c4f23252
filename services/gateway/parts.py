"""What each part in an agency includes: the one table that every gate asks, and a page shows."""

from enum import Enum

from services.gateway.desk import MemberRole


class Act(Enum):
    """Something to do in an agency, in the words of the page "Who may do what"."""

    SEE = "See productions, their roles, and who is in the team"
    START = "Start a production"
    RUN = "See sessions and sides, and be in the rooms of a session"
    CAST = "Add roles, lay out sessions, invite people, open rooms and host them"
    REVIEW = "Watch takes, score them, answer actors"
    PAY = "Choose and change plans, pay"
    LEAD = "Invite members, change their parts, remove them"
    AUDIT = "Read the audit log, and export it"
    TOKENS = "Make and revoke API tokens"
    WEBHOOKS = "Add outgoing webhooks, read their logs, switch them off, delete them"


_ALL: frozenset[MemberRole] = frozenset(
    {"owner", "casting_director", "associate", "runner", "freelancer", "finance"}
)
_OFFICE: frozenset[MemberRole] = frozenset({"owner", "casting_director", "associate"})

# A freelancer's acts reach only what belongs to the productions named to them: stores see to it.
PARTS: dict[Act, frozenset[MemberRole]] = {
    Act.SEE: _ALL,
    Act.START: _OFFICE,
    Act.RUN: _OFFICE | {"freelancer", "runner"},
    Act.CAST: _OFFICE | {"freelancer"},
    Act.REVIEW: _OFFICE | {"freelancer"},
    Act.PAY: frozenset({"owner", "finance"}),
    Act.LEAD: frozenset({"owner"}),
    Act.AUDIT: frozenset({"owner"}),
    Act.TOKENS: frozenset({"owner"}),
    Act.WEBHOOKS: frozenset({"owner"}),
}

IN_WORDS: dict[MemberRole, str] = {
    "owner": "Owner",
    "casting_director": "Casting director",
    "associate": "Associate",
    "runner": "Runner",
    "freelancer": "Freelancer",
    "finance": "Finance",
}
