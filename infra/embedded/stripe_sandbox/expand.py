"""`expand`: an answer with ids replaced by the objects they name, as the caller asked."""

import copy

from infra.embedded.stripe_sandbox.checkout_objects import line_item
from infra.embedded.stripe_sandbox.errors import Json, StripeError
from infra.embedded.stripe_sandbox.objects import listing
from infra.embedded.stripe_sandbox.state import KINDS, Store, prefix_of

_MAX_DEPTH = 4


def expanded(store: Store, answer: Json, paths: list[str]) -> Json:
    """Return a copy of the answer with each dotted path expanded.

    Raises:
        StripeError: a path is too deep, or names what is not expandable.
    """
    answer = copy.deepcopy(answer)
    for path in paths:
        if path.count(".") >= _MAX_DEPTH:
            raise StripeError(f"You cannot expand more than 4 levels of a property: {path}.")
        _expand(store, answer, path.split("."), path)
    return answer


def _expand(store: Store, thing: object, path: list[str], whole: str) -> None:
    name, rest = path[0], path[1:]
    if not isinstance(thing, dict):
        raise _refusal(whole)
    if name == "line_items" and thing.get("object") == "checkout.session":
        thing[name] = _line_items(store, thing["id"])
    if name not in thing:
        raise _refusal(whole)
    thing[name] = _named_by(store, thing[name], whole)
    inner = thing[name] if isinstance(thing[name], list) else [thing[name]]
    for item in inner:
        if rest and item is not None:
            _expand(store, item, rest, whole)


def _named_by(store: Store, value: object, whole: str) -> object:
    if isinstance(value, str) and prefix_of(value) in KINDS:
        return copy.deepcopy(store.find(prefix_of(value), value))
    if isinstance(value, str | int):
        raise _refusal(whole)
    return value


def _refusal(path: str) -> StripeError:
    return StripeError(f"This property cannot be expanded ({path}).", param="expand")


def _line_items(store: Store, session: str) -> Json:
    basket = store.state.baskets[session]
    item = line_item(store.find("price", basket.price), basket.quantity)
    return listing(f"/v1/checkout/sessions/{session}/line_items", [item])
