"""The ways through the office, and which of them a page is on."""

import pytest

from services.gateway.web.rendering.names import initials
from services.gateway.web.rendering.navigation import entry_of


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/today", "Today"),
        ("/productions", "Productions"),
        ("/sessions/0192/takes", "Productions"),
        ("/slots/0192", "Productions"),
        ("/takes/0192", "Takes"),
        ("/calendar/blocked-times", "Calendar"),
        ("/rep-firms/0192", "People"),
        ("/audit/sign-ins", "Team"),
        ("/account", "Settings"),
        ("/teams", None),
        ("/search", None),
    ],
)
def test_a_page_is_on_the_way_below_which_it_lies(path: str, words: str | None) -> None:
    found = entry_of(path)
    assert (found.words if found else None) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Beltrão", "AB"),
        ("Gareth van den Bowen", "GB"),
        ("Zoë", "Z"),
        ("  ", ""),
        ("ana@actors.test", "A"),
        ("李 小龙", "李小"),
    ],
)
def test_a_name_has_the_letters_of_its_ends(name: str, letters: str) -> None:
    assert initials(name) == letters
