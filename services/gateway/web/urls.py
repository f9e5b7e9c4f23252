"""Every address of the site, in one place."""

from uuid import UUID

HOME = "/"
TODAY = "/today"
SIGN_IN = "/sign-in"
SIGN_IN_AGAIN = "/sign-in/again"
NEW_AGENCY = "/agencies/new"
AGENCIES = "/agencies/yours"
TEAM = "/team"
BILLING = "/billing"
SETTINGS = "/settings"
LOGO = "/settings/logo"
HELP = "/help"
SECURITY = "/.well-known/security.txt"
PERMISSIONS = "/team/parts"
AUDIT = "/audit"
API_TOKENS = "/api-tokens"
WEBHOOKS = "/outgoing-webhooks"
PRODUCTIONS = "/productions"
COMPONENTS = "/components"
CONTACTS = "/contacts"
TAKES = "/takes"
CALENDAR = "/calendar"
BLOCKED_TIMES = "/calendar/blocked-times"
CALENDAR_FEED = "/calendar/feed"
IMPORTS = "/talent/imports"
TALENT = "/talent"
BIRTH_READERS = "/talent/birth-readers"
REPS = "/reps"
REP_FIRMS = "/rep-firms"
DUPLICATES = "/talent/duplicates"
MERGES = "/talent/merges"
ACCOUNT = "/account"
PREFERENCES = "/account/preferences"
SEARCH = "/search"
BIN = "/bin"
PASSKEY_SIGN_IN = "/sign-in/passkey"


def sign_in(token: str) -> str:
    return f"/sign-in/{token}"


def logo(logo_id: UUID) -> str:
    return f"{LOGO}/{logo_id}"


def reply_address(token: str) -> str:
    return f"{SETTINGS}/reply-address/{token}"


def invitation(token: str) -> str:
    return f"/invitations/{token}"


def production(production_id: UUID) -> str:
    return f"/productions/{production_id}"


def contact(contact_id: UUID) -> str:
    return f"{CONTACTS}/{contact_id}"


def subscribed(production_id: UUID) -> str:
    return f"/productions/{production_id}/subscribed"


def money(production_id: UUID) -> str:
    return f"/productions/{production_id}/money"


def restoring(kind: str, thing_id: UUID) -> str:
    return f"{BIN}/{kind}/{thing_id}/restore"


def bin_of(production_id: UUID) -> str:
    return f"{BIN}?production_id={production_id}"


def uploads(production_id: UUID) -> str:
    return f"/productions/{production_id}/uploads"


def role(role_id: UUID) -> str:
    return f"/roles/{role_id}"


def sides_of_role(role_id: UUID) -> str:
    return f"/roles/{role_id}/sides"


def talent(talent_id: UUID) -> str:
    return f"{TALENT}/{talent_id}"


def photo(photo_id: UUID) -> str:
    return f"/photos/{photo_id}"


def rep(rep_id: UUID) -> str:
    return f"{REPS}/{rep_id}"


def rep_firm(firm_id: UUID) -> str:
    return f"{REP_FIRMS}/{firm_id}"


def upload(upload_id: UUID) -> str:
    return f"/uploads/{upload_id}"


def people_import(import_id: UUID) -> str:
    return f"{IMPORTS}/{import_id}"


def merge(talent_id: UUID, other_id: UUID) -> str:
    return f"/talent/{talent_id}/merge/{other_id}"


def undo_merge(merge_id: UUID) -> str:
    return f"{MERGES}/{merge_id}/undo"


def webhook(webhook_id: UUID) -> str:
    return f"{WEBHOOKS}/{webhook_id}"


def session(session_id: UUID) -> str:
    return f"/sessions/{session_id}"


def company(session_id: UUID) -> str:
    return f"{session(session_id)}/company"


def host_of(session_id: UUID) -> str:
    return f"{session(session_id)}/host"


def blocked_time(blocked_id: UUID) -> str:
    return f"{BLOCKED_TIMES}/{blocked_id}"


def calendar_feed(token: str) -> str:
    """Return where a calendar elsewhere reads the sessions of a member."""
    return f"{CALENDAR_FEED}/{token}/sessions.ics"


def notifications(session_id: UUID) -> str:
    return f"/sessions/{session_id}/notifications"


def notification(notification_id: UUID) -> str:
    return f"/notifications/{notification_id}"


def slot(slot_id: UUID) -> str:
    return f"/slots/{slot_id}"


def guest(guest_id: UUID) -> str:
    return f"/guests/{guest_id}"


def room(session_id: UUID, number: int = 1) -> str:
    return _room(session(session_id), number)


def takes(session_id: UUID) -> str:
    return f"/sessions/{session_id}/takes"


def candidates(role_id: UUID) -> str:
    return f"/roles/{role_id}/candidates"


def candidate(candidate_id: UUID) -> str:
    return f"/candidates/{candidate_id}"


def answers(production_id: UUID) -> str:
    return f"/productions/{production_id}/answers"


def rounds(production_id: UUID) -> str:
    return f"/productions/{production_id}/rounds"


def round_(round_id: UUID) -> str:
    return f"/rounds/{round_id}"


def answers_to(candidate_id: UUID) -> str:
    return f"/candidates/{candidate_id}/answers"


def answer(answer_id: UUID) -> str:
    return f"/answers/{answer_id}"


def take(take_id: UUID) -> str:
    return f"{TAKES}/{take_id}"


def agree(token: str) -> str:
    """Return where a guardian reads and says what they agree to."""
    return f"/agree/{token}"


def join(token: str) -> str:
    return f"/join/{token}"


def guest_room(token: str, number: int = 1) -> str:
    return _room(join(token), number)


def sockets(base: str, number: int = 1) -> str:
    """Return where the sockets of one room are, below a session or a personal link."""
    return base if number == 1 else f"{base}/rooms/{number}"


def _room(base: str, number: int) -> str:
    return f"{base}/room" if number == 1 else f"{base}/rooms/{number}"


def unsubscribe(token: str) -> str:
    return f"/unsubscribe/{token}"
