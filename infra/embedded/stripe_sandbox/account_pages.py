"""The portal's page, and the pages of invoices: plain, and plainly a sandbox."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from infra.embedded.stripe_sandbox import encoding, invoice_pdf, portal
from infra.embedded.stripe_sandbox.errors import Json
from infra.embedded.stripe_sandbox.page import rendered
from infra.embedded.stripe_sandbox.sandbox import Sandbox, matching


def handlers(box: Sandbox) -> list[HTTPRouteHandler]:
    @get("/p/session/{key:str}")
    async def show(key: FromPath[str]) -> Response[str]:
        return _portal(box, key)

    @post("/p/session/{key:str}", status_code=200)
    async def change(key: FromPath[str], request: Request[Any, Any, Any]) -> Response[str]:
        typed = encoding.parse((await request.body()).decode(errors="replace"))
        found = portal.session(box, key)
        if found and typed.get("card") in {"pays", "fails"}:
            box.store.state.wallets[found["customer"]] = typed["card"]
            box.store.touch()
            box.store.save()
        return _portal(box, key, said="Your card was changed.")

    @get("/i/{key:str}")
    async def invoice(key: FromPath[str]) -> Response[str]:
        found = box.store.find("in", key)
        return rendered("invoice.html", {"invoice": found})

    @get("/i/{key:str}/pdf")
    async def pdf(key: FromPath[str]) -> Response[bytes]:
        found = box.store.find("in", key)
        return Response(invoice_pdf.of(found), media_type="application/pdf")

    return [show, change, invoice, pdf]


def _portal(box: Sandbox, key: str, said: str = "") -> Response[str]:
    found = portal.session(box, key)
    if found is None:
        return rendered("closed.html", {"status": 404, "on": "", "back": ""}, 404)
    customer: Json = box.store.find("cus", found["customer"])
    invoices = matching(box.store.all("in").values(), customer=customer["id"])
    shown = {
        "customer": customer,
        "invoices": [each for each in invoices if each["number"]],
        "card": box.store.state.wallets.get(customer["id"], "pays"),
        "back": found["return_url"],
        "said": said,
    }
    return rendered("portal.html", shown)
