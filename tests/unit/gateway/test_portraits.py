"""The demo's people and their portraits."""

import io

from PIL import Image

from services.gateway.demo.founding import ACTORS
from services.gateway.demo.people.known import everybody
from services.gateway.demo.people.portraits.drawing import portrait
from services.gateway.demo.people.portraits.look import HAIRS, Look


def test_there_are_forty_people_of_whom_no_two_have_a_name_in_common() -> None:
    people = everybody()
    assert len({each.fields.name for each in people}) == len(people) >= 40
    assert {each.fields.name for each in people} > set(ACTORS)
    assert {each.look.colour for each in people} <= set(HAIRS)
    assert all(bool(each.guardian) == each.fields.minor for each in people)


def test_a_seed_draws_the_same_and_another_one_draws_somebody_else() -> None:
    look = Look("deep", "locs", "black", glasses=True)
    first = portrait("Marcus", look)
    assert portrait("Marcus", look) == first
    assert portrait("Ana", look) != first
    assert Image.open(io.BytesIO(first)).size == (480, 600)
