"""What people agreed to stays word by word what they read."""

import hashlib
from pathlib import Path

from shared.vocabulary.consent_statements import CURRENT, STATEMENTS

ROOT = Path(__file__).parents[3]
_DIGESTS = {"recording-2026-11": "bc51e644edc5d852"}


def test_the_words_of_a_version_never_change() -> None:
    """Whoever changes words makes another version, and adds a line here."""
    found = {
        version: hashlib.sha256(f"{statement.language}\n{statement.words}".encode()).hexdigest()[
            :16
        ]
        for version, statement in STATEMENTS.items()
    }
    assert found == _DIGESTS
    assert CURRENT.version in STATEMENTS


def test_what_was_agreed_to_before_words_were_kept_gets_the_same_words() -> None:
    [migration] = ROOT.glob("services/rooms/migrations/tenant/*_consent_statements.sql")
    for paragraph in STATEMENTS["recording-2026-11"].paragraphs:
        assert f"'{paragraph}'" in migration.read_text()
