"""What a page of a problem says to do next."""

from collections.abc import Mapping

import msgspec

from services.gateway.web import urls
from services.gateway.web.errors.model import Problem


class Step(msgspec.Struct, frozen=True):
    """What to do, in words; a link where it has a `path`."""

    words: str
    path: str = ""


_AFTER_LINKS: Mapping[str, Step] = {
    "/join/": Step(
        "Write to the casting office that invited you: they can send you a new link with one click."
    ),
    "/agree/": Step("Write to the casting office that asked you: they can send you a new link."),
    "/invitations/": Step("Ask who invited you to your office to do so again."),
    "/sign-in": Step("Ask for a new link", urls.SIGN_IN),
}
"""By how the address of a personal link begins."""


def next_step(problem: Problem, *, member: bool, repeatable: bool) -> Step:
    """Return the step after a problem; `repeatable` is whether to ask again changes nothing."""
    if problem.next_step:
        return Step(*problem.next_step)
    for begins, step in _AFTER_LINKS.items():
        if problem.status < 500 and problem.instance.startswith(begins):
            return step
    if problem.status >= 500 and repeatable:
        return Step("Try again", problem.instance)
    return Step("Go to Today", urls.TODAY) if member else Step("To the start", urls.HOME)
