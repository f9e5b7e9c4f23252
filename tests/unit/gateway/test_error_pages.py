"""What a page says when nobody foresaw it: the step after it, a number to tell, and no more."""

import pytest
import structlog
from litestar import Litestar, get
from litestar.testing import TestClient

from services.gateway.web.errors.handlers import EXCEPTION_HANDLERS
from services.gateway.web.errors.model import Problem
from services.gateway.web.errors.next_steps import Step, next_step
from services.gateway.web.rendering import templates
from tests.integration.gateway.route_permissions import NOWHERE


def test_no_trace_is_shown_but_a_number() -> None:
    @get("/fails")
    async def fails() -> None:
        structlog.contextvars.bind_contextvars(request="0af7651916cd43dd")
        raise ZeroDivisionError("secret of the house")

    pages = templates.template_config(NOWHERE, templates.Assets({}))
    app = Litestar([fails], exception_handlers=EXCEPTION_HANDLERS, template_config=pages)
    with TestClient(app) as client:
        answer = client.get("/fails", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "0af7651916cd43dd" in answer.text
    assert 'href="/fails">Try again' in answer.text
    assert "secret of the house" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("status", "path", "member", "words"),
    [
        (410, "/sign-in/abc", False, "Ask for a new link"),
        (410, "/join/abc", False, "Write to the casting office"),
        (410, "/agree/abc", True, "Write to the casting office"),
        (403, "/invitations/abc", False, "Ask who invited you"),
        (503, "/join/abc", False, "Try again"),
        (404, "/roles/1", True, "Go to Today"),
        (404, "/roles/1", False, "To the start"),
    ],
)
def test_each_problem_has_a_next_step(status: int, path: str, member: bool, words: str) -> None:
    problem = Problem("Wrong", status, "So it is.", path)
    assert next_step(problem, member=member, repeatable=True).words.startswith(words)


def test_a_problems_own_step_comes_first() -> None:
    problem = Problem("Wrong", 403, "So it is.", "/join/x", next_step=("Pay", "/money"))
    assert next_step(problem, member=True, repeatable=True) == Step("Pay", "/money")
