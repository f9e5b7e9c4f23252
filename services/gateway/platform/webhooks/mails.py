"""The words of the mail to owners whose webhook was switched off."""

from services.gateway.platform.webhooks.delivery.model import GIVE_UP
from services.gateway.platform.webhooks.model import OffBecause

_WHY: dict[OffBecause, str] = {
    "failing": f"has taken nothing for {GIVE_UP.days} days",
    "gone": "answered that it wants nothing more (410)",
}


def switched_off(url: str, because: OffBecause, page: str) -> tuple[str, str]:
    """Return a subject and a body."""
    body = (
        f"Hello,\n\nthe webhook\n\n{url}\n\n{_WHY[because]}, so it was switched off. What it was\n"
        "not told yet waits, up to 30 days: it is told once it is switched on again. What happens\n"
        f"meanwhile it is not told. Its log says how it went:\n\n{page}\n\nCallboard\n"
    )
    return "A webhook was switched off", body
