"""The page of components, where the installation shows it."""

from collections.abc import Sequence

from litestar import Controller, get
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.components.model import components
from services.gateway.web import urls
from services.gateway.web.dependencies import AppContextDep, OpenDesk
from shared.errors import NotFound

SHOWN = components()


class ComponentsPage(Controller):
    """All components in all their states, as this installation draws them."""

    path = urls.COMPONENTS
    include_in_schema = False

    @get()
    async def components(self, desk: OpenDesk, app_context: AppContextDep) -> Template:
        if not app_context.settings.show_components:
            raise NotFound
        return Template(
            "platform/components/pages/components.html",
            context={"desk": desk, "components": SHOWN},
        )


ROUTES: Sequence[ControllerRouterHandler] = (ComponentsPage,)
