"""The routes of all slices, in the order in which slices build on each other."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import room_routes as rooms
from services.gateway.casting.auditions import routes as auditions
from services.gateway.casting.auditions.company import routes as company
from services.gateway.casting.auditions.day import routes as day
from services.gateway.casting.auditions.deleting import routes as deleting
from services.gateway.casting.auditions.guests import routes as guests
from services.gateway.casting.auditions.notifying import routes as notifying
from services.gateway.casting.auditions.overviews import routes as overviews
from services.gateway.casting.auditions.pasting import routes as pasting
from services.gateway.casting.auditions.planning import routes as planning
from services.gateway.casting.auditions.replies import routes as replies
from services.gateway.casting.candidates import routes as candidates
from services.gateway.casting.candidates.answers import routes as answers
from services.gateway.casting.candidates.rounds import routes as rounds
from services.gateway.casting.contacts import routes as contacts
from services.gateway.casting.dashboards import routes as dashboards
from services.gateway.casting.evaluations import routes as evaluations
from services.gateway.casting.lifecycle import routes as lifecycle
from services.gateway.casting.productions import routes as productions
from services.gateway.casting.roles import routes as roles
from services.gateway.casting.scheduling import routes as scheduling
from services.gateway.casting.scheduling.feed import routes as calendar_feed
from services.gateway.casting.subscriptions import routes as subscriptions
from services.gateway.casting.talent import routes as talent
from services.gateway.casting.talent.duplicates import routes as duplicates
from services.gateway.casting.talent.exporting import routes as exporting
from services.gateway.casting.talent.importing import routes as importing
from services.gateway.casting.talent.merging import routes as merging
from services.gateway.identity.agency_settings import routes as agency_settings
from services.gateway.identity.agency_settings.logo import routes as logo
from services.gateway.identity.passkeys import routes as passkeys
from services.gateway.identity.preferences import routes as preferences
from services.gateway.identity.sign_in import routes as sign_in
from services.gateway.identity.sign_in_log import routes as sign_in_log
from services.gateway.identity.team import routes as team
from services.gateway.platform import operations
from services.gateway.platform.api_tokens import routes as api_tokens
from services.gateway.platform.audit import routes as audit
from services.gateway.platform.bin import routes as bin_routes
from services.gateway.platform.components import routes as components
from services.gateway.platform.front import routes as front
from services.gateway.platform.help import routes as help_pages
from services.gateway.platform.mail.reports import routes as mail_reports
from services.gateway.platform.mail.unsubscribing import routes as unsubscribing
from services.gateway.platform.search import routes as search
from services.gateway.platform.uploads import routes as uploads
from services.gateway.platform.webhooks import routes as webhooks

ROUTES: Sequence[ControllerRouterHandler] = (
    *operations.ROUTES,
    *mail_reports.ROUTES,
    *unsubscribing.ROUTES,
    *audit.ROUTES,
    *front.ROUTES,
    *help_pages.ROUTES,
    *components.ROUTES,
    *search.ROUTES,
    *bin_routes.ROUTES,
    *webhooks.ROUTES,
    *uploads.ROUTES,
    *api_tokens.ROUTES,
    *sign_in_log.ROUTES,
    *sign_in.ROUTES,
    *preferences.ROUTES,
    *passkeys.ROUTES,
    *team.ROUTES,
    *agency_settings.ROUTES,
    *logo.ROUTES,
    *productions.ROUTES,
    *roles.ROUTES,
    *contacts.ROUTES,
    *importing.ROUTES,
    *talent.ROUTES,
    *exporting.ROUTES,
    *duplicates.ROUTES,
    *merging.ROUTES,
    *candidates.ROUTES,
    *answers.ROUTES,
    *rounds.ROUTES,
    *lifecycle.ROUTES,
    *auditions.ROUTES,
    *company.ROUTES,
    *overviews.ROUTES,
    *pasting.ROUTES,
    *planning.ROUTES,
    *deleting.ROUTES,
    *day.ROUTES,
    *notifying.ROUTES,
    *guests.ROUTES,
    *replies.ROUTES,
    *rooms.ROUTES,
    *scheduling.ROUTES,
    *calendar_feed.ROUTES,
    *evaluations.ROUTES,
    *subscriptions.ROUTES,
    *dashboards.ROUTES,
)
