"""What people agree to before they are recorded, word by word: the gateway shows it, and rooms
accepts agreement to nothing else and keeps the words with the ledger.

A version's words never change; other words are another version. It is added here in one release
and made CURRENT in a later one, so that every node knows it by the time that a page shows it.
"""

import msgspec


class Statement(msgspec.Struct, frozen=True):
    """`language` is a tag of BCP 47."""

    version: str
    language: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        """All of it, as it is kept."""
        return "\n\n".join(self.paragraphs)


_ALL = (
    Statement(
        "recording-2026-11",
        "en",
        (
            """With your agreement the casting office records your performances (takes), your \
picture and sound, so that those who decide about this part can look at them again. They are used \
for casting this production only, never to train software or to make a replica of you, and you can \
ask for them to be erased at any time.""",
            """Recording begins only when the host says so, and you see it. Without your agreement \
you can still come in and talk; nothing is recorded then.""",
        ),
    ),
)

STATEMENTS = {statement.version: statement for statement in _ALL}
"""Every version that was ever shown, by its name."""

CURRENT = STATEMENTS["recording-2026-11"]
