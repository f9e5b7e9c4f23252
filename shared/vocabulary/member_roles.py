"""What people do in an agency: billing keeps it, the gateway asks it for each act."""

from typing import Literal, TypeAlias

MemberRole: TypeAlias = Literal[
    "owner", "casting_director", "associate", "runner", "freelancer", "finance"
]
