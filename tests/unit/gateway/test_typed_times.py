"""Times are read as browsers send them, without seconds."""

from datetime import time

import msgspec

from services.gateway.web import forms


class Typed(msgspec.Struct):
    begins: time
    ends: time | None = None


def test_a_time_is_read_whether_it_has_to_be_there_or_not() -> None:
    assert forms.read(Typed, {"begins": "09:00"}) == Typed(time(9))
    assert forms.read(Typed, {"begins": "09:00", "ends": "11:30"}) == Typed(time(9), time(11, 30))
