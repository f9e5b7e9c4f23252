"""The ways through the office that every page of a member shows, and which of them a page is on."""

import msgspec

from services.gateway.web import urls
from services.gateway.web.permissions import Permission


class Entry(msgspec.Struct, frozen=True):
    """A way: its words and icon, who has it, and where the addresses begin that are on it."""

    words: str
    icon: str
    path: str
    permission: Permission
    below: tuple[str, ...] = ()


MAIN: tuple[Entry, ...] = (
    Entry("Today", "sun", urls.TODAY, Permission.SEE),
    Entry(
        "Productions",
        "clapperboard",
        urls.PRODUCTIONS,
        Permission.SEE,
        ("/sessions", "/slots", "/roles", "/rounds", "/candidates", "/answers"),
    ),
    Entry("People", "users", urls.TALENT, Permission.PEOPLE, ("/contacts", "/reps", "/rep-firms")),
    Entry("Calendar", "calendar", urls.CALENDAR, Permission.RUN),
    Entry("Takes", "film", urls.TAKES, Permission.REVIEW),
)
OTHER: tuple[Entry, ...] = (
    Entry(
        "Team",
        "user-round-plus",
        urls.TEAM,
        Permission.SEE,
        (urls.AUDIT, urls.API_TOKENS, urls.WEBHOOKS),
    ),
    Entry("Billing", "credit-card", urls.BILLING, Permission.PAY),
    Entry("Settings", "settings", urls.SETTINGS, Permission.SEE, (urls.ACCOUNT,)),
    Entry("Help", "circle-question-mark", urls.HELP, Permission.SEE),
)
ALL = (*MAIN, *OTHER)
"""On a phone the first three are in sight, and the others in a sheet."""


def entry_of(path: str) -> Entry | None:
    """Return the way that an address is on; None where it is on none, as the search."""
    for entry in ALL:
        for start in (entry.path, *entry.below):
            if path == start or path.startswith(f"{start}/"):
                return entry
    return None
