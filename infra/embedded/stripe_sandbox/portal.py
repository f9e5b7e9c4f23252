"""The customer portal: sessions, and the page on which a customer changes card and tax id."""

from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.objects import born, new_key
from infra.embedded.stripe_sandbox.params import PortalCreate
from infra.embedded.stripe_sandbox.sandbox import Sandbox


def create(box: Sandbox, params: PortalCreate) -> Json:
    customer = box.store.find("cus", params.customer, "customer")
    made = {
        **born("bps", "billing_portal.session", at=box.now()),
        "after_expiration": None,
        "configuration": "bpc_sandbox",
        "customer": customer["id"],
        "customer_account": None,
        "flow": None,
        "locale": None,
        "on_behalf_of": None,
        "return_url": params.return_url,
        "url": f"{box.options.public_url}/p/session/{new_key('test', 40)}",
    }
    box.store.add(made)
    return made


def session(box: Sandbox, key: str) -> Json | None:
    """Return the session that an address of the portal belongs to."""
    ending = f"/p/session/{key}"
    found = [s for s in box.store.all("bps").values() if s["url"].endswith(ending)]
    return found[0] if found else None
