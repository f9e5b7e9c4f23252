"""Search, for members and for programs."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeAlias

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.search import actions
from services.gateway.platform.search.model import LONGEST, WRITABLE, Found, Searched, Words
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk

SearchedDep: TypeAlias = NamedDependency[Sequence[Searched]]
Sought: TypeAlias = Annotated[
    str, QueryParameter(schema_extra={"max_length": LONGEST, "pattern": WRITABLE})
]
"""As `Words` has it, which refuses what is longer, and says so at the field."""


class SearchPages(Controller):
    """The page of what was found."""

    path = urls.SEARCH
    include_in_schema = False

    @get()
    async def search(
        self, request: Request[Any, Any, Any], desk: OpenDesk, searched: SearchedDep
    ) -> Template:
        words = forms.read(Words, dict(request.query_params)).q
        groups = await actions.search(desk, searched, words) if words else []
        return Template(
            "platform/search/pages/search.html",
            context={"desk": desk, "sought": words, "groups": groups},
        )


class SearchApi(Controller):
    """Search, for programs."""

    path = "/api/v1/search"
    tags = ["search"]

    @get()
    async def find(self, desk: OpenDesk, searched: SearchedDep, q: Sought = "") -> list[Found]:
        """Find productions, roles, sessions and people by parts of their names, however spelt: up
        to 8 of each kind, the most alike first. It finds what the token's scopes let it see."""
        words = forms.read(Words, {"q": q}).q
        groups = await actions.search(desk, searched, words) if words else []
        return [each for group in groups for each in group.found]


ROUTES: Sequence[ControllerRouterHandler] = (SearchPages, SearchApi)
