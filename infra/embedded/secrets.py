"""Secrets of one folder, made once and kept where only their owner reads them."""

import os
from pathlib import Path
from secrets import token_hex, token_urlsafe

import msgspec

from infra.embedded.errors import CannotStart

_new = token_urlsafe


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """One secret for each door. A field that the file lacks is made and added."""

    postgres_password: str = msgspec.field(default_factory=_new)
    gateway_database_password: str = msgspec.field(default_factory=_new)
    rooms_database_password: str = msgspec.field(default_factory=_new)
    billing_database_password: str = msgspec.field(default_factory=_new)
    valkey_password: str = msgspec.field(default_factory=_new)
    internal_token: str = msgspec.field(default_factory=_new)
    ticket_key: str = msgspec.field(default_factory=_new)
    csrf_key: str = msgspec.field(default_factory=_new)
    webhook_key: str = msgspec.field(default_factory=_new)
    directory_key: str = msgspec.field(default_factory=_new)
    mail_reports_token: str = msgspec.field(default_factory=_new)
    metrics_token: str = msgspec.field(default_factory=_new)
    stripe_secret_key: str = msgspec.field(default_factory=lambda: f"sk_test_{token_hex(16)}")
    stripe_webhook_secret: str = msgspec.field(default_factory=lambda: f"whsec_{token_hex(16)}")


class KeysUnreadable(CannotStart):
    """The file of secrets is damaged."""


def load(path: Path) -> Keys:
    """Read the secrets; make the file, or what is missing in it.

    Raises:
        KeysUnreadable: the file is not what was written.
    """
    try:
        known = path.read_bytes() if path.exists() else b"{}"
        keys = msgspec.json.decode(known, type=Keys)
    except (OSError, msgspec.MsgspecError) as error:
        raise KeysUnreadable(f"{path} cannot be read ({error}); --fresh starts over") from error
    whole = msgspec.json.format(msgspec.json.encode(keys))
    if whole != known:
        write_private(path, whole)
    return keys


def write_private(path: Path, content: bytes) -> None:
    """Replace a file at once by one that only its owner may read."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    unfinished.replace(path)
