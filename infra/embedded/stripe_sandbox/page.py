"""The hosted payment page: server-rendered, no script, and plainly a sandbox."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from infra.embedded.stripe_sandbox import card, discounts, encoding, sessions
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.sandbox import Sandbox

_HERE = Path(__file__).parent
_STYLE = (_HERE / "static" / "pay.css").read_bytes()
_NO_CODE = "This code is invalid."
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
)


def handlers(box: Sandbox) -> list[HTTPRouteHandler]:
    @get("/c/pay/{key:str}")
    async def show(key: FromPath[str]) -> Response[str]:
        session = _find(box, key)
        if session is None or session["status"] != "open":
            return _closed(session)
        return _form(box, session, card.CardForm(email=_email_of(box, session)))

    @post("/c/pay/{key:str}", status_code=200)
    async def pay(key: FromPath[str], request: Request[Any, Any, Any]) -> Response[str]:
        form = card.typed(encoding.parse((await request.body()).decode(errors="replace")))
        return _pay(box, _find(box, key), form)

    @get("/assets/pay.css")
    async def style() -> Response[bytes]:
        return Response(_STYLE, media_type="text/css", headers={"Cache-Control": "max-age=300"})

    return [show, pay, style]


def _find(box: Sandbox, key: str) -> Json | None:
    try:
        return sessions.current(box, key)
    except StripeError:
        return None


def _pay(box: Sandbox, session: Json | None, form: card.CardForm) -> Response[str]:
    """Pay once: whoever comes second finds the session complete and goes on to the same place."""
    if session is None or session["status"] == "expired":
        return _closed(session)
    if session["status"] == "open":
        if mistakes := card.mistakes(form, datetime.now(UTC)):
            return _form(box, session, form, status=422, mistakes=mistakes)
        promo = discounts.typed(box, form.code) if form.code else None
        if form.code and (promo is None or not session["allow_promotion_codes"]):
            return _form(box, session, form, status=422, mistakes={"code": _NO_CODE})
        if form.must_authenticate:
            return _form(box, session, form)
        if refusal := card.decline(form):
            return _form(box, session, form, status=402, refusal=refusal)
        sessions.pay(box, session, form.email, form.name, promo=promo, wallet=form.wallet)
        box.store.save()
    return Response("", status_code=303, headers={"Location": _success_url(session)})


def _success_url(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _email_of(box: Sandbox, session: Json) -> str:
    if session["customer"]:
        return box.store.find("cus", session["customer"])["email"] or ""
    return session["customer_email"] or ""


def _form(
    box: Sandbox,
    session: Json,
    form: card.CardForm,
    *,
    status: int = 200,
    mistakes: dict[str, str] | None = None,
    refusal: str = "",
) -> Response[str]:
    basket = box.store.state.baskets[session["id"]]
    price = box.store.find("price", basket.price)
    shown = {
        "session": session,
        "product": box.store.find("prod", price["product"]),
        "description": basket.description or "",
        "amount": f"{session['currency'].upper()} {session['amount_total'] / 100:,.2f}",
        "interval": price["recurring"]["interval"],
        "trial_days": basket.trial_days,
        "form": form,
        "mistakes": mistakes or {},
        "refusal": refusal,
    }
    return _page("pay.html", shown, status, session)


def _closed(session: Json | None) -> Response[str]:
    status = 404 if session is None else 410 if session["status"] == "expired" else 200
    on = _success_url(session) if session and status == 200 else ""
    back = (session["cancel_url"] or "") if session and status == 410 else ""
    return _page("closed.html", {"status": status, "on": on, "back": back}, status, session)


def _page(name: str, shown: Json, status: int, session: Json | None) -> Response[str]:
    return rendered(name, shown, status, session["success_url"] if session else "")


def rendered(name: str, shown: Json, status: int = 200, leads_to: str = "") -> Response[str]:
    """Render a page whose form may lead on to one other place."""
    # Browsers hold the redirect after a form to form-action too, so it must name where we send.
    target = urlsplit(leads_to) if leads_to else None
    origin = f" {target.scheme}://{target.netloc}" if target else ""
    policy = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self'{origin}"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    html = _templates.get_template(name).render(shown)
    return Response(html, media_type="text/html", status_code=status, headers=headers)
