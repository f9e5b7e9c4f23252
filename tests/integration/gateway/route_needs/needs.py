"""What somebody needs who passes a route."""

from collections.abc import Mapping
from typing import TypeAlias

from services.gateway.web.permissions import Permission

Route: TypeAlias = tuple[str, str]
"""A method, or `WS`, and an address as the router knows it."""

OPEN, PERSON, LINK = "open", "person", "link"
"""What is no act of a member: OPEN is for everybody, PERSON for who is signed in and about their
own things, LINK for who has a personal link."""

Needs: TypeAlias = Mapping[Route, Permission | str]
