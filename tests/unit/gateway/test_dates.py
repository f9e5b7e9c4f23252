"""Instants and days are written as their reader has chosen, on every page by the same filters."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from services.gateway.web.rendering import dates
from services.gateway.web.rendering.display import (
    LANGUAGES,
    AgencySettings,
    Display,
    Language,
    Preferences,
)

AT = datetime(2026, 7, 1, 22, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Display(), "1 Jul 2026, 22:05 UTC"),
        (Display("Europe/Paris"), "2 Jul 2026, 00:05 CEST"),
        (Display("America/New_York", "12"), "1 Jul 2026, 6:05 pm EDT"),
        (Display("America/New_York", "12", "en_US"), "Jul 1, 2026, 6:05 PM EDT"),
        (Display("Asia/Kathmandu", "24", "de"), "02.07.2026, 03:50 +0545"),
        (Display("Mars/Olympus"), "1 Jul 2026, 22:05 UTC"),
    ],
)
def test_an_instant_is_written_as_its_reader_wants(shown: Display, words: str) -> None:
    assert dates.in_words(AT, shown) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_that_is_offered_has_dates(language: Language) -> None:
    shown = Display(language=language)
    assert "2026" in dates.day_in_words(date(2026, 3, 1), shown)
    assert "05" in dates.clock(AT, shown, seconds=True)


def page(source: str, **context: object) -> str:
    environment = Environment(autoescape=True)
    environment.filters |= {"moment": dates.moment, "day": dates.day, "clock": dates.wall_clock}
    environment.globals["reader_attributes"] = dates.reader_attributes
    return environment.from_string(source).render(at=AT, **context)


def test_a_person_has_their_own_way_and_else_their_agencys() -> None:
    agency = AgencySettings(zone="Asia/Tokyo", clock="12")
    follows = SimpleNamespace(preferences=Preferences(), settings=agency)
    chose = SimpleNamespace(preferences=Preferences("Europe/Paris", "24", "fr"), settings=agency)
    assert ">2 Jul 2026, 7:05 am JST<" in page("{{ at | moment }}", desk=follows)
    assert ">2 juil. 2026, 00:05 CEST<" in page("{{ at | moment }}", desk=chose)
    assert ">2 juil. 2026<" in page("{{ at | day }}", current_user=chose)
    assert page("{{ at | clock }}", desk=follows) == "10:05 pm"


def test_a_browser_says_where_it_is_to_who_has_chosen_nothing() -> None:
    assert 'data-zone="UTC" data-form="brief"' in page("{{ at | moment }}")
    assert 'data-zone="UTC" data-form="day"' in page("{{ at | day }}")
    assert "data-form" not in page("{{ at.date() | day }}"), "a day is the same everywhere"
    reader = SimpleNamespace(preferences=Preferences("Europe/Paris", language="en_US"))
    assert "data-form" not in page("{{ at | moment }}", current_user=reader)
    said = ' data-zone="Europe/Paris" data-clock="24" data-dates="en-US"'
    assert page("{{ reader_attributes() }}", current_user=reader) == said
    assert not page("{{ reader_attributes() }}")
