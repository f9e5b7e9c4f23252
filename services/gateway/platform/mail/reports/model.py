"""A delivery report, and why one is not taken."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from shared import lines
from shared.errors import Gone, Invalid

Action: TypeAlias = Literal["failed", "delayed", "delivered", "relayed", "expanded"]
"""What became of a mail by a report (RFC 3464 section 2.3.3). Only `failed` is a bounce."""


class Report(msgspec.Struct, frozen=True):
    """What a report says. `return_path` is the address that it came to, which names the mail;
    `status` is a code (RFC 3463) as `5.1.1`, `diagnostic` what the server said."""

    return_path: Annotated[str, msgspec.Meta(max_length=2000)]
    action: Action = "failed"
    status: Annotated[str, msgspec.Meta(max_length=20)] = ""
    diagnostic: Annotated[str, msgspec.Meta(max_length=2000)] = ""

    @property
    def words(self) -> str:
        """What is shown to the office."""
        return lines.plain(f"{self.status} {self.diagnostic}")


class ReportUnreadable(Invalid):
    """This is no delivery report that we can read."""


class NotOurMail(Invalid):
    """This report is about no mail of ours: its return path is not signed by us."""


class MailForgotten(Gone):
    """This report is about a mail of so long ago that it is forgotten."""
